// What is known of the open list while its lines arrive. A pure reducer: knows no fetch, no words, no React.
import { type EhrCells, ehrColumns } from '../../../api/contract/columns';
import type { ListLine, ListView, Row } from '../../../api/contract/lists.schema';

/** When our own API wants to be asked again; by the clock of this machine. */
interface Retry {
  readonly retryAfterSeconds: number;
  readonly retryAt: number;
}

export interface ListState {
  readonly view: ListView | undefined;
  readonly cells: ReadonlyMap<string, EhrCells>;
  /** Cells whose value differs from what stood there before: they glow once. */
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly isFilling: boolean;
  /** Error code: the API or the EHR could not be read; everything shown is the last known. */
  readonly lost: string | undefined;
  /** Where it broke: our own API (nothing can be saved) or the EHR behind it. */
  readonly lostAt: 'api' | 'ehr' | undefined;
  readonly retry: Retry | undefined;
  readonly asOf: string | undefined;
  readonly droppedForeign: number;
  /** Counts up whenever the order of the rows should be made afresh. */
  readonly orderKey: number;
}

export type ListAction =
  | { readonly type: 'open'; readonly listId: string }
  | { readonly type: 'lines'; readonly lines: readonly ListLine[] }
  | { readonly type: 'lost'; readonly code: string; readonly retry?: Retry | undefined }
  | { readonly type: 'row'; readonly row: Row }
  | { readonly type: 'rowGone'; readonly rowId: string }
  | { readonly type: 'view'; readonly change: Partial<Omit<ListView, 'rows'>> };

export const emptyList: ListState = {
  view: undefined,
  cells: new Map(),
  changed: new Map(),
  isFilling: true,
  lost: undefined,
  lostAt: undefined,
  retry: undefined,
  asOf: undefined,
  droppedForeign: 0,
  orderKey: 0,
};

export function reduceList(state: ListState, action: ListAction): ListState {
  switch (action.type) {
    case 'open':
      return state.view?.id === action.listId ? { ...state, isFilling: true, changed: new Map() } : emptyList;
    case 'lines':
      return action.lines.reduce(reduceLine, state);
    case 'lost':
      return { ...state, isFilling: false, lost: action.code, lostAt: 'api', retry: action.retry };
    case 'row':
      return withRow(state, action.row);
    case 'rowGone':
      return withoutRow(state, action.rowId);
    case 'view':
      return state.view ? { ...state, view: { ...state.view, ...action.change } } : state;
  }
}

function reduceLine(state: ListState, line: ListLine): ListState {
  const orderKey = state.orderKey + 1;
  switch (line.type) {
    case 'view':
      return { ...state, view: line.view, orderKey };
    case 'cells':
      return withCells(state, line.rowId, line.cells);
    case 'done':
      return {
        ...state,
        isFilling: false,
        lost: undefined,
        lostAt: undefined,
        retry: undefined,
        asOf: line.fetched,
        droppedForeign: line.droppedForeign,
        orderKey,
      };
    case 'failed':
      return { ...state, isFilling: false, lost: line.code, lostAt: 'ehr', retry: undefined, orderKey };
  }
}

/** A failed reading never wipes out what was known: the old value stays, as stale. */
function withCells(state: ListState, rowId: string, incoming: EhrCells): ListState {
  const before = state.cells.get(rowId);
  const merged: Record<string, unknown> = { ...incoming };
  const changed = new Set<string>();
  for (const { id } of ehrColumns) {
    const next = incoming[id];
    const last = before?.[id];
    if (!next || !last) continue;
    if (next.status === 'failed' && last.value !== undefined) {
      merged[id] = { ...last, status: 'stale', reason: next.reason };
    } else if (JSON.stringify(next.value) !== JSON.stringify(last.value)) {
      changed.add(id);
    }
  }
  return {
    ...state,
    cells: new Map(state.cells).set(rowId, merged as EhrCells),
    changed: changed.size ? new Map(state.changed).set(rowId, changed) : state.changed,
  };
}

function withRow(state: ListState, row: Row): ListState {
  if (!state.view) return state;
  const isKnown = state.view.rows.some((each) => each.id === row.id);
  const rows = isKnown
    ? state.view.rows.map((each) => (each.id === row.id ? row : each))
    : [...state.view.rows, row];
  const orderKey = isKnown ? state.orderKey : state.orderKey + 1;
  return { ...state, view: { ...state.view, rows, patientCount: rows.length }, orderKey };
}

function withoutRow(state: ListState, rowId: string): ListState {
  if (!state.view) return state;
  const rows = state.view.rows.filter((each) => each.id !== rowId);
  return { ...state, view: { ...state.view, rows, patientCount: rows.length } };
}
