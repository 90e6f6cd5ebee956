// Saving what was typed: nothing is lost, whatever the server answers.
import { expect, test } from 'vitest';
import type { Row } from '../../../../api/contract/lists.schema';
import { type EditState, idle, reduceEdit, toChanges } from '../../../../tabs/list/edit/edit-state';
import { Clash, saveRow } from '../../../../tabs/list/edit/save-row';
import { toNumbers } from '../../../../tabs/list/edit/typed-numbers';
import { ApiProblem, toTabProblem } from '../../../../tabs/net/problem';
import { toRow } from '../rows';

const base = toRow('a', { mainProblem: 'Fall', bed: '4' });

/** A store of one row that behaves as the API does: a stale version is answered with the row as it is. */
function createRowStore(current: Row) {
  let row = current;
  const sent: Record<string, unknown>[] = [];
  const edit = async (
    _listId: string,
    known: Row,
    typed: Readonly<Record<string, Row['typed'][string]['value']>>,
  ) => {
    sent.push(typed);
    if (known.version !== row.version) {
      throw new ApiProblem({
        type: '',
        title: '',
        status: 412,
        code: 'changed_meanwhile',
        detail: '',
        current: row,
      });
    }
    row = { ...row, version: row.version + 1, typed: { ...row.typed, ...toRow('a', typed).typed } };
    return row;
  };
  return { edit, sent, read: () => row };
}

test('only what changed is sent, and nothing if nothing did', async () => {
  const store = createRowStore(base);
  await saveRow(store, 'l1', base, { mainProblem: 'Fall', bed: '5' });
  expect(store.sent).toEqual([{ bed: '5' }]);
  expect(await saveRow(store, 'l1', base, { mainProblem: 'Fall' })).toBeUndefined();
  expect(store.sent).toHaveLength(1);
});

test('somebody changed another thing of the row: both changes stand', async () => {
  const theirs = { ...toRow('a', { mainProblem: 'Syncope', bed: '4' }), version: 2 };
  const store = createRowStore(theirs);
  const saved = await saveRow(store, 'l1', base, { mainProblem: 'Fall', bed: '5' });
  expect(saved?.typed).toMatchObject({ mainProblem: { value: 'Syncope' }, bed: { value: '5' } });
});

test('somebody changed the same thing: both are told, nothing is overwritten', async () => {
  const store = createRowStore({ ...toRow('a', { mainProblem: 'Syncope', bed: '4' }), version: 2 });
  const saving = saveRow(store, 'l1', base, { mainProblem: 'Hip fracture' });
  await expect(saving).rejects.toBeInstanceOf(Clash);
  expect(store.read().typed.mainProblem?.value).toBe('Syncope');
});

test('somebody typed the very same words: there is nothing to quarrel about', async () => {
  const store = createRowStore({ ...toRow('a', { mainProblem: 'Syncope', bed: '4' }), version: 2 });
  const saved = await saveRow(store, 'l1', base, { mainProblem: 'Syncope' });
  expect(saved?.typed.mainProblem?.value).toBe('Syncope');
});

const begin = {
  type: 'begin',
  rowId: 'a',
  column: 'mainProblem',
  base,
  draft: { mainProblem: 'Fall' },
} as const;
const typed = (state: EditState) => reduceEdit(state, { type: 'type', draft: { mainProblem: 'Syncope' } });

const { problem } = toTabProblem('unreachable');

test('a failed edit keeps what was typed and can be sent again', () => {
  const saving = reduceEdit(typed(reduceEdit(idle, begin)), { type: 'save' });
  const failed = reduceEdit(saving, { type: 'failed', problem });
  expect(failed).toMatchObject({ kind: 'failed', problem, draft: { mainProblem: 'Syncope' } });
  expect(reduceEdit(failed, { type: 'save' })).toMatchObject({
    kind: 'saving',
    draft: { mainProblem: 'Syncope' },
  });
});

test('a cell that failed to save is not closed by opening another', () => {
  const saving = reduceEdit(typed(reduceEdit(idle, begin)), { type: 'save' });
  const failed = reduceEdit(saving, { type: 'failed', problem });
  expect(reduceEdit(failed, { ...begin, rowId: 'b' })).toBe(failed);
});

test('mine replaces theirs only after it was chosen', () => {
  const theirs = { ...base, version: 2 };
  const saving = reduceEdit(typed(reduceEdit(idle, begin)), { type: 'save' });
  const conflict = reduceEdit(saving, { type: 'changedMeanwhile', theirs });
  expect(conflict.kind).toBe('conflict');
  expect(reduceEdit(conflict, { type: 'save' })).toMatchObject({ kind: 'saving', base });
  expect(reduceEdit(conflict, { type: 'keepMine' })).toMatchObject({ kind: 'saving', base: theirs });
});

test('mine replaces theirs where both changed the same; what I didn’t touch stays as they left it', () => {
  const theirs = { ...toRow('a', { mainProblem: 'Syncope', bed: '9' }), version: 2 };
  const both = { ...begin, draft: { mainProblem: 'Fall', bed: '4' } };
  const mine = reduceEdit(reduceEdit(idle, both), {
    type: 'type',
    draft: { mainProblem: 'Stroke', bed: '4' },
  });
  const conflict = reduceEdit(reduceEdit(mine, { type: 'save' }), { type: 'changedMeanwhile', theirs });
  expect(reduceEdit(conflict, { type: 'keepMine' })).toMatchObject({
    draft: { mainProblem: 'Stroke', bed: '9' },
  });
});

test('an emptied text takes the value away', () => {
  expect(toChanges({ mainProblem: '' }, base)).toEqual({ mainProblem: null });
});

test('a typed number may have a comma; what is no number stays as it is', () => {
  const field = { id: 'f1', name: 'Drain, ml', type: 'number' as const, choices: [] };
  expect(toNumbers({ 'field:f1': '37,5' }, [field])).toEqual({ 'field:f1': 37.5 });
  expect(toNumbers({ 'field:f1': 'a lot' }, [field])).toEqual({ 'field:f1': 'a lot' });
});
