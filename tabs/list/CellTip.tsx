// What stands behind a value: where it's from, when it was true, when it was read, which rule chose it. Shown on hover and focus.
import { makeStyles, tokens } from '@fluentui/react-components';
import { type RefObject, useEffect, useState } from 'react';
import type { ColumnModel } from './columns';
import { findCell } from './grid/useGridFocus';
import type { Active } from './model/grid-keys';
import type { RowModel } from './model/row-model';
import { useTipLines } from './useTipLines';

const showAfterMs = 450;

const useStyles = makeStyles({
  tip: {
    position: 'fixed',
    zIndex: 5,
    maxWidth: '320px',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow8,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    pointerEvents: 'none',
  },
  line: { margin: 0, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  first: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

export interface CellTipProps {
  readonly at: Active | undefined;
  readonly grid: RefObject<HTMLElement | null>;
  readonly model: RowModel | undefined;
  readonly column: ColumnModel | undefined;
}

export function CellTip({ at, grid, model, column }: CellTipProps) {
  const styles = useStyles();
  const linesOf = useTipLines();
  const place = usePlace(at, grid);
  const lines = place && model && column ? linesOf(model, column) : [];
  const isShown = place !== undefined && lines.length > 0;
  useEffect(() => {
    if (!isShown) return;
    place.cell.setAttribute('aria-describedby', 'cell-tip');
    return () => place.cell.removeAttribute('aria-describedby');
  }, [isShown, place]);
  if (!isShown) return null;
  return (
    <div id="cell-tip" role="tooltip" className={styles.tip} style={place.style}>
      {lines.map((line, index) => (
        <p key={line} className={index === 0 ? `${styles.line} ${styles.first}` : styles.line}>
          {line}
        </p>
      ))}
    </div>
  );
}

interface TipPlace {
  readonly cell: HTMLElement;
  readonly style: { readonly left: number; readonly top?: number; readonly bottom?: number };
}

/** After a moment of rest, under the cell; above it where there's no room below. Gone as soon as the list scrolls. */
function usePlace(at: Active | undefined, grid: RefObject<HTMLElement | null>): TipPlace | undefined {
  const [place, setPlace] = useState<TipPlace>();
  const key = at ? `${at.rowId}/${at.column}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says whether `at` is another cell.
  useEffect(() => {
    setPlace(undefined);
    const element = grid.current;
    if (!at || !element) return;
    const hide = () => setPlace(undefined);
    const timer = setTimeout(() => {
      const cell = findCell(element, at);
      if (cell) setPlace(toPlace(cell));
    }, showAfterMs);
    element.addEventListener('scroll', hide, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', hide);
    };
  }, [key, grid]);
  return place;
}

function toPlace(cell: HTMLElement): TipPlace {
  const box = cell.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left + 8, innerWidth - 336));
  const hasRoomBelow = box.bottom + 160 < innerHeight;
  return {
    cell,
    style: hasRoomBelow ? { left, top: box.bottom - 2 } : { left, bottom: innerHeight - box.top - 2 },
  };
}
