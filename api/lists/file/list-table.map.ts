// A list that was read, as the tables of a file: the list itself, and what is to be known of the file. Pure.
import type { Reading } from '../../clinical/cell-view';
import { type RowModel, toRowModel } from '../../clinical/row-model';
import { sameNameMarks } from '../../clinical/same-name';
import { sortRows } from '../../clinical/sort-rows';
import type { EhrCells } from '../../contract/columns';
import type { ExportList, ListLine, ListView } from '../../contract/lists.schema';
import type { TeamSetup } from '../../store/team-setup';
import type { Table } from '../../tables/table';
import type { NamedTable } from '../../tables/workbook';
import { toFileColumns } from './file-columns';
import { type FileWords, toFileWords } from './file-words';

export interface ReadList {
  readonly view: ListView;
  readonly setup: TeamSetup;
  /** All that came of the EHR, as a reader of the open list gets it. */
  readonly lines: readonly ListLine[];
}

/** What the file says of itself. */
export interface FileFacts {
  readonly teamName: string;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly connection: string | undefined;
}

export function toListTable({ view, setup, lines }: ReadList, ask: ExportList): Table {
  const words = toFileWords(ask.language, ask.zone);
  const { fields } = setup.fields;
  const cells = toCells(lines);
  const lost = findLost(lines)?.code;
  const reading: Reading = { isFilling: false, isManual: setup.mode === 'manual', lost, zone: ask.zone };
  const models = new Map(view.rows.map((row) => [row.id, toRowModel(row, cells.get(row.id), reading)]));
  const lookalikes = sameNameMarks([...models.values()].map(toNamed));
  const columns = toFileColumns(view.columns, { ...words, fields, lookalikes });
  const order = sortRows([...models.values()], ask.sort, { fields, language: ask.language });
  return {
    headings: columns.map(({ heading }) => heading),
    rows: order.flatMap((id) => {
      const model = models.get(id);
      return model ? [columns.map(({ toCell }) => toCell(model))] : [];
    }),
  };
}

/** Beside the list in a workbook: of when and of whom it is, and what is missing in it. */
export function toAboutTable(list: ReadList, ask: ExportList, facts: FileFacts): NamedTable {
  const { t, times } = toFileWords(ask.language, ask.zone);
  const rows: (readonly [string, string | number])[] = [
    [t('file.team'), facts.teamName],
    [t('file.patients'), list.view.rows.length],
    [t('file.writtenAt'), times.instant(facts.writtenAt.toISOString())],
    [t('file.zone'), ask.zone],
    [t('file.writtenBy'), facts.writtenBy],
    ...(facts.connection === undefined ? [] : [[t('file.connection'), facts.connection] as const]),
    ...toWarnings(list.lines, t).map((text) => ['', text] as const),
  ];
  return { name: t('file.about'), headings: [t('file.list'), list.view.name], rows };
}

function toWarnings(lines: readonly ListLine[], t: FileWords['t']): string[] {
  const done = lines.find((line) => line.type === 'done');
  const count = done?.droppedForeign ?? 0;
  return [
    ...(findLost(lines) ? [t('file.lost')] : isPartly(lines) ? [t('file.partly')] : []),
    ...(count > 0 ? [t('patient.foreign', { count })] : []),
    t('file.old'),
  ];
}

export function toSheetName({ language, zone }: ExportList): string {
  return toFileWords(language, zone).t('file.list');
}

function toCells(lines: readonly ListLine[]): ReadonlyMap<string, EhrCells> {
  return new Map(lines.flatMap((line) => (line.type === 'cells' ? [[line.rowId, line.cells] as const] : [])));
}

function isPartly(lines: readonly ListLine[]): boolean {
  return [...toCells(lines).values()].some((cells) =>
    Object.values(cells).some(({ status }) => status === 'failed'),
  );
}

function findLost(lines: readonly ListLine[]) {
  return lines.find((line) => line.type === 'failed');
}

const toNamed = ({ id, patient }: RowModel) => ({
  id,
  name: patient?.name?.display,
  birthDate: patient?.birthDate,
});
