// What a proof of this folder says of its size and outcome; `npm test -- --security` prints them as one table at the end.
import { appendFileSync, readFileSync } from 'node:fs';

/** What a threat needs to be called met: so many tries, and none of them may have come through. */
export interface Figure {
  /** B1 to B8 as security.md names them, or the threat's own number ("T2"). */
  readonly id: string;
  readonly name: string;
  readonly tried: number;
  /** How many tries came through; 0 is the goal. */
  readonly through: number;
  /** The variable that makes it bigger. */
  readonly size?: string;
}

/**
 * To be called before the assertion, so that a failure stands in the table as well. Without the file that the run reads at
 * its end a figure is only asserted, not told.
 */
export function recordFigure(figure: Figure): void {
  const file = process.env.PATIENTS_TEST_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}

/** A whole number from the environment, so that CI is small and a release can be big. Throws on anything else. */
export function toSize(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return usual;
  if (!/^\d+$/.test(text)) throw new Error(`${variable} takes a whole number, not "${text}"`);
  return Number(text);
}

function isFigure(value: unknown): value is Figure {
  return typeof value === 'object' && value !== null && 'id' in value && 'tried' in value;
}

export function readFigures(path: string): Figure[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(isFigure);
}

/** One line a figure, in the order of their ids. */
export function toTable(figures: readonly Figure[]): string {
  const sorted = [...figures].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  const rows = sorted.map(({ id, name, tried, through, size }) => [
    id,
    name,
    tried.toLocaleString('en'),
    through.toLocaleString('en'),
    through === 0 && tried > 0 ? 'holds' : 'BROKEN',
    size ?? '',
  ]);
  const all = [['id', 'proof', 'tried', 'came through', 'verdict', 'bigger by'], ...rows];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? [];
  const toLine = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return all.map(toLine).join('\n');
}
