// No word is missing in a language (nor does a build go on without it), left over, or with other placeholders than in English.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { auditOperations } from '../../api/contract/audit.schema';
import { ehrColumns, interfaceTypes, teamColumns } from '../../api/contract/columns';
import { checkIds } from '../../api/contract/connect.schema';
import { errorCodes } from '../../api/contract/error-codes';
import { languages } from '../../api/contract/languages';
import { findMissingWords, readWords, toBase, type WordList } from '../../api/words/word-lists';
import { tabCodes } from '../../tabs/net/problem';
import { checkOrder } from '../../tabs/settings/connect/connect-run';
import { runWebpack } from '../sandbox/tab-build';
import { readUses, toPlaceholders } from './words';

const root = join(import.meta.dirname, '../..');
const words = new Map(languages.map((language) => [language, readWords(root, language)]));
const of = (language: (typeof languages)[number]): WordList => words.get(language) ?? new Map();
const english = of('en');
const others = languages.filter((language) => language !== 'en');

it('no language lacks a word or a plural form that another has', () => {
  expect(findMissingWords(root)).toEqual([]);
});

/** A project with our settings and words, and nothing else in the tab. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'patients-words-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  const copied = [
    'package.json',
    'webpack.config.js',
    'tabs/index.html',
    'tabs/i18n',
    'api/words',
    'api/contract',
  ];
  for (const path of copied) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'tabs/main.tsx'), `import('./i18n/languages');\n`);
  return copy;
}

it('a build goes through while nothing is missing, and stops at a missing word with its file and name', async () => {
  const copy = copyProject();
  await runWebpack(copy);
  const file = join(copy, 'tabs/i18n/ja/list.json');
  const { create, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(rest));
  await expect(runWebpack(copy)).rejects.toThrow('tabs/i18n/ja/list.json lacks list.create');
}, 60_000);

it.each(others)('%s has the placeholders of English in each word', (language) => {
  const ofBase = (list: WordList, base: string) =>
    [
      ...new Set(
        [...list].filter(([key]) => toBase(key) === base).flatMap(([, text]) => toPlaceholders(text)),
      ),
    ].sort();
  const bases = [...new Set([...english.keys()].map(toBase))];
  const wrong = bases.filter((base) => String(ofBase(english, base)) !== String(ofBase(of(language), base)));
  expect(wrong).toEqual([]);
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
    ...[...ehrColumns.map(({ id }) => id), ...teamColumns].map((id) => `column.${id}`),
  ];
  expect(keys.filter((key) => !english.has(key))).toEqual([]);
});

it('the tab shows the checks in the order in which the API runs them', () => {
  expect(checkOrder).toEqual(checkIds);
});
