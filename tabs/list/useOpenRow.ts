// Which patient is open beside the list. Closing brings the focus back to the row it came from. No markup.
import { type RefObject, useCallback, useMemo, useState } from 'react';
import { findLinkTarget } from '../host/deep-link';
import { useHost } from '../host/useHost';
import type { GridHandle } from './grid/Grid';
import type { Rows } from './useRowModels';

export interface OpenRow {
  readonly rowId: string | undefined;
  readonly open: (rowId: string) => void;
  readonly close: () => void;
  readonly step: (step: 1 | -1) => void;
}

export function useOpenRow(rows: Rows, handle: RefObject<GridHandle | null>): OpenRow {
  const { place } = useHost();
  const [chosen, setChosen] = useState(() => findLinkTarget(place.subPageId)?.rowId);
  const rowId = chosen !== undefined && rows.models.has(chosen) ? chosen : undefined;
  const close = useCallback(() => {
    setChosen(undefined);
    if (rowId !== undefined) handle.current?.focus({ rowId, column: 'patient' });
  }, [rowId, handle]);
  const step = useCallback(
    (by: 1 | -1) => {
      const at = rowId === undefined ? -1 : rows.ids.indexOf(rowId);
      const next = rows.ids[at + by];
      if (next !== undefined) setChosen(next);
    },
    [rowId, rows.ids],
  );
  return useMemo(() => ({ rowId, open: setChosen, close, step }), [rowId, close, step]);
}
