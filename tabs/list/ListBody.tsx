// The list itself: banner when it's old, grid or cards, the editor over a cell, the tip and the menu of a row.
import { type RefObject, useCallback, useState } from 'react';
import type { RowModel } from '../../api/clinical/row-model';
import type { Sort } from '../../api/clinical/sort-rows';
import type { ListSummary } from '../../api/contract/lists.schema';
import type { RowCalls } from './api/row-calls';
import type { ColumnModel } from './columns';
import { Grid, type GridHandle } from './grid/Grid';
import { Ghosts, ListStates } from './ListStates';
import { CardList, CellEdit, CellTip, ForeignNote, RowMenu, StaleBanner } from './later';
import type { Active } from './model/grid-keys';
import type { ListAction, ListState } from './model/list-state';
import { useLinkHealth } from './useLinkHealth';
import type { OpenRow } from './useOpenRow';
import type { RowActions } from './useRowActions';
import type { Rows } from './useRowModels';

export interface ListBodyProps {
  readonly listName: string;
  readonly listId: string;
  /** Somebody deleted the list, which is said elsewhere. */
  readonly isGone: boolean;
  readonly state: ListState;
  readonly dispatch: (action: ListAction) => void;
  readonly reload: () => void;
  readonly rows: Rows;
  readonly columns: readonly ColumnModel[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly isDense: boolean;
  readonly isPhone: boolean;
  readonly hasFilter: boolean;
  readonly onClearFilter: () => void;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly handle: RefObject<GridHandle | null>;
  readonly open: OpenRow;
  readonly others: readonly ListSummary[];
  readonly rowCalls: RowCalls;
  readonly actions: RowActions;
  readonly onAdd: () => void;
  readonly onMany: (() => void) | undefined;
  readonly onEditDetails: (model: RowModel) => void;
}

export function ListBody(props: ListBodyProps) {
  const { state, rows, columns, isPhone, open, gridRef } = props;
  const failing = useLinkHealth(props.reload);
  const [pointed, setPointed] = useState<Active>();
  const [menu, setMenu] = useState<{ readonly at: Active; readonly cell: HTMLElement }>();
  const [wanted, setWanted] = useState<Active>();
  const [isEditing, setEditing] = useState(false);
  const closeMenu = () => setMenu(undefined);
  const begin = useCallback((at: Active) => setWanted({ ...at }), []);
  const hasRows = state.view !== undefined && rows.ids.length > 0;
  const pointedModel = pointed && rows.models.get(pointed.rowId);
  return (
    <>
      {(state.lost !== undefined || failing) && !props.isGone && (
        <StaleBanner
          state={state}
          failing={failing}
          hasPanel={open.rowId !== undefined && !isPhone}
          onRetry={props.reload}
        />
      )}
      {state.droppedForeign > 0 && <ForeignNote count={state.droppedForeign} />}
      {!hasRows && <ListStates {...props} />}
      {hasRows && isPhone && (
        <CardList
          rows={rows}
          columns={columns}
          isFilling={state.isFilling}
          handle={props.handle}
          onOpen={open.open}
          meanwhile={<Ghosts />}
        />
      )}
      {hasRows && !isPhone && (
        <Grid
          label={props.listName}
          gridRef={gridRef}
          handle={props.handle}
          columns={columns}
          rows={rows}
          changed={state.changed}
          sort={props.sort}
          onSort={props.onSort}
          isDense={props.isDense}
          isBusy={state.isFilling}
          openRowId={open.rowId}
          onOpen={open.open}
          onEdit={begin}
          onMenu={(place, cell) => setMenu({ at: place, cell })}
          onPoint={setPointed}
        />
      )}
      {wanted && (
        <CellEdit
          {...props}
          wanted={wanted}
          hasGrid={hasRows && !isPhone}
          onEditing={setEditing}
          onGiveUp={() => setWanted(undefined)}
        />
      )}
      {hasRows && !isPhone && !isEditing && !menu && pointed && (
        <CellTip
          at={pointed}
          grid={gridRef}
          model={pointedModel}
          column={columns.find((column) => column.id === pointed.column)}
        />
      )}
      {menu && <RowMenu {...props} menu={menu} begin={begin} onClose={closeMenu} onGiveUp={closeMenu} />}
    </>
  );
}
