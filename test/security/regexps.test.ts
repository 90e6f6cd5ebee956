import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { limits } from '../../api/contract/limits';
import { recordFigure } from './figures';

const root = join(import.meta.dirname, '../..');
const longestMs = 50;
const usualLength = 100_000;

/** Those that only ever see short text, and how long it can be: T28 holds them to that length. */
const bounded: Readonly<Record<string, number>> = { '\\/+$': limits.link, '\\/*$': limits.link };

interface Found {
  readonly where: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Every literal of the product's sources, by the compiler's own eyes. */
function findRegexps(folder: string): Found[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => {
      const file = join(root, folder, path);
      const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
      const found: Found[] = [];
      const visit = (node: ts.Node) => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
          found.push({
            where: `${relative(root, file)}:${line}`,
            pattern: node.text.slice(1, end),
            flags: node.text.slice(end + 1).replace(/[gy]/g, ''),
          });
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
}

/** Pieces that such a pattern may go round in: its own letters, and one of each class. */
function toPieces(pattern: string): string[] {
  const own = pattern.replace(/\\[a-zA-Z]|[\\^$.*+?()[\]{}|]/g, ' ').split(/\s+/);
  const letters = [...new Set(pattern.replace(/\\[a-zA-Z]/g, ''))].filter(
    (one) => !/[\\^$*+?()[\]{}|]/.test(one),
  );
  const usual = [
    'a',
    'A',
    '0',
    ' ',
    '\t',
    '\n',
    '-',
    '.',
    '/',
    ',',
    '_',
    'a ',
    ' a',
    'a-',
    'a.',
    '0-',
    'a0',
    '1.',
    'é',
    '\u0000',
    '\u202e',
  ];
  return [...new Set([...usual, ...letters, ...own.filter((one) => one.length > 0 && one.length < 12)])];
}

function measure(regexp: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  // The work takes what the fastest try takes; the others shared the machine, which makes none twenty times slower.
  for (let i = 0; i < 5 && best > longestMs && !(best > 20 * longestMs && i > 0); i++) {
    const started = performance.now();
    regexp.test(text);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Longer and longer, so that one which explodes is found while it is still short. */
function findSlow({ where, pattern, flags }: Found): string | undefined {
  const regexp = new RegExp(pattern, flags);
  const longest = bounded[pattern] ?? usualLength;
  for (const length of [24, 400, 5_000, 20_000, longest]) {
    for (const piece of toPieces(pattern)) {
      const body = piece.repeat(Math.ceil(Math.min(length, longest) / piece.length));
      for (const text of [`${body}\u0001`, `\u0001${body}\u0001x`]) {
        const ms = measure(regexp, text);
        if (ms > longestMs)
          return `${where} /${pattern}/ takes ${Math.round(ms)} ms for ${length} of "${piece}"`;
      }
    }
  }
  return undefined;
}

describe('T28: no text makes a regular expression go on and on', () => {
  it(`each in api/ and tabs/ takes ${longestMs} ms at the most for ${usualLength} characters`, () => {
    const all = ['api', 'tabs'].flatMap(findRegexps);
    const different = [...new Map(all.map((one) => [`${one.pattern}/${one.flags}`, one])).values()];
    expect(different.length).toBeGreaterThan(50);
    const slow = different.map(findSlow).filter((one) => one !== undefined);
    recordFigure({ id: 'B6', name: 'regular expressions', tried: different.length, through: slow.length });
    expect(slow).toEqual([]);
  });

  it('one that does go on is seen', () => {
    expect(findSlow({ where: 'here', pattern: '^(a+)+$', flags: '' })).toContain('^(a+)+$');
    expect(findSlow({ where: 'here', pattern: '\\s+$', flags: '' })).toContain('takes');
  });
});
