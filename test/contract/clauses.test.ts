// The table of clauses against what is there: nothing is played that no clause speaks of, and every clause is read by a test.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createKnobBox } from '../sandbox/control/knobs';
import { furtherIds, personaIds } from '../sandbox/persona';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
/** Section, clause, what plays it, the file of its test, words of the test. */
const clauses = read('contract/clauses.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));
const knobs = Object.keys(createKnobBox().now);

/** The fields of every interface of a file, as they are written there. */
const toFields = (path: string) => [...read(path).matchAll(/^ {2}(\w+)\??:/gm)].map(([, name = '']) => name);
const quirks = [...new Set(toFields('sandbox/quirks.ts'))];
const played = new Set(clauses.flatMap(([, , by = '']) => by.split(' ')));

/** Parts of a refusal or of another quirk, and what only names the server: they are played with their whole. */
const partsOfOthers = [
  'code',
  'number',
  'severity',
  'search',
  'discovery',
  'batch',
  'version',
  'publisher',
  'description',
];

function findTests(folder: string): string[] {
  return readdirSync(new URL(folder, root), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) return findTests(`${path}/`);
    return /\.(test|contract)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe('a clause of what is known of partners', () => {
  it.each(clauses)('%s: %s', (_at, _says, by = '', file = '', words = '') => {
    expect(existsSync(new URL(file, root)), file).toBe(true);
    expect(read(file)).toContain(words);
    const known = new Set([
      ...knobs,
      ...quirks,
      ...personaIds,
      ...furtherIds,
      ...toFields('sandbox/persona.ts'),
    ]);
    expect(by.split(' ').filter((name) => !known.has(name))).toEqual([]);
  });

  it('speaks of every quirk, every knob and every persona', () => {
    const all = [
      ...quirks.filter((one) => !partsOfOthers.includes(one)),
      ...knobs,
      ...personaIds,
      ...furtherIds,
    ];
    expect(all.filter((name) => !played.has(name))).toEqual([]);
  });

  it('every knob is turned by a test of the product, not only by those of the sandbox', () => {
    const texts = findTests('')
      .filter((path) => !path.startsWith('sandbox/') && !path.startsWith('contract/clauses'))
      .map(read);
    const isTurned = (knob: string) => texts.some((text) => new RegExp(`\\b${knob}\\b`).test(text));
    expect(knobs.filter((knob) => !isTurned(knob))).toEqual([]);
  });
});
