// Rows for the tests of the list: made up, of the EHR or typed.
import type { EhrCells } from '../../../api/contract/columns';
import type { ListView, Row, TypedScalar } from '../../../api/contract/lists.schema';
import type { WhereValue } from '../../../api/contract/values';

const me = { id: 'p1', name: 'Priya Nair' };
export const at = '2026-11-22T07:02:00.000Z';

export function toRow(id: string, typed: Record<string, TypedScalar> = {}, more: Partial<Row> = {}): Row {
  return {
    id,
    version: 1,
    ehr: null,
    snapshot: null,
    typed: Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, { value, by: me, at }])),
    noteCount: 0,
    lastNote: null,
    addedBy: me,
    addedAt: at,
    updatedBy: me,
    updatedAt: at,
    ...more,
  };
}

export function toEhrRow(id: string, more: Partial<Row> = {}): Row {
  return toRow(id, {}, { ehr: { connectionId: 'c1', patientId: `patient-${id}` }, ...more });
}

export function toView(rows: readonly Row[]): ListView {
  return {
    id: 'l1',
    name: 'Ward',
    isDefault: true,
    patientCount: rows.length,
    version: 1,
    updatedAt: at,
    updatedBy: me,
    columns: ['bed', 'patient'],
    rows: [...rows],
  };
}

export const inBed = (ward: string, room: string, bed: string): WhereValue => ({
  kind: 'in',
  ward,
  room,
  bed,
});

export function toCells(where: WhereValue, name = 'SOLO, Jaina'): EhrCells {
  return {
    bed: { status: 'ok', value: where, fetched: at },
    patient: {
      status: 'ok',
      fetched: at,
      value: { id: 'x', name: { display: name }, otherNames: [], birthDate: '1957-06-05' },
    },
  };
}
