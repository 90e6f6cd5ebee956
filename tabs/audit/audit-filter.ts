// The filters of the audit view and the query that they make. Pure.
import type { AuditOperation, AuditQuery } from '../../api/contract/audit.schema';

export interface AuditFilter {
  readonly person: string;
  readonly operation: AuditOperation | '';
  readonly patient: { readonly ref: string; readonly label: string } | undefined;
  /** Days of the reader's calendar, "YYYY-MM-DD" or empty; both are included. */
  readonly from: string;
  readonly to: string;
}

export const noFilter: AuditFilter = { person: '', operation: '', patient: undefined, from: '', to: '' };

export function isFiltered(filter: AuditFilter): boolean {
  return toAuditQuery(filter).toString() !== '';
}

export function toAuditQuery(filter: AuditFilter, before?: number | null): URLSearchParams {
  const query: Partial<Record<keyof AuditQuery, string>> = {};
  if (filter.person !== '') query.person = filter.person;
  if (filter.operation !== '') query.operation = filter.operation;
  if (filter.patient !== undefined) query.patient = filter.patient.ref;
  const from = toInstant(filter.from, 0);
  const to = toInstant(filter.to, 1);
  if (from !== undefined) query.from = from;
  if (to !== undefined) query.to = to;
  if (before !== undefined && before !== null) query.before = String(before);
  return new URLSearchParams(query);
}

/** Midnight here at the beginning of the day, or of the day after. */
function toInstant(day: string, plusDays: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    return undefined;
  }
  return new Date(year, month - 1, date + plusDays).toISOString();
}
