// "Discard what you typed?", where somebody is about to leave with words that aren't saved. Keeping them is the button at hand.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/useWords';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'end',
    gap: tokens.spacingHorizontalS,
    gridColumn: '1 / -1',
    width: '100%',
  },
  text: { flexGrow: 1, '@media (max-width: 480px)': { flexBasis: '100%' } },
});

export interface DiscardQuestionProps {
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

export function DiscardQuestion({ onKeep, onDiscard }: DiscardQuestionProps) {
  const styles = useStyles();
  const { t } = useWords();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector<HTMLElement>('button:last-of-type')?.focus(), []);
  return (
    <div ref={root} className={styles.root}>
      <Text className={styles.text} weight="semibold" role="alert">
        {t('app.discard.title')}
      </Text>
      <Button onClick={onDiscard}>{t('app.discard.discard')}</Button>
      <Button appearance="primary" onClick={onKeep}>
        {t('app.discard.keep')}
      </Button>
    </div>
  );
}
