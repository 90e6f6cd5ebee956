// One patient of the preview: enough to tell two people apart.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { PatientValue } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { usePersonLine } from '../ui/clinical/usePersonLine';

const useStyles = makeStyles({
  who: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  second: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

export interface PatientWordsProps {
  readonly patient: PatientValue;
  readonly isOnList?: boolean;
}

export function PatientWords({ patient, isOnList = false }: PatientWordsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const toLine = usePersonLine();
  return (
    <span className={styles.who}>
      <Text weight="semibold">{say.patientName(patient)}</Text>
      <Text size={200} className={styles.second}>
        {toLine(patient, isOnList && t('many.preview.isHere'))}
      </Text>
    </span>
  );
}
