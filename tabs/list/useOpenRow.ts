// Which patient is open beside the list. Closing brings the focus back to the row it came from. No markup.
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GridHandle } from './grid/Grid';
import type { Rows } from './useRowModels';

export interface OpenRow {
  readonly rowId: string | undefined;
  /** A link led to somebody who isn't on the list. */
  readonly isLinkGone: boolean;
  readonly open: (rowId: string) => void;
  readonly close: () => void;
  readonly step: (step: 1 | -1) => void;
}

/** `linked`: opened at first, since a link led to it. */
export function useOpenRow(
  rows: Rows,
  handle: RefObject<GridHandle | null>,
  { linked, isRead }: { readonly linked: string | undefined; readonly isRead: boolean },
): OpenRow {
  const [chosen, setChosen] = useState(linked);
  const [wasThere, setWasThere] = useState(false);
  const isThere = linked !== undefined && rows.models.has(linked);
  if (isThere && !wasThere) setWasThere(true);
  const isLinkGone = linked !== undefined && isRead && !isThere && !wasThere;
  const rowId = chosen !== undefined && rows.models.has(chosen) ? chosen : undefined;
  const left = useRef<string>(undefined);
  const close = useCallback(() => {
    setChosen(undefined);
    left.current = rowId;
  }, [rowId]);
  useEffect(() => {
    if (rowId !== undefined || left.current === undefined) return;
    // Nothing covers the list any more: only now can it take the focus.
    handle.current?.focus({ rowId: left.current, column: 'patient' });
    left.current = undefined;
  });
  const step = useCallback(
    (by: 1 | -1) => {
      const at = rowId === undefined ? -1 : rows.ids.indexOf(rowId);
      const next = rows.ids[at + by];
      if (next !== undefined) setChosen(next);
    },
    [rowId, rows.ids],
  );
  return useMemo(
    () => ({ rowId, isLinkGone, open: setChosen, close, step }),
    [rowId, isLinkGone, close, step],
  );
}
