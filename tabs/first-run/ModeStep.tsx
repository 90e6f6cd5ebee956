// "EHR mode" or "manual mode": two large cards, each one button with a picture and a sentence.

import { makeStyles, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { paths } from '../../api/contract/paths';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { Failure } from '../ui/Failure';
import { Heading, Sentence } from '../ui/Heading';
import { EhrPicture, ManualPicture } from '../ui/rare-pictures';
import { ModeCard } from './ModeCard';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXL, paddingTop: tokens.spacingVerticalXL },
  head: { textAlign: 'center', display: 'grid', rowGap: tokens.spacingVerticalS },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    gap: tokens.spacingHorizontalXL,
  },
});

export function ModeStep({ onEhr }: { readonly onEhr: () => void }) {
  const styles = useStyles();
  const { t } = useWords();
  const api = useApi();
  const { address, refresh } = useSession();
  const choose = useMutation({
    mutationFn: async () => {
      await api.put(paths.mode(address), { body: { mode: 'manual' } });
      await refresh();
    },
  });
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <Heading level={1} isCentered>
          {t('firstRun.title')}
        </Heading>
        <Sentence isCentered>{t('firstRun.text')}</Sentence>
      </div>
      <div className={styles.cards}>
        <ModeCard
          picture={<EhrPicture />}
          title={t('firstRun.ehr.title')}
          text={t('firstRun.ehr.text')}
          action={t('firstRun.ehr.choose')}
          onChoose={onEhr}
          testId="choose-ehr"
        />
        <ModeCard
          picture={<ManualPicture />}
          title={t('firstRun.manual.title')}
          text={t('firstRun.manual.text')}
          action={t('firstRun.manual.choose')}
          onChoose={() => choose.mutate()}
          isBusy={choose.isPending}
          testId="choose-manual"
        />
      </div>
      {choose.isError && <Failure problem={toProblem(choose.error)} retry={() => choose.mutate()} />}
    </div>
  );
}
