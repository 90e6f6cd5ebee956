// Reads the files of words and finds what a language lacks. For the build and the house checks; no part of the built tab.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Language, languages } from '../contract/languages';
import type { Tree } from './dictionary';

const plural = /_(zero|one|two|few|many|other)$/;

export type WordList = ReadonlyMap<string, string>;

/** Where words stand: those of screens alone, and those that screens and files share. */
const folders = ['tabs/i18n', 'api/words'] as const;

/** "area.key" → text, of one language of the project at `root`. */
export function readWords(root: string, language: Language): WordList {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder, language))
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(root, folder, language, name)),
  );
  return new Map(
    files.flatMap((file) => {
      const tree: Tree = JSON.parse(readFileSync(file, 'utf8'));
      return flatten(tree, basename(file, '.json'));
    }),
  );
}

function flatten(tree: Tree, prefix: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}.${key}`, value]] : flatten(value, `${prefix}.${key}`),
  );
}

export function toBase(key: string): string {
  return key.replace(plural, '');
}

/** "tabs/i18n/ja/list.json lacks list.title" for every word, in every plural form, that one language has and another needs. */
export function findMissingWords(root: string): string[] {
  const lists = languages.map((language) => ({ language, words: readWords(root, language) }));
  const keys = lists.flatMap(({ words }) => [...words.keys()]);
  const counted = new Set(keys.filter((key) => key !== toBase(key)).map(toBase));
  const bases = [...new Set(keys.map(toBase))];
  return lists.flatMap(({ language, words }) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const toKeys = (base: string) => (counted.has(base) ? forms.map((form) => `${base}_${form}`) : [base]);
    const missing = bases.flatMap(toKeys).filter((key) => !words.get(key)?.trim());
    return missing.map((key) => `${toFile(root, language, key.split('.')[0] ?? '')} lacks ${key}`);
  });
}

/** Beside the English one, wherever that stands. */
function toFile(root: string, language: Language, area: string): string {
  const folder = folders.find((each) => existsSync(join(root, each, 'en', `${area}.json`)));
  return `${folder ?? folders[0]}/${language}/${area}.json`;
}
