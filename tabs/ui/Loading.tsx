// A quiet "loading" that shows itself only after a moment, so that quick answers don't flicker. No fetching.
import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/useWords';

const showAfterMs = 250;
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
      {isShown && <Spinner size="medium" aria-label={t('app.loading')} />}
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
