// Looks for what no log may have: names, birth dates and numbers of the patients whom the tests read, names of the people who use
// the app, secrets, keys and tokens. Knows who they are from where they are made up.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../sandbox/resource';

export interface Leaks {
  readonly lines: number;
  /** Lines that tell of a request to the API. */
  readonly requests: number;
  /** "file:line: what", never the text itself. */
  readonly found: readonly string[];
}

/** Words of the tests that stand for anything secret, and the shapes of tokens and keys. */
const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a marked word', /canary|zebedee|made-up-secret|made-up-app-secret/i],
  ['a token', /\beyJ[\w-]{8,}|\bBearer\s|access_token|client_assertion|client_secret/i],
  ['a key', /-----BEGIN|PRIVATE KEY/],
  ['a birth date', /"(19|20)\d\d-\d\d-\d\d"/],
];
const shortestWord = 4;

/** Each word of the names, and the numbers, of every Patient. */
export function toMarkedWords(patients: readonly unknown[]): Set<string> {
  const words = new Set<string>();
  const add = (text: unknown) => {
    if (typeof text !== 'string') return;
    for (const word of toWords(text)) if (word.length >= shortestWord) words.add(word);
  };
  for (const patient of patients) {
    if (!isObject(patient)) continue;
    for (const name of toList(patient.name)) {
      if (!isObject(name)) continue;
      for (const part of [name.family, name.given, name.text]) toList(part).forEach(add);
    }
    for (const one of toList(patient.identifier)) if (isObject(one)) add(one.value);
    add(patient.id);
  }
  return words;
}

function toList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

/** Numbers and ids stay whole: `SV-900101`, `made-infant`. */
function toWords(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}.-]*[\p{L}\p{N}]/gu) ?? [];
}

export function findLeaksIn(text: string, where: string, words: ReadonlySet<string>): Leaks {
  const lines = text.split('\n').filter((line) => line !== '');
  const found = lines.flatMap((line, at) => {
    const shapes = patterns.filter(([, pattern]) => pattern.test(line)).map(([what]) => what);
    const isNamed = toWords(line).some((word) => words.has(word));
    const place = `${where}:${at + 1}`;
    return [...shapes, ...(isNamed ? ['a name or number of a patient'] : [])].map(
      (what) => `${place}: ${what}`,
    );
  });
  const requests = lines.filter((line) => line.includes('"event":"request"')).length;
  return { lines: lines.length, requests, found };
}

/** Of every file that the tests left in `folder`. */
export function findLeaks(folder: string, words: ReadonlySet<string>): Leaks {
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => findLeaksIn(readFileSync(join(folder, name), 'utf8'), name, words));
  return {
    lines: all.reduce((sum, { lines }) => sum + lines, 0),
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    found: all.flatMap(({ found }) => found),
  };
}
