// Reads the words of every language and the code that uses them, and finds what is missing, left over or differs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'tabs/i18n');
const plural = /_(zero|one|two|few|many|other)$/;

export type WordList = ReadonlyMap<string, string>;
type Tree = { readonly [key: string]: string | Tree };

/** "area.key" → text, of one language. */
export function readWords(language: string): WordList {
  const areas = readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'));
  return new Map(
    areas.flatMap((name) => {
      const tree = JSON.parse(readFileSync(join(folder, language, name), 'utf8')) as Tree;
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

export function toPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].sort();
}

/** Plural forms that a language needs for a counted word. */
export function toForms(language: string): string[] {
  return [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
}

/** All string and template literals that look like a key or the beginning of one: "a.b" and `a.b.${…}`. */
export function readUses(): { readonly exact: ReadonlySet<string>; readonly patterns: readonly RegExp[] } {
  const files = readdirSync(join(root, 'tabs'), { recursive: true, encoding: 'utf8' });
  const code = files
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, 'tabs', name), 'utf8'))
    .join('\n');
  const exact = new Set(
    [...code.matchAll(/['"`]([a-zA-Z]+(?:\.[a-zA-Z]\w*)+)['"`]/g)].map(([, key]) => key ?? ''),
  );
  const templates = [...code.matchAll(/`([a-zA-Z]+\.[^`\s]*\$\{[^`]*?)`/g)].map(([, text]) => text ?? '');
  return { exact, patterns: templates.map(toPattern) };
}

/** `a.${x}.b` matches every key with anything in the place of `${x}`. */
function toPattern(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\w.:-]+')}$`);
}
