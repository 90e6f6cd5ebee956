// A row with everything that its cells, the order and the filter need. Made once per change of the row or its cells.
import type { EhrCells, EhrCellValues, EhrColumnId } from '../contract/columns';
import type { Row } from '../contract/lists.schema';
import type { PatientValue } from '../contract/values';
import { type CellView, type Reading, toCellView } from './cell-view';
import { toSnapshotPatient } from './snapshot-patient';

export interface RowModel {
  readonly id: string;
  readonly row: Row;
  /** All that it shows was typed, or is the last known: a typed patient, or anybody in manual mode. */
  readonly isTyped: boolean;
  /** Never nameless: the EHR's Patient, else the snapshot of the last reading, else what was typed. */
  readonly patient: PatientValue | undefined;
  readonly cell: <K extends EhrColumnId>(column: K) => CellView<EhrCellValues[K]>;
}

export function toRowModel(row: Row, cells: EhrCells | undefined, reading: Reading): RowModel {
  const made = new Map<EhrColumnId, unknown>();
  const cell = <K extends EhrColumnId>(column: K): CellView<EhrCellValues[K]> => {
    if (!made.has(column)) made.set(column, toCellView(column, row, cells, reading));
    return made.get(column) as CellView<EhrCellValues[K]>;
  };
  const isTyped = !row.ehr || reading.isManual === true;
  return { id: row.id, row, isTyped, cell, patient: cell('patient').value ?? toSnapshotPatient(row) };
}
