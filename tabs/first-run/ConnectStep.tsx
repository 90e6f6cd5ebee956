// The second step of EHR mode: connect. After success the team is in EHR mode and goes on to its list.

import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Heading, Sentence } from '../ui/Heading';
import type { FirstRunScreenProps } from './FirstRunScreen';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXL },
  head: { display: 'grid', rowGap: tokens.spacingVerticalXS },
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
        <Heading level={1} size={600}>
          {t('firstRun.connectTitle')}
        </Heading>
        <Sentence>{t('firstRun.connectText')}</Sentence>
      </div>
      {renderConnect({
        back: <Button onClick={onBack}>{t('firstRun.back')}</Button>,
        done: { label: t('firstRun.toList'), run: () => void refresh() },
      })}
    </div>
  );
}
