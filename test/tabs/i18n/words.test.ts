// Words: places are filled, counts take their form, a locale gets its language.
import { expect, it } from 'vitest';
import { toLanguage } from '../../../api/contract/languages';
import { createDictionary } from '../../../api/words/dictionary';
import { loadWords } from '../../../tabs/i18n/languages';

const tree = {
  list: { patients_one: '{{count}} patient', patients_other: '{{count}} patients', hello: 'Hello {{name}}' },
};

it('fills places in and chooses the form of a count', () => {
  const words = createDictionary('en', tree);
  expect(words.find('list.hello', { name: 'Ana {{count}}' })).toBe('Hello Ana {{count}}');
  expect(words.find('list.patients', { count: 1 })).toBe('1 patient');
  expect(words.find('list.patients', { count: 1200 })).toBe('1,200 patients');
});

it('has no word for what is not in the files', () => {
  const words = createDictionary('en', tree);
  for (const key of ['list', 'list.none', 'list.hello.more', 'constructor.name', '__proto__.x', '']) {
    expect(words.find(key)).toBeUndefined();
  }
});

it.each([
  ['en-us', 'en'],
  ['ja-jp', 'ja'],
  ['ja', 'ja'],
  ['zh-tw', 'zh-TW'],
  ['zh-Hant-HK', 'zh-TW'],
  ['de-de', 'en'],
  ['', 'en'],
])('a person of locale %s reads %s', (locale, language) => {
  expect(toLanguage(locale)).toBe(language);
});

it.each(['en', 'ja', 'zh-TW'] as const)('%s can be loaded', async (language) => {
  expect((await loadWords(language)).find('app.retry')).not.toBe('');
});
