// What one cell of the list shows, whether it came from the EHR or was typed. Knows no React and no words.
import type { EhrCells, EhrCellValues, EhrColumnId } from '../contract/columns';
import type { Row, TypedValue } from '../contract/lists.schema';
import type { SectionStatus } from '../contract/values';
import { toTypedCell } from './typed-cells';

/** untyped: in manual mode nobody has typed anything for a patient of the EHR, of whom the EHR may well know more. */
export type CellStatus = SectionStatus | 'loading' | 'untyped';

export interface CellView<V> {
  readonly status: CellStatus;
  readonly value?: V | undefined;
  readonly fetched?: string | undefined;
  readonly reason?: string | undefined;
  readonly mayBeIncomplete?: boolean | undefined;
  readonly unreadable?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Set if a person typed what is shown. */
  readonly typed?: TypedValue | undefined;
  /** The main problem was typed over what the EHR says. */
  readonly ehr?: V | undefined;
}

/** How far the reading of the list has come; decides what a cell without an answer means. */
export interface Reading {
  readonly isFilling: boolean;
  /** Manual mode: no EHR is asked, and every row shows what was typed. */
  readonly isManual?: boolean | undefined;
  /** IANA zone whose calendar says what today is; this machine's own if not given. */
  readonly zone?: string | undefined;
  /** Error code: nothing more will come; what is shown is the last known. */
  readonly lost?: string | undefined;
}

export function toCellView<K extends EhrColumnId>(
  column: K,
  row: Row,
  cells: EhrCells | undefined,
  reading: Reading,
): CellView<EhrCellValues[K]> {
  if (!row.ehr || reading.isManual) return toTypedCell(column, row, reading.zone);
  const read = toEhrView(column, cells, reading);
  const typed = row.typed[column];
  if (column === 'mainProblem' && typed && typed.value !== null && typed.value !== '') {
    return { ...toTypedCell(column, row, reading.zone), ehr: read.value };
  }
  return read;
}

function toEhrView<K extends EhrColumnId>(
  column: K,
  cells: EhrCells | undefined,
  reading: Reading,
): CellView<EhrCellValues[K]> {
  const cell = cells?.[column];
  const isKnown = cell?.status === 'ok' || cell?.status === 'empty';
  if (cell) return reading.lost && isKnown ? { ...cell, status: 'stale' } : cell;
  if (reading.isFilling) return { status: 'loading' };
  return { status: 'failed', reason: reading.lost ?? 'server_answer_broken' };
}
