// What stands behind a value: where it's from, when it was true, when it was read, which rule chose it. Shown on hover and focus.
import { makeStyles, tokens } from '@fluentui/react-components';
import { type CSSProperties, type RefObject, useEffect, useState } from 'react';
import type { RowModel } from '../../api/clinical/row-model';
import type { ColumnModel } from './columns';
import { findCell } from './grid/useGridFocus';
import type { Active } from './model/grid-keys';
import { useTipLines } from './useTipLines';

const showAfterMs = 450;
/** In px: as wide as a tip may be, as high as one hardly is, and its distance from the edge. */
const widest = 440;
const highest = 240;
const edge = 8;

const useStyles = makeStyles({
  tip: {
    position: 'fixed',
    zIndex: 5,
    maxWidth: `${widest}px`,
    display: 'grid',
    rowGap: '2px',
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
  line: { margin: 0, textWrap: 'pretty', overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
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
  readonly style: CSSProperties;
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
  const isFarRight = box.left + widest + edge > innerWidth;
  const side = isFarRight
    ? { right: Math.max(edge, innerWidth - box.right + edge) }
    : { left: Math.max(edge, box.left + edge) };
  const below = innerHeight - box.bottom;
  const isBelow = below > highest || below > box.top;
  return {
    cell,
    style: isBelow ? { ...side, top: box.bottom - 2 } : { ...side, bottom: innerHeight - box.top - 2 },
  };
}
