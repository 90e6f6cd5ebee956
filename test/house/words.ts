// Reads the places that words leave open and the code that uses them. What a language lacks is found by api/words/word-lists.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
export function toPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].sort();
}

/** All string and template literals that look like a key or the beginning of one: "a.b" and `a.b.${…}`. */
export function readUses(): { readonly exact: ReadonlySet<string>; readonly patterns: readonly RegExp[] } {
  const files = ['tabs', 'api'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const code = files
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, name), 'utf8'))
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
