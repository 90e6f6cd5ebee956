// The matrix inside README.md: between two marks, written by `npm run interop -- --personas`, compared by a test.
import { readFileSync, writeFileSync } from 'node:fs';
import { matrixHead } from './row';

const file = new URL('../../README.md', import.meta.url);
const [from, to] = ['<!-- matrix -->', '<!-- /matrix -->'] as const;

export function toMatrix(rows: readonly string[]): string {
  return [matrixHead, ...rows].join('\n');
}

function toParts(text: string): { before: string; inside: string; after: string } {
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`README.md has no ${from} … ${to}`);
  const at = start + from.length;
  return { before: text.slice(0, at), inside: text.slice(at, end), after: text.slice(end) };
}

/** What stands there now. */
export function readMatrix(): string {
  return toParts(readFileSync(file, 'utf8')).inside.trim();
}

export function writeMatrix(rows: readonly string[]): void {
  const { before, after } = toParts(readFileSync(file, 'utf8'));
  writeFileSync(file, `${before}\n${toMatrix(rows)}\n${after}`);
}
