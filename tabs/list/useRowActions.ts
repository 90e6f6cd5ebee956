// Adding, removing with undo, putting back and moving patients. What the API answers goes into the list at once. No markup.
import { type Dispatch, useCallback, useMemo, useRef } from 'react';
import { toTypedCell } from '../../api/clinical/typed-cells';
import { limits } from '../../api/contract/limits';
import type { AddPatient, ListSummary, Row } from '../../api/contract/lists.schema';
import type { AddedMany, AddMany } from '../../api/contract/many.schema';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { useToasts } from '../ui/useToasts';
import type { RowCalls } from './api/row-calls';
import type { ListAction } from './model/list-state';

export interface RowActions {
  /** With undo. Rejects with the problem: who asked shows it and keeps what was typed. */
  readonly add: (patient: AddPatient) => Promise<Row>;
  /** All of them with one undo. Rejects with the problem. */
  readonly addMany: (asked: AddMany) => Promise<AddedMany>;
  readonly remove: (rowId: string, name: string) => Promise<void>;
  /** Whether it's back; why not is told. */
  readonly restore: (rowId: string) => Promise<boolean>;
  readonly move: (rowId: string, name: string, to: ListSummary) => Promise<void>;
}

export interface RowActionDeps {
  readonly calls: RowCalls;
  readonly listId: string;
  readonly dispatch: Dispatch<ListAction>;
  readonly reload: () => void;
  readonly refreshSession: () => Promise<void>;
}

interface Added {
  readonly rowId: string;
  readonly name: string;
}

/**
 * Who was added one after another, each while the one before could still be taken back. The toast tells of the last; its undo
 * brings the one before, so that each can be taken back.
 */
function useSeries(listId: string) {
  const series = useRef<{
    readonly listId: string;
    readonly added: readonly Added[];
    readonly until: number;
  }>(undefined);
  const find = useCallback((): readonly Added[] => {
    const { current } = series;
    return current?.listId === listId && Date.now() < current.until ? current.added : [];
  }, [listId]);
  const keep = useCallback(
    (added: readonly Added[]) => {
      series.current = { listId, added, until: Date.now() + limits.undoSeconds * 1_000 };
    },
    [listId],
  );
  return useMemo(() => ({ find, keep }), [find, keep]);
}

/** Several patients added in a row are read from the EHR together. */
const reloadAfterMs = 300;

export function useRowActions(deps: RowActionDeps): RowActions {
  const { calls, listId, dispatch, reload, refreshSession } = deps;
  const toasts = useToasts();
  const { t } = useWords();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const series = useSeries(listId);

  const put = useCallback(
    (row: Row) => {
      dispatch({ type: 'row', row });
      void refreshSession();
      if (!row.ehr) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(reload, reloadAfterMs);
    },
    [dispatch, reload, refreshSession],
  );
  /** The team has another EHR by now: the next try goes to that one. */
  const noteRefused = useCallback(
    (error: unknown): never => {
      if (toProblem(error).code === 'no_connection') void refreshSession();
      throw error;
    },
    [refreshSession],
  );
  const takeBack = useCallback(
    (rowIds: readonly string[]) => {
      calls.removeMany(listId, rowIds).then(
        () => {
          for (const rowId of rowIds) dispatch({ type: 'rowGone', rowId });
          void refreshSession();
        },
        (error: unknown) => toasts.fail(toProblem(error)),
      );
    },
    [calls, listId, dispatch, refreshSession, toasts],
  );
  const addMany = useCallback(
    async (asked: AddMany) => {
      const added = await calls.addMany(listId, asked).catch(noteRefused);
      const { rows } = added;
      rows.forEach(put);
      const undo = () => takeBack(rows.map((row) => row.id));
      if (rows.length > 0) toasts.show({ text: t('list.added', { count: rows.length }), undo });
      return added;
    },
    [calls, listId, put, noteRefused, takeBack, toasts, t],
  );
  const restore = useCallback(
    async (rowId: string) => {
      try {
        put(await calls.restore(listId, rowId));
        return true;
      } catch (error) {
        toasts.fail(toProblem(error));
        return false;
      }
    },
    [calls, listId, put, toasts],
  );
  const take = useCallback(
    async (rowId: string, work: () => Promise<void>): Promise<boolean> => {
      try {
        await work();
      } catch (error) {
        const problem = toProblem(error);
        toasts.fail(problem);
        // Somebody was quicker, with this patient or with a list: what there is now is read.
        if (problem.code === 'not_found') {
          reload();
          void refreshSession();
        }
        return false;
      }
      dispatch({ type: 'rowGone', rowId });
      void refreshSession();
      return true;
    },
    [dispatch, reload, refreshSession, toasts],
  );
  const tellAdded = useCallback(
    (added: readonly Added[]) => {
      const last = added.at(-1);
      if (last === undefined) return;
      series.keep(added);
      const undo = async () => {
        const isOff = await take(last.rowId, () => calls.remove(listId, last.rowId));
        if (isOff) tellAdded(added.slice(0, -1));
      };
      toasts.show({
        text: t('list.addedName', { name: last.name }),
        about: 'added',
        undo: () => void undo(),
      });
    },
    [calls, listId, series, take, toasts, t],
  );
  const add = useCallback(
    async (patient: AddPatient) => {
      const row = await calls.add(listId, patient).catch(noteRefused);
      put(row);
      const name = toTypedCell('patient', row).value?.name?.display ?? t('patient.noName');
      tellAdded([...series.find(), { rowId: row.id, name }]);
      return row;
    },
    [calls, listId, put, noteRefused, series, tellAdded, t],
  );
  const remove = useCallback(
    async (rowId: string, name: string) => {
      const isDone = await take(rowId, () => calls.remove(listId, rowId));
      if (isDone) toasts.show({ text: t('list.removed', { name }), undo: () => void restore(rowId) });
    },
    [calls, listId, take, toasts, t, restore],
  );
  const move = useCallback(
    async (rowId: string, name: string, to: ListSummary) => {
      const isDone = await take(rowId, () => calls.move(listId, rowId, to.id));
      if (!isDone) return;
      const undo = () => {
        calls.move(to.id, rowId, listId).then(reload, (error: unknown) => toasts.fail(toProblem(error)));
      };
      toasts.show({ text: t('list.moved', { name, list: to.name }), undo });
    },
    [calls, listId, take, toasts, t, reload],
  );
  return useMemo(() => ({ add, addMany, remove, restore, move }), [add, addMany, remove, restore, move]);
}
