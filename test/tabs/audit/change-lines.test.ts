import { describe, expect, it } from 'vitest';
import type { Language } from '../../../api/contract/languages';
import { type ChangeNames, toChangeLines } from '../../../tabs/audit/change-lines';
import { loadWords } from '../../../tabs/i18n/languages';

const listId = '5f0c1f3e-0000-4000-8000-000000000001';
const fieldId = '5f0c1f3e-0000-4000-8000-000000000002';

async function namesIn(language: Language): Promise<ChangeNames> {
  const dictionary = await loadWords(language);
  await dictionary.loadMore();
  return {
    t: (key, values) => dictionary.find(key, values) ?? key,
    has: (key) => dictionary.find(key) !== undefined,
    lists: [{ id: listId, name: 'Ward round' }],
    fields: [{ id: fieldId, name: 'Diet', type: 'choice', choices: ['light'] }],
    date: (day) => `the ${day}`,
  };
}

const lines = async (change: Parameters<typeof toChangeLines>[0], language: Language = 'en') =>
  toChangeLines(change, await namesIn(language)).map(({ name, before, after }) => [name, before, after]);

describe('what an entry says was changed', () => {
  it('is told by the names that people know, not by numbers', async () => {
    const diet = { name: 'Diet', type: 'choice', choices: ['light', 'none'] };
    expect(
      await lines({
        list: { from: listId, to: 'gone' },
        columns: { from: ['bed', `field:${fieldId}`], to: ['bed', 'field:gone', 'mainProblem'] },
        connection: { from: null, to: listId },
        [`field:${fieldId}`]: { from: diet, to: { ...diet, name: 'Food' } },
      }),
    ).toEqual([
      ['List', 'Ward round', 'a list that is gone'],
      ['Columns', 'Bed, Diet', 'Bed, a field that is gone, Main problem'],
      ['Food', 'Diet · Choice · light · none', 'Food · Choice · light · none'],
    ]);
  });

  it('tells values by their kind, and nothing apart from something', async () => {
    expect(
      await lines({
        birthDate: { from: null, to: '1950-03-05' },
        noKnownAllergies: { from: true, to: false },
        gender: { from: 'female', to: 'unknown' },
        mode: { from: 'none', to: 'manual' },
        [`field:${fieldId}`]: { from: '', to: 3 },
        family: { from: '…', to: '…' },
      }),
    ).toEqual([
      ['Birth date', undefined, 'the 1950-03-05'],
      ['No known allergies', 'Yes', 'No'],
      ['Sex', 'female', 'sex unknown'],
      ['Mode', 'Not chosen', 'Manual mode'],
      ['Diet', undefined, '3'],
      ['Family name', 'Changed, too long to be kept here', 'Changed, too long to be kept here'],
    ]);
  });

  it.each(['en', 'ja', 'zh-TW'] as const)(
    'has a word in %s for all that a change can be of',
    async (language) => {
      const keys = [
        'name',
        'list',
        'columns',
        'defaultList',
        'mode',
        'link',
        'partner',
        'release',
        'family',
        'bed',
      ];
      const change = Object.fromEntries(keys.map((key) => [key, { from: null, to: 'x' }]));
      const names = (await lines(change, language)).map(([name]) => name ?? '');
      expect(names.filter((name) => keys.includes(name))).toEqual([]);
    },
  );
});
