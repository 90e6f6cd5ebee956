// The frame of every screen: toolbar on top, the body scrolls, the page doesn't. No title: Teams shows the tab's name.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { pageHeight } from './useBottom';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: pageHeight,
    minWidth: 0,
    outlineStyle: 'none',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  toolbar: {
    flexShrink: 0,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '48px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    boxSizing: 'border-box',
    '@media (max-width: 640px)': { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  },
  body: { flexGrow: 1, minHeight: 0, minWidth: 0, overflow: 'auto' },
  still: { overflow: 'hidden', display: 'flex', flexDirection: 'column' },
  narrow: {
    maxWidth: '760px',
    margin: '0 auto',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXXXL}`,
    '@media (max-width: 640px)': {
      padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
      // Within a thumb's reach and a thumb's width.
      '& button, & input, & select': { minHeight: '44px' },
      '& button': { minWidth: '44px' },
    },
  },
});

export interface ScreenProps {
  /** Says which screen this is to a screen reader. */
  readonly label: string;
  readonly toolbar?: ReactNode;
  readonly children: ReactNode;
  /** narrow: a column of text and forms · full: all the room · still: all the room, and the content scrolls by itself. */
  readonly width?: 'narrow' | 'full' | 'still';
  /** What stands over it: one patient, for instance. */
  readonly over?: ReactNode;
  /** It stands over all of it, as on a phone: neither Tab nor a screen reader finds what is beneath. */
  readonly isCovered?: boolean;
}

export function Screen(props: ScreenProps) {
  const { label, toolbar, children, width = 'full', over, isCovered = false } = props;
  const styles = useStyles();
  return (
    <main tabIndex={-1} className={styles.root} aria-label={label}>
      {toolbar !== undefined && (
        <div className={styles.toolbar} inert={isCovered}>
          {toolbar}
        </div>
      )}
      <div className={mergeClasses(styles.body, width === 'still' && styles.still)} inert={isCovered}>
        {width === 'narrow' ? <div className={styles.narrow}>{children}</div> : children}
      </div>
      {over}
    </main>
  );
}
