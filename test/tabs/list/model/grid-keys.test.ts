// Keys in the grid and on the screen.
import { expect, test } from 'vitest';
import { headRow, moveActive, toScreenCommand } from '../../../../tabs/list/model/grid-keys';

const shape = { rowIds: ['a', 'b', 'c'], columns: ['bed', 'patient', 'notes'], page: 2 };
const from = { rowId: 'b', column: 'patient' };

test.each([
  ['ArrowDown', false, { rowId: 'c', column: 'patient' }],
  ['ArrowUp', false, { rowId: 'a', column: 'patient' }],
  ['ArrowLeft', false, { rowId: 'b', column: 'bed' }],
  ['ArrowRight', false, { rowId: 'b', column: 'notes' }],
  ['Home', false, { rowId: 'b', column: 'bed' }],
  ['End', false, { rowId: 'b', column: 'notes' }],
  ['Home', true, { rowId: 'a', column: 'bed' }],
  ['End', true, { rowId: 'c', column: 'notes' }],
  ['PageDown', false, { rowId: 'c', column: 'patient' }],
  ['PageUp', false, { rowId: 'a', column: 'patient' }],
  ['x', false, undefined],
])('%s (ctrl: %s) leads to %o', (key, ctrl, to) => {
  expect(moveActive(from, key, ctrl, shape)).toEqual(to);
});

test('above the first row is the header, and nothing leads beyond the edges', () => {
  expect(moveActive({ rowId: 'a', column: 'bed' }, 'ArrowUp', false, shape)?.rowId).toBe(headRow);
  expect(moveActive({ rowId: headRow, column: 'bed' }, 'ArrowUp', false, shape)?.rowId).toBe(headRow);
  expect(moveActive({ rowId: 'c', column: 'notes' }, 'ArrowRight', false, shape)?.column).toBe('notes');
});

const pressed = { ctrlKey: false, metaKey: false, altKey: false, isBusy: false };

test('N adds, / filters, ? shows the keys, Escape goes back; all are silent while typing', () => {
  const commands = ['n', '/', '?', 'Escape'].map((key) => toScreenCommand({ ...pressed, key }));
  expect(commands).toEqual(['add', 'filter', 'keys', 'back']);
  expect(toScreenCommand({ ...pressed, key: 'n', isBusy: true })).toBeUndefined();
  expect(toScreenCommand({ ...pressed, key: 'n', ctrlKey: true })).toBeUndefined();
});
