// One sentence over the bottom of every screen: offline, archived, a part that couldn't be loaded. In the first load, without
// Fluent's message bar: when the network is gone, nothing more can be fetched.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useRef } from 'react';
import { useAtBottom } from './useBottom';

const useStyles = makeStyles({
  bar: {
    position: 'fixed',
    left: 0,
    right: 0,
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorStatusWarningBorder1}`,
  },
  /** Over one that only tells. */
  asks: { zIndex: 2, '@media (max-width: 640px)': { '& button': { minHeight: '44px' } } },
});

export function Notice({ text, actions }: { readonly text: string; readonly actions?: ReactNode }) {
  const styles = useStyles();
  const bar = useRef<HTMLDivElement>(null);
  const asks = actions !== undefined;
  useAtBottom(asks ? 'question' : 'notice', bar);
  return (
    <div ref={bar} role={asks ? 'alert' : 'status'} className={mergeClasses(styles.bar, asks && styles.asks)}>
      <span>
        <span aria-hidden="true">⚠ </span>
        {text}
      </span>
      {actions}
    </div>
  );
}
