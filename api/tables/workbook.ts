// Tables as a workbook for Excel (OOXML): text cells are text and number cells numbers, so that nothing is ever a formula.
import writeXlsxFile, { type Cell, type Sheet } from 'write-excel-file/node';
import type { Table, TableCell } from './table';

export interface NamedTable extends Table {
  /** Of its tab: at most 31 characters, none of `\ / ? * [ ] :`. */
  readonly name: string;
}

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const widest = 48;
const narrowest = 8;

export function toWorkbook(tables: readonly NamedTable[]): Promise<Buffer> {
  return writeXlsxFile(tables.map(toSheet), { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
}

function toSheet({ name, headings, rows }: NamedTable): Sheet<Buffer> {
  const head = headings.map((value) => ({ ...toCell(value), fontWeight: 'bold' as const }));
  const widths = headings.map((heading, column) =>
    Math.max(toWidth(heading), ...rows.map((row) => toWidth(row[column] ?? ''))),
  );
  return {
    sheet: name,
    orientation: 'landscape',
    stickyRowsCount: 1,
    columns: widths.map((width) => ({ width: Math.min(widest, Math.max(narrowest, width + 2)) })),
    data: [head, ...rows.map((row) => row.map(toCell))],
  };
}

function toCell(value: TableCell): Cell {
  const how = { wrap: true, alignVertical: 'top' as const };
  return typeof value === 'number'
    ? { value, type: Number, ...how }
    : { value: toXmlText(value), type: String, ...how };
}

/** The longest line; an ideograph is as wide as two letters. */
function toWidth(value: TableCell): number {
  const lines = String(value).split('\n');
  return Math.max(...lines.map((line) => line.length + (line.match(/[\u1100-\uffdc]/g)?.length ?? 0)));
}

/** XML 1.0 has no place for these: one in a name would make the whole workbook unreadable. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const noXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function toXmlText(text: string): string {
  return text.replaceAll(noXml, '');
}
