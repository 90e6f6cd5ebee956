// Tables as text: CSV (RFC 4180), or parted by tabs for the clipboard. A cell never becomes a formula. Pure.
import papa from 'papaparse';
import { toSafeCell } from './safe-cell';
import type { TableCell } from './table';

/** So that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\u{feff}';

export function toCsvLine(cells: readonly TableCell[]): string {
  return toLine(cells, ',');
}

export function toTabLine(cells: readonly TableCell[]): string {
  return toLine(cells, '\t');
}

function toLine(cells: readonly TableCell[], delimiter: string): string {
  return `${papa.unparse([cells.map(toSafeCell)], { delimiter })}\r\n`;
}
