// A quiet "loading" that shows itself only after a moment, so that quick answers don't flicker. No fetching.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useWords } from '../i18n/useWords';

/** Loaded only where something is slow. */
const Spinner = lazy(async () => ({
  default: (await import(/* webpackChunkName: "wheel" */ './Wheel')).Wheel,
}));
const showAfterMs = 500;
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
  text: { color: tokens.colorNeutralForeground2 },
});

export function Loading() {
  const styles = useStyles();
  const { t } = useWords();
  const isShown = useLater(showAfterMs);
  const isLong = useLater(longAfterMs);
  return (
    <div className={styles.root} aria-busy="true">
      <Suspense fallback={null}>{isShown && <Spinner label={t('app.loading')} />}</Suspense>
      <Text className={styles.text} role="status">
        {isLong ? t('app.loadingLong') : ''}
      </Text>
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
