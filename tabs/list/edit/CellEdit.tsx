// Edits one cell after another, over the list: begins where it's wanted, unless words that aren't saved stand in another cell.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useSession } from '../../net/useSession';
import type { RowCalls } from '../api/row-calls';
import type { GridHandle } from '../grid/Grid';
import type { Active } from '../model/grid-keys';
import type { ListAction } from '../model/list-state';
import type { Rows } from '../useRowModels';
import { CellEditor } from './CellEditor';
import { toEhrWords } from './ehr-words';
import { useCellEdit } from './useCellEdit';

export interface CellEditProps {
  /** Another object each time that somebody wants to edit. */
  readonly wanted: Active;
  /** The list is drawn as a grid; else what is typed waits until it is again. */
  readonly hasGrid: boolean;
  readonly onEditing: (isEditing: boolean) => void;
  readonly rowCalls: RowCalls;
  readonly listId: string;
  readonly dispatch: (action: ListAction) => void;
  readonly rows: Rows;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly handle: RefObject<GridHandle | null>;
}

export function CellEdit(props: CellEditProps) {
  const { wanted, hasGrid, onEditing, rows, gridRef } = props;
  const { session } = useSession();
  const { edit, at, begin } = useCellEdit(props);
  const { state } = edit;
  const isIdle = state.kind === 'idle';
  const [grid, setGrid] = useState<HTMLElement | null>(null);
  const heard = useRef<Active>(undefined);
  useEffect(() => {
    // A wish is heard once, whatever the list does meanwhile.
    if (heard.current === wanted) return;
    heard.current = wanted;
    begin(wanted);
  }, [wanted, begin]);
  useEffect(() => {
    onEditing(!isIdle);
    return () => onEditing(false);
  }, [isIdle, onEditing]);
  useLayoutEffect(() => {
    setGrid(hasGrid ? gridRef.current : null);
  }, [hasGrid, gridRef]);
  if (isIdle || !at || !grid) return null;
  return createPortal(
    <CellEditor
      edit={edit}
      fields={session.fields.fields}
      at={at}
      ehrWords={toEhrWords(rows.models.get(state.rowId))}
    />,
    grid,
  );
}
