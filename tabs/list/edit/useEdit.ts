// Saves one cell: keeps what was typed through failures, merges a 412 where nobody touched the same thing. No markup.
import { useCallback, useReducer } from 'react';
import type { Row } from '../../../api/contract/lists.schema';
import { toProblem } from '../../net/problem';
import type { RowCalls } from '../api/row-calls';
import { type Draft, type EditState, idle, reduceEdit, toRebased } from './edit-state';
import { Clash, saveRow } from './save-row';

export interface Edit {
  readonly state: EditState;
  readonly begin: (row: Row, column: string, keys: readonly string[]) => void;
  readonly type: (draft: Draft) => void;
  /** Sends this draft, and keeps it as what was typed. */
  readonly save: (draft: Draft) => void;
  readonly keepMine: () => void;
  /** Leaves the words of the other person standing. */
  readonly keepTheirs: () => void;
  readonly cancel: () => void;
}

export interface EditDeps {
  readonly calls: RowCalls;
  readonly listId: string;
  readonly onRow: (row: Row) => void;
  /** The editor is gone: the focus goes back to its cell. */
  readonly onClosed: (place: { readonly rowId: string; readonly column: string }) => void;
}

export function useEdit({ calls, listId, onRow, onClosed }: EditDeps): Edit {
  const [state, dispatch] = useReducer(reduceEdit, idle);

  const send = useCallback(
    async (rowId: string, column: string, draft: Draft, base: Row) => {
      try {
        const row = await saveRow(calls, listId, base, draft);
        if (row) onRow(row);
        dispatch({ type: 'saved' });
        onClosed({ rowId, column });
      } catch (error) {
        if (error instanceof Clash) {
          onRow(error.theirs);
          dispatch({ type: 'changedMeanwhile', theirs: error.theirs });
        } else dispatch({ type: 'failed', problem: toProblem(error) });
      }
    },
    [calls, listId, onRow, onClosed],
  );

  const save = useCallback(
    (draft: Draft) => {
      if (state.kind !== 'open' && state.kind !== 'failed') return;
      dispatch({ type: 'type', draft });
      dispatch({ type: 'save' });
      void send(state.rowId, state.column, draft, state.base);
    },
    [state, send],
  );
  const keepMine = useCallback(() => {
    if (state.kind !== 'conflict') return;
    dispatch({ type: 'keepMine' });
    const { rowId, column, draft, base, theirs } = state;
    void send(rowId, column, toRebased(draft, base, theirs), theirs);
  }, [state, send]);
  const cancel = useCallback(() => {
    if (state.kind === 'idle' || state.kind === 'saving') return;
    dispatch({ type: 'cancel' });
    onClosed(state);
  }, [state, onClosed]);
  const begin = useCallback((row: Row, column: string, keys: readonly string[]) => {
    const draft = Object.fromEntries(keys.map((key) => [key, row.typed[key]?.value ?? null]));
    dispatch({ type: 'begin', rowId: row.id, column, base: row, draft });
  }, []);
  const type = useCallback((draft: Draft) => dispatch({ type: 'type', draft }), []);
  return { state, begin, type, save, keepMine, keepTheirs: cancel, cancel };
}
