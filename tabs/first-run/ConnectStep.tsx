// The second step of EHR mode: connect. After success the team is in EHR mode and goes on to its list.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import type { FirstRunScreenProps } from './FirstRunScreen';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXL },
  head: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface ConnectStepProps extends FirstRunScreenProps {
  readonly onBack: () => void;
}

export function ConnectStep({ renderConnect, onBack }: ConnectStepProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { refresh } = useSession();
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <Text as="h1" size={600} weight="semibold">
          {t('firstRun.connectTitle')}
        </Text>
        <Text className={styles.quiet}>{t('firstRun.connectText')}</Text>
      </div>
      {renderConnect({
        back: <Button onClick={onBack}>{t('firstRun.back')}</Button>,
        done: { label: t('firstRun.toList'), run: () => void refresh() },
      })}
    </div>
  );
}
