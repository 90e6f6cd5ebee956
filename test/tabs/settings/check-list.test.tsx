// What the owner reads while a link is checked: each outcome in one sentence, kinds of data and columns by their names.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, test } from 'vitest';
import { ehrColumns, interfaceTypes } from '../../../api/contract/columns';
import type { Check } from '../../../api/contract/connect.schema';
import { languages } from '../../../api/contract/languages';
import { loadWords } from '../../../tabs/i18n/languages';
import { WordsContext } from '../../../tabs/i18n/useWords';
import { CheckList } from '../../../tabs/settings/connect/CheckList';

async function draw(checks: readonly Check[], language: (typeof languages)[number] = 'en') {
  const html = renderToStaticMarkup(
    <WordsContext value={await loadWords(language)}>
      <CheckList checks={checks} />
    </WordsContext>,
  );
  return html.split('<li class').slice(1).map(toText);
}
const toText = (html: string) =>
  html
    .replace(/^[^>]*>/, '')
    .replace(/<span class="[^"]*"> \(.*/s, '')
    .replace(/<[^>]*>/g, '');

const all = ehrColumns.map(({ id }) => id);
/** As the API tells them of an open server, a registered one and one that lacks something: see connect.test.ts. */
const outcomes: readonly Check[] = [
  { id: 'address', status: 'ok', facts: { host: 'ehr.example' } },
  { id: 'reachable', status: 'ok' },
  { id: 'metadata', status: 'ok' },
  { id: 'metadata', status: 'ok', facts: { withToken: 1 } },
  { id: 'release', status: 'ok', facts: { release: 'DSTU2' } },
  { id: 'partner', status: 'ok', facts: { partner: 'Meridian Bridge' } },
  { id: 'partner', status: 'ok' },
  { id: 'token', status: 'ok', facts: { seconds: 300 } },
  { id: 'token', status: 'skipped' },
  { id: 'system', status: 'ok', facts: { system: 'epic', by: 'registration' } },
  { id: 'system', status: 'ok', facts: { system: 'hapi', by: 'metadata', version: '8' } },
  { id: 'system', status: 'warning', facts: { by: 'nothing' } },
  { id: 'system', status: 'warning', facts: { system: 'epic', by: 'registration', differs: 'hapi' } },
  { id: 'resources', status: 'ok', facts: { count: 8, offered: [...interfaceTypes], missing: [] } },
  { id: 'resources', status: 'warning', facts: { count: 6, missing: ['Observation', 'Coverage'] } },
  { id: 'search', status: 'ok' },
  { id: 'search', status: 'warning' },
  { id: 'columns', status: 'ok', facts: { columns: all, missing: [] } },
  {
    id: 'columns',
    status: 'warning',
    facts: { columns: ['bed', 'patient'], missing: ['vitals', 'coverage'] },
  },
];

describe.each(languages)('%s', (language) => {
  it.each(outcomes.map((check) => [check.id, check.status, check] as const))(
    '%s, %s: one sentence, without an id or a gap',
    async (_id, _status, check) => {
      const [sentence = ''] = await draw([check], language);
      expect(sentence).toMatch(/^\P{Ll}.*[.。]$/u);
      expect(sentence.match(/[.!?](?=\s|$)|[。！？]/g)).toHaveLength(1);
      expect(sentence).not.toMatch(/\{\{|undefined|checks\.|column\.|[a-z]{2}[A-Z]/);
    },
  );
});

test('the sentences say what was found', async () => {
  const sentences = (await draw(outcomes)).join('\n');
  for (const words of [
    'FHIR DSTU2',
    'Registered as Meridian Bridge.',
    'good for 300 seconds',
    'It has all 8 kinds of data that we read.',
    'It has 6 of 8 kinds of data; missing: vital signs and coverage.',
    'Your lists will show Bed and Patient; left for your team to type: Vital signs and Coverage.',
  ])
    expect(sentences).toContain(words);
});

test('a failed check says what is wrong, what to do next, and its code', async () => {
  const failed = { id: 'token', status: 'failed', code: 'token_refused' } as const;
  const html = renderToStaticMarkup(
    <WordsContext value={await loadWords('en')}>
      <CheckList checks={[failed]} />
    </WordsContext>,
  );
  const say = (await loadWords('en')).find;
  expect(html).toContain(say('errors.token_refused.what'));
  expect(html).toContain(say('errors.token_refused.next'));
  expect(html).toContain('token_refused');
});
