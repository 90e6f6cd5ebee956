// Columns: which stand first, which can be chosen and moved, and what may be typed in each.
import { expect, test } from 'vitest';
import { toColumns, toEditKeys } from '../../../tabs/list/columns';
import { moveColumn, toggleColumn } from '../../../tabs/list/dialogs/column-choice';
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

test('in a row of the EHR only the main problem and the team’s own fields can be typed', () => {
  expect(toEditKeys('bed', toRow('a'))).toEqual(['ward', 'room', 'bed']);
  expect(toEditKeys('bed', toEhrRow('a'))).toEqual([]);
  expect(toEditKeys('mainProblem', toEhrRow('a'))).toEqual(['mainProblem']);
  expect(toEditKeys('field:f1', toEhrRow('a'))).toEqual(['field:f1']);
});
