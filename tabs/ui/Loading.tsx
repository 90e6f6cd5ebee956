// A quiet "loading" that shows itself only after a moment, so that quick answers don't flicker. No fetching.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/useWords';

const showAfterMs = 400;
const longAfterMs = 6_000;

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalM,
    minHeight: '160px',
    height: '100%',
  },
  wheel: {
    width: '32px',
    height: '32px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThicker} solid ${tokens.colorBrandStroke2}`,
    borderTopColor: tokens.colorBrandStroke1,
    animationName: { to: { rotate: '1turn' } },
    animationDuration: '1.5s',
    animationTimingFunction: 'linear',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationDuration: '0s' },
  },
  text: { color: tokens.colorNeutralForeground2, minHeight: tokens.lineHeightBase300 },
});

/** Not Fluent's Spinner: that one weighs 3 kB, and this is what people see while there is nothing else yet. */
export function Loading() {
  const styles = useStyles();
  const { t } = useWords();
  const isShown = useLater(showAfterMs);
  const isLong = useLater(longAfterMs);
  return (
    <div className={styles.root} aria-busy="true">
      {isShown && <div className={styles.wheel} role="progressbar" aria-label={t('app.loading')} />}
      <div className={styles.text} role="status">
        {isLong ? t('app.loadingLong') : ''}
      </div>
    </div>
  );
}

function useLater(ms: number): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isLater;
}
