// Which cell of the grid is edited, and where its box stands over the list. Saving is useEdit's. No markup.
import { type RefObject, useCallback, useState } from 'react';
import type { Row } from '../../../api/contract/lists.schema';
import type { RowCalls } from '../api/row-calls';
import { toEditKeys } from '../columns';
import type { GridHandle } from '../grid/Grid';
import { findCell } from '../grid/useGridFocus';
import type { Active } from '../model/grid-keys';
import type { ListAction } from '../model/list-state';
import type { Rows } from '../useRowModels';
import { type Edit, useEdit } from './useEdit';

export interface CellEditDeps {
  readonly rowCalls: RowCalls;
  readonly listId: string;
  readonly dispatch: (action: ListAction) => void;
  readonly rows: Rows;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly handle: RefObject<GridHandle | null>;
}

export interface CellEdit {
  readonly edit: Edit;
  readonly at: { readonly top: number; readonly left: number; readonly width: number } | undefined;
  readonly begin: (at: Active) => void;
}

export function useCellEdit(deps: CellEditDeps): CellEdit {
  const { rowCalls, listId, dispatch, rows, gridRef, handle } = deps;
  const [at, setAt] = useState<CellEdit['at']>();
  const onRow = useCallback((row: Row) => dispatch({ type: 'row', row }), [dispatch]);
  const onClosed = useCallback((place: Active) => handle.current?.focus(place), [handle]);
  const edit = useEdit({ calls: rowCalls, listId, onRow, onClosed });
  const { begin: beginEdit } = edit;
  const begin = useCallback(
    (place: Active) => {
      const model = rows.models.get(place.rowId);
      const grid = gridRef.current;
      const cell = findCell(grid, place);
      if (!model || !grid || !cell) return;
      const [box, frame] = [cell.getBoundingClientRect(), grid.getBoundingClientRect()];
      setAt({
        top: box.top - frame.top + grid.scrollTop,
        left: Math.max(0, Math.min(box.left - frame.left, frame.width - 440)) + grid.scrollLeft,
        width: box.width,
      });
      beginEdit(model.row, place.column, toEditKeys(place.column, model));
    },
    [rows.models, gridRef, beginEdit],
  );
  return { edit, at, begin };
}
