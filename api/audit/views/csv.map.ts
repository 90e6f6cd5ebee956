// Rows of the log as CSV (RFC 4180) for a spreadsheet: a cell never becomes a formula. Pure.
import type { AuditRecord } from '../record';

/** So that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\u{feff}';

type Part = Pick<
  AuditRecord,
  'seq' | 'at' | 'operation' | 'outcome' | 'reason' | 'person' | 'role' | 'objects' | 'patients'
> &
  Partial<AuditRecord>;

const columns: readonly (readonly [
  name: string,
  value: (record: Part) => string | number | null | undefined,
])[] = [
  ['number', ({ seq }) => seq],
  ['time', ({ at }) => at],
  ['operation', ({ operation }) => operation],
  ['outcome', ({ outcome }) => outcome],
  ['reason', ({ reason }) => reason],
  ['person', ({ person }) => person.name],
  ['person id', ({ person }) => person.id],
  ['role', ({ role }) => role],
  ['patients', ({ patients }) => patients.map(({ label, ref }) => label ?? ref).join('; ')],
  ['patient references', ({ patients }) => patients.map(({ ref }) => ref).join('; ')],
  ['objects', ({ objects }) => objects.map(toObjectText).join('; ')],
  ['changed', ({ change }) => Object.keys(change ?? {}).join('; ')],
  ['address', ({ clientIp }) => clientIp],
  ['request', ({ requestId }) => requestId],
];

export function toCsvHead(): string {
  return toLine(columns.map(([name]) => name));
}

export function toCsvLine(record: Part): string {
  return toLine(columns.map(([, value]) => toSafeCell(value(record) ?? '')));
}

function toObjectText({ kind, id, label }: AuditRecord['objects'][number]): string {
  return `${kind} ${id}${label === null ? '' : ` (${label})`}`;
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(toQuoted).join(',')}\r\n`;
}

function toQuoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** What a spreadsheet would take for a formula, in half and full width. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** A leading apostrophe makes it text; a number stays a number. */
export function toSafeCell(value: string | number): string {
  const text = String(value);
  return /^[\t\r\n]/.test(text) || (formula.test(text) && !plainNumber.test(text)) ? `'${text}` : text;
}
