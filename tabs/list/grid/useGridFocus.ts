// Roving focus: one cell of the grid is in the Tab order, arrow keys move it, and it comes back to where it was. No markup.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { type Active, headRow } from '../model/grid-keys';

export interface GridFocus {
  readonly active: Active;
  /** Moves the focus there, also when the cell is drawn only after this. */
  readonly focus: (to: Active) => void;
  /** Notes where the focus went by itself (a click, the Tab key). */
  readonly note: (to: Active) => void;
}

export function useGridFocus(
  grid: RefObject<HTMLElement | null>,
  rowIds: readonly string[],
  columns: readonly string[],
): GridFocus {
  const [wanted, setWanted] = useState<Active>({ rowId: '', column: 'patient' });
  const mustFocus = useRef(false);
  const before = useRef(rowIds);
  const isKnown = wanted.rowId === headRow || rowIds.includes(wanted.rowId);
  const column = columns.includes(wanted.column) ? wanted.column : 'patient';
  const rowId = isKnown ? wanted.rowId : (findNeighbour(wanted.rowId, before.current, rowIds) ?? headRow);

  useEffect(() => {
    before.current = rowIds;
    // The row that had the focus is gone, and the focus with it: its neighbour takes both.
    const isGone = !isKnown && wanted.rowId !== '';
    const isLost = isGone && document.activeElement === document.body;
    if (isGone) setWanted({ rowId, column });
    if (!mustFocus.current && !isLost) return;
    mustFocus.current = false;
    findCell(grid.current, { rowId, column })?.focus({ preventScroll: isLost });
  });

  const focus = useCallback((to: Active) => {
    mustFocus.current = true;
    setWanted({ ...to });
  }, []);
  return { active: { rowId, column }, focus, note: setWanted };
}

/** What stands now where the row stood that is gone; the first, if it never stood there. */
function findNeighbour(rowId: string, before: readonly string[], now: readonly string[]): string | undefined {
  const at = before.indexOf(rowId);
  return now[Math.min(Math.max(at, 0), now.length - 1)];
}

export function findCell(grid: HTMLElement | null, at: Active): HTMLElement | undefined {
  const row = grid?.querySelector<HTMLElement>(`[data-row="${CSS.escape(at.rowId)}"]`);
  return row?.querySelector<HTMLElement>(`[data-column="${CSS.escape(at.column)}"]`) ?? undefined;
}

/** Which cell an event happened in. */
export function toActive(target: EventTarget | null): Active | undefined {
  if (!(target instanceof Element)) return undefined;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column;
  const rowId = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  return column && rowId ? { rowId, column } : undefined;
}
