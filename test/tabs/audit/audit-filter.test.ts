// The audit filters as the API is asked.
import { expect, it } from 'vitest';
import { auditOperations, auditQuery } from '../../../api/contract/audit.schema';
import { isFiltered, noFilter, toAuditQuery } from '../../../tabs/audit/audit-filter';
import { operations, toOperation } from '../../../tabs/audit/operations';

it('no filter asks for everything', () => {
  expect(toAuditQuery(noFilter).toString()).toBe('');
  expect(isFiltered(noFilter)).toBe(false);
});

it('both days are included, from midnight to midnight of the reader', () => {
  const query = toAuditQuery({ ...noFilter, from: '2026-11-20', to: '2026-11-20' });
  const hours = (Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')) / 3_600_000;
  expect(hours).toBe(24);
});

it('the API understands every filter at once', () => {
  const query = toAuditQuery(
    {
      person: 'p',
      operation: 'PatientView',
      patient: { ref: 'c/1', label: 'x' },
      from: '2026-11-01',
      to: '2026-11-02',
    },
    17,
  );
  expect(auditQuery.safeParse(Object.fromEntries(query)).success).toBe(true);
});

it('half a date is no filter', () => {
  expect(toAuditQuery({ ...noFilter, from: '2026-11' }).has('from')).toBe(false);
});

it('every operation of the contract can be chosen', () => {
  expect([...operations].sort()).toEqual([...auditOperations].sort());
  expect(toOperation('nonsense')).toBe('');
});
