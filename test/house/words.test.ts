// The build fails when a word is missing in a language, unused, or has other placeholders than the English one.
import { expect, it } from 'vitest';
import { auditOperations } from '../../api/contract/audit.schema';
import { ehrColumns, interfaceTypes, teamColumns } from '../../api/contract/columns';
import { checkIds } from '../../api/contract/connect.schema';
import { errorCodes } from '../../api/contract/error-codes';
import { tabCodes } from '../../tabs/net/problem';
import { checkOrder } from '../../tabs/settings/connect/connect-run';
import { readUses, readWords, toBase, toForms, toPlaceholders } from './words';

const languages = ['en', 'ja', 'zh-TW'] as const;
const words = new Map(languages.map((language) => [language, readWords(language)]));
const english = readWords('en');
const others = languages.filter((language) => language !== 'en');
const of = (language: string) => words.get(language as 'en') ?? new Map<string, string>();
const isPlural = (key: string) => key !== toBase(key);

it.each(others)('%s has every word that English has, and no other', (language) => {
  const bases = (keys: Iterable<string>) => [...new Set([...keys].map(toBase))].sort();
  expect(bases(of(language).keys())).toEqual(bases(english.keys()));
});

it.each(languages)('%s has every plural form that it needs', (language) => {
  const counted = [...new Set([...of(language).keys()].filter(isPlural).map(toBase))];
  const wrong = counted.filter((base) => {
    const forms = toForms(language).map((form) => `${base}_${form}`);
    return !forms.every((key) => of(language).has(key));
  });
  expect(wrong).toEqual([]);
});

it.each(others)('%s has the placeholders of English in each word', (language) => {
  const ofBase = (list: ReadonlyMap<string, string>, base: string) =>
    [
      ...new Set(
        [...list].filter(([key]) => toBase(key) === base).flatMap(([, text]) => toPlaceholders(text)),
      ),
    ].sort();
  const bases = [...new Set([...english.keys()].map(toBase))];
  const wrong = bases.filter((base) => String(ofBase(english, base)) !== String(ofBase(of(language), base)));
  expect(wrong).toEqual([]);
});

it('no word is empty', () => {
  const empty = languages.flatMap((language) => [...of(language)].filter(([, text]) => text.trim() === ''));
  expect(empty).toEqual([]);
});

it('no word is left over', () => {
  const { exact, patterns } = readUses();
  const bases = [...new Set([...english.keys()].map(toBase))];
  const unused = bases.filter((base) => !exact.has(base) && !patterns.some((pattern) => pattern.test(base)));
  expect(unused).toEqual([]);
});

it('every error code says what is wrong and what to do next', () => {
  const keys = [...errorCodes, ...tabCodes].flatMap((code) => [`errors.${code}.what`, `errors.${code}.next`]);
  expect(keys.filter((key) => !english.has(key))).toEqual([]);
});

it('every check, column, kind of data and audited operation has its word', () => {
  const keys = [
    ...checkIds.map((id) => `checks.running.${id}`),
    ...checkIds.map((id) => `checks.ok.${id}`),
    ...interfaceTypes.map((type) => `checks.resource.${type}`),
    ...auditOperations.map((operation) => `audit.operation.${operation}`),
    ...[...ehrColumns.map(({ id }) => id), ...teamColumns].map((id) => `list.column.${id}`),
  ];
  expect(keys.filter((key) => !english.has(key))).toEqual([]);
});

it('the tab shows the checks in the order in which the API runs them', () => {
  expect(checkOrder).toEqual(checkIds);
});
