// Reads the files of words and finds what a language lacks. For the build and the house checks; no part of the built tab.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, languages } from './languages';
import type { Tree } from './words';

const plural = /_(zero|one|two|few|many|other)$/;

export type WordList = ReadonlyMap<string, string>;

/** "area.key" → text, of one language below `folder`. */
export function readWords(folder: string, language: Language): WordList {
  const areas = readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'));
  return new Map(
    areas.flatMap((name) => {
      const tree: Tree = JSON.parse(readFileSync(join(folder, language, name), 'utf8'));
      return flatten(tree, name.replace('.json', ''));
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

/** "ja/list.json lacks list.title" for every word, in every plural form, that one language has and another needs. */
export function findMissingWords(folder: string): string[] {
  const lists = languages.map((language) => ({ language, words: readWords(folder, language) }));
  const keys = lists.flatMap(({ words }) => [...words.keys()]);
  const counted = new Set(keys.filter((key) => key !== toBase(key)).map(toBase));
  const bases = [...new Set(keys.map(toBase))];
  return lists.flatMap(({ language, words }) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const toKeys = (base: string) => (counted.has(base) ? forms.map((form) => `${base}_${form}`) : [base]);
    const missing = bases.flatMap(toKeys).filter((key) => !words.get(key)?.trim());
    return missing.map((key) => `${language}/${key.split('.')[0]}.json lacks ${key}`);
  });
}
