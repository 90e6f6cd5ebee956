// Columns: which stand first, which can be chosen and moved, and what may be typed in each.
import { expect, test } from 'vitest';
import { toRowModel } from '../../../api/clinical/row-model';
import type { Row } from '../../../api/contract/lists.schema';
import { toColumns, toEditKeys } from '../../../tabs/list/columns';
import { moveColumn, toggleColumn } from '../../../tabs/list/dialogs/column-choice';
import { toAuditRef } from '../../../tabs/list/usePatientAudit';
import { toEhrRow, toRow } from './rows';

test('bed and patient stand first, a retired field is left out', () => {
  const ids = toColumns(['notes', 'patient', 'field:gone', 'bed'], []).map((column) => column.id);
  expect(ids).toEqual(['bed', 'patient', 'notes']);
});

test('bed and patient are neither taken away nor passed', () => {
  expect(toggleColumn(['bed', 'patient', 'notes'], 'bed')).toEqual(['bed', 'patient', 'notes']);
  expect(moveColumn(['bed', 'patient', 'notes'], 'notes', -1)).toEqual(['bed', 'patient', 'notes']);
  expect(moveColumn(['bed', 'patient', 'notes', 'vitals'], 'vitals', -1)).toEqual([
    'bed',
    'patient',
    'vitals',
    'notes',
  ]);
});

test('what the EHR feeds can’t be typed, but for the main problem and the team’s own fields; in manual mode all can', () => {
  const model = (row: Row, isManual = false) => toRowModel(row, undefined, { isFilling: false, isManual });
  expect(toEditKeys('bed', model(toRow('a')))).toEqual(['ward', 'room', 'bed']);
  expect(toEditKeys('bed', model(toEhrRow('a')))).toEqual([]);
  expect(toEditKeys('mainProblem', model(toEhrRow('a')))).toEqual(['mainProblem']);
  expect(toEditKeys('field:f1', model(toEhrRow('a')))).toEqual(['field:f1']);
  expect(toEditKeys('bed', model(toEhrRow('a'), true))).toEqual(['ward', 'room', 'bed']);
});

test('the audit log knows a patient of the EHR by connection and id, a typed one by the row', () => {
  expect(toAuditRef(toEhrRow('a'))).toBe('c1/patient-a');
  expect(toAuditRef(toRow('a'))).toBe('a');
});
