// The list itself: banner when it's old, grid or cards, the editor over a cell, the tip and the menu of a row.
import { lazy, type RefObject, Suspense, useState } from 'react';
import type { ListSummary, Row } from '../../api/contract/lists.schema';
import { useSession } from '../net/useSession';
import type { RowCalls } from './api/row-calls';
import type { ColumnModel } from './columns';
import type { EditState } from './edit/edit-state';
import { useCellEdit } from './edit/useCellEdit';
import { Grid, type GridHandle } from './grid/Grid';
import { ListStates } from './ListStates';
import { loadEditor, loadRowMenu, loadStale, loadTip, nothing } from './later';
import type { Active } from './model/grid-keys';
import type { ListAction, ListState } from './model/list-state';
import type { Sort } from './model/sort-rows';
import type { OpenRow } from './useOpenRow';
import type { RowActions } from './useRowActions';
import type { Rows } from './useRowModels';

const CardList = lazy(async () => ({
  default: (await import(/* webpackChunkName: "list-phone" */ './phone/CardList')).CardList,
}));
const CellTip = lazy(async () => ({
  default: await loadTip().then(
    (part) => part.CellTip,
    () => nothing,
  ),
}));
const StaleBanner = lazy(async () => ({
  default: await loadStale().then(
    (part) => part.StaleBanner,
    () => nothing,
  ),
}));
const ForeignNote = lazy(async () => ({
  default: await loadStale().then(
    (part) => part.ForeignNote,
    () => nothing,
  ),
}));
const CellEditor = lazy(async () => ({ default: (await loadEditor()).CellEditor }));
const RowMenu = lazy(async () => ({ default: (await loadRowMenu()).RowMenuPart }));

export interface ListBodyProps {
  readonly listName: string;
  readonly listId: string;
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
  readonly onEditDetails: (row: Row) => void;
}

export function ListBody(props: ListBodyProps) {
  const { state, rows, columns, isPhone, open, gridRef } = props;
  const { session } = useSession();
  const [pointed, setPointed] = useState<Active>();
  const [menu, setMenu] = useState<{ readonly at: Active; readonly cell: HTMLElement }>();
  const cellEdit = useCellEdit(props);
  const { edit, at } = cellEdit;
  const hasRows = state.view !== undefined && rows.ids.length > 0;
  const pointedModel = pointed && rows.models.get(pointed.rowId);
  return (
    <>
      <Suspense fallback={null}>
        {state.lost !== undefined && <StaleBanner state={state} onRetry={props.reload} />}
        {state.droppedForeign > 0 && <ForeignNote count={state.droppedForeign} />}
      </Suspense>
      {!hasRows && <ListStates {...props} />}
      <Suspense fallback={null}>
        {hasRows && isPhone && <CardList rows={rows} isFilling={state.isFilling} onOpen={open.open} />}
      </Suspense>
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
          onEdit={cellEdit.begin}
          onMenu={(place, cell) => setMenu({ at: place, cell })}
          onPoint={setPointed}
        >
          {edit.state.kind !== 'idle' && at && (
            <Suspense fallback={null}>
              <CellEditor
                edit={edit}
                fields={session.fields.fields}
                at={at}
                ehrWords={toEhrWords(rows, edit.state)}
              />
            </Suspense>
          )}
        </Grid>
      )}
      <Suspense fallback={null}>
        {hasRows && !isPhone && edit.state.kind === 'idle' && !menu && pointed && (
          <CellTip
            at={pointed}
            grid={gridRef}
            model={pointedModel}
            column={columns.find((column) => column.id === pointed.column)}
          />
        )}
      </Suspense>
      <Suspense fallback={null}>
        {menu && <RowMenu {...props} menu={menu} begin={cellEdit.begin} onClose={() => setMenu(undefined)} />}
      </Suspense>
    </>
  );
}

/** What the EHR says of the main problem that is being typed over. */
function toEhrWords(rows: Rows, state: EditState): string | undefined {
  const model = state.kind === 'idle' ? undefined : rows.models.get(state.rowId);
  if (!model || model.isTyped) return undefined;
  const view = model.cell('mainProblem');
  return (view.typed ? view.ehr : view.value)?.main.text;
}
