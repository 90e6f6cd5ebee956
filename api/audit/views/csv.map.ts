// Rows of the log as CSV for a spreadsheet. Pure.
import { toCsvLine } from '../../tables/delimited';
import type { AuditRecord } from '../record';

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

export function toLogHead(): string {
  return toCsvLine(columns.map(([name]) => name));
}

export function toLogLine(record: Part): string {
  return toCsvLine(columns.map(([, value]) => value(record) ?? ''));
}

function toObjectText({ kind, id, label }: AuditRecord['objects'][number]): string {
  return `${kind} ${id}${label === null ? '' : ` (${label})`}`;
}
