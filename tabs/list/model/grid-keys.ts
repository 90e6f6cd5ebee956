// Which key does what, and where the focus goes in the grid. Pure: knows no DOM beyond the key's name.

export const headRow = 'head';

export interface Active {
  /** A row's id, or `head`. */
  readonly rowId: string;
  readonly column: string;
}

export interface GridShape {
  readonly rowIds: readonly string[];
  readonly columns: readonly string[];
  /** Rows that one screen holds. */
  readonly page: number;
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where a key leads; undefined if it isn't one that moves. Never beyond the edge. */
export function moveActive(
  active: Active,
  key: string,
  hasCtrl: boolean,
  shape: GridShape,
): Active | undefined {
  const rows = [headRow, ...shape.rowIds];
  const row = Math.max(0, rows.indexOf(active.rowId));
  const column = Math.max(0, shape.columns.indexOf(active.column));
  const to = toTarget(key, hasCtrl, { row, column, lastRow: rows.length - 1, page: shape.page }, shape);
  if (!to) return undefined;
  const rowId = rows[Math.min(rows.length - 1, Math.max(0, to.row))] ?? headRow;
  const columnId = shape.columns[Math.min(shape.columns.length - 1, Math.max(0, to.column))];
  return { rowId, column: columnId ?? active.column };
}

interface At {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly page: number;
}

function toTarget(
  key: string,
  hasCtrl: boolean,
  at: At,
  shape: GridShape,
): { row: number; column: number } | undefined {
  const step = steps[key];
  if (step) return { row: at.row + step[0], column: at.column + step[1] };
  const lastColumn = shape.columns.length - 1;
  switch (key) {
    case 'Home':
      return { row: hasCtrl ? Math.min(1, at.lastRow) : at.row, column: 0 };
    case 'End':
      return { row: hasCtrl ? at.lastRow : at.row, column: lastColumn };
    case 'PageUp':
      return { row: Math.max(1, at.row - at.page), column: at.column };
    case 'PageDown':
      return { row: at.row + at.page, column: at.column };
    default:
      return undefined;
  }
}

export type ScreenCommand = 'add' | 'filter' | 'keys' | 'back';

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** The person is typing, or a dialog or menu is open: then only Escape is heard. */
  readonly isBusy: boolean;
}

/** Keys that work anywhere on the screen; silent while typing. */
export function toScreenCommand(pressed: Pressed): ScreenCommand | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isBusy) return undefined;
  switch (pressed.key) {
    case 'n':
    case 'N':
      return 'add';
    case '/':
      return 'filter';
    case '?':
      return 'keys';
    case 'Escape':
      return 'back';
    default:
      return undefined;
  }
}
