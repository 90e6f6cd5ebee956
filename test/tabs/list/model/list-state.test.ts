// What the list knows while lines arrive, break off and come again.
import { expect, test } from 'vitest';
import type { EhrCells } from '../../../../api/contract/columns';
import { emptyList, type ListState, reduceList } from '../../../../tabs/list/model/list-state';
import { at, inBed, toCells, toEhrRow, toView } from '../rows';

const opened = reduceList(emptyList, {
  type: 'lines',
  lines: [{ type: 'view', view: toView([toEhrRow('a')]) }],
});
const fill = (state: ListState, cells: EhrCells) =>
  reduceList(state, {
    type: 'lines',
    lines: [
      { type: 'cells', rowId: 'a', cells },
      { type: 'done', fetched: at, droppedForeign: 2 },
    ],
  });

test('the view comes first, cells fill in, and the end says when it was read', () => {
  expect(opened.isFilling).toBe(true);
  const full = fill(opened, toCells(inBed('5 West', '501', '1')));
  expect(full).toMatchObject({ isFilling: false, asOf: at, droppedForeign: 2, lost: undefined });
  expect(full.cells.get('a')?.bed?.status).toBe('ok');
});

test('a failed reading never wipes out what was known: the old value stays, as stale', () => {
  const full = fill(opened, toCells(inBed('5 West', '501', '1')));
  const again = fill(full, { bed: { status: 'failed', reason: 'server_timeout', fetched: at } });
  expect(again.cells.get('a')?.bed).toMatchObject({
    status: 'stale',
    reason: 'server_timeout',
    value: { bed: '1' },
  });
});

test('a value that changed glows, one that came for the first time does not', () => {
  const full = fill(opened, toCells(inBed('5 West', '501', '1')));
  expect(full.changed.get('a')).toBeUndefined();
  const moved = fill(full, toCells(inBed('5 West', '501', '2')));
  expect([...(moved.changed.get('a') ?? [])]).toEqual(['bed']);
});

test('an API that is gone keeps everything that is shown', () => {
  const full = fill(opened, toCells(inBed('5 West', '501', '1')));
  const lost = reduceList(full, { type: 'lost', code: 'unreachable' });
  expect(lost).toMatchObject({ lost: 'unreachable', lostAt: 'api', asOf: at });
  expect(lost.cells).toBe(full.cells);
});

test('an EHR that is gone keeps the rows', () => {
  const lost = reduceList(opened, {
    type: 'lines',
    lines: [{ type: 'failed', code: 'server_unreachable', detail: '' }],
  });
  expect(lost).toMatchObject({ isFilling: false, lost: 'server_unreachable', lostAt: 'ehr' });
  expect(lost.view?.rows).toHaveLength(1);
});

test('an edit leaves the order alone, a new row asks for a new one', () => {
  const edited = reduceList(opened, { type: 'row', row: toEhrRow('a', { version: 2 }) });
  expect(edited.orderKey).toBe(opened.orderKey);
  const added = reduceList(opened, { type: 'row', row: toEhrRow('b') });
  expect(added.orderKey).toBeGreaterThan(opened.orderKey);
  expect(added.view?.patientCount).toBe(2);
});

test('opening another list forgets this one', () => {
  expect(reduceList(opened, { type: 'open', listId: 'other' }).view).toBeUndefined();
  expect(reduceList(opened, { type: 'open', listId: 'l1' }).view).toBe(opened.view);
});
