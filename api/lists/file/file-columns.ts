// What a list's columns become in a file: one column or several each, every one with a heading and a text or number per row. Pure.
import type { CellView } from '../../clinical/cell-view';
import type { RowModel } from '../../clinical/row-model';
import type { SameNameMark } from '../../clinical/same-name';
import { isEhrColumn } from '../../contract/columns';
import type { Field } from '../../contract/fields.schema';
import type { TableCell } from '../../tables/table';
import { ehrFileColumns } from './ehr-file-columns';
import type { FileWords } from './file-words';

export interface FileColumn {
  readonly heading: string;
  readonly toCell: (model: RowModel) => TableCell;
}

export interface ColumnContext extends FileWords {
  readonly fields: readonly Field[];
  /** Who could be mixed up with somebody else on this list, by row. */
  readonly lookalikes: ReadonlyMap<string, SameNameMark>;
}

/** In the list's order. Who it is stands in every file, first where the list doesn't show it, and when it was read last. */
export function toFileColumns(columns: readonly string[], context: ColumnContext): FileColumn[] {
  const shown = columns.includes('patient') ? columns : ['patient', ...columns];
  return [...shown.flatMap((column) => toColumns(column, context)), toReadColumn(context)];
}

function toColumns(column: string, context: ColumnContext): readonly FileColumn[] {
  if (column === 'notes') return toNoteColumns(context);
  if (column === 'updated') return toUpdatedColumns(context);
  if (isEhrColumn(column)) return ehrFileColumns[column](context);
  const field = context.fields.find(({ id }) => column === `field:${id}`);
  return field ? [toFieldColumn(field, context)] : [];
}

function toNoteColumns({ t, times }: ColumnContext): readonly FileColumn[] {
  return [
    { heading: t('column.notes'), toCell: ({ row }) => row.lastNote?.text ?? '' },
    { heading: t('file.noteBy'), toCell: ({ row }) => row.lastNote?.by.name ?? '' },
    { heading: t('file.noteAt'), toCell: ({ row }) => (row.lastNote ? times.instant(row.lastNote.at) : '') },
    { heading: t('file.noteCount'), toCell: ({ row }) => row.noteCount },
  ];
}

function toUpdatedColumns({ t, times }: ColumnContext): readonly FileColumn[] {
  return [
    { heading: t('column.updated'), toCell: ({ row }) => times.instant(row.updatedAt) },
    { heading: t('file.updatedBy'), toCell: ({ row }) => row.updatedBy.name },
  ];
}

function toFieldColumn(field: Field, { t, times }: ColumnContext): FileColumn {
  return {
    heading: field.name,
    toCell: ({ row }) => {
      const value = row.typed[`field:${field.id}`]?.value ?? '';
      if (typeof value === 'boolean') return t(value ? 'patient.yes' : 'patient.no');
      return field.type === 'date' && typeof value === 'string' ? times.day(value) : value;
    },
  };
}

/** When the EHR was read for this row: without it a number on paper has no age. */
function toReadColumn({ t, times }: ColumnContext): FileColumn {
  const toWords = (model: RowModel, view: CellView<unknown>): string => {
    if (model.isTyped && !view.fetched) return t('file.typed');
    const isOld = view.status !== 'ok' && view.status !== 'empty';
    const known = view.fetched && view.status === 'stale' ? view.fetched : model.row.snapshot?.at;
    if (!isOld) return view.fetched ? times.instant(view.fetched) : '';
    return known ? t('patient.lastRead', { time: times.instant(known) }) : t('patient.failed');
  };
  return { heading: t('file.read'), toCell: (model) => toWords(model, model.cell('patient')) };
}
