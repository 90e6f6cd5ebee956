// One patient of the preview: enough to tell two people apart.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { PatientValue } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';

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
  const second = [
    patient.birthDate && say.day(patient.birthDate),
    patient.age && say.age(patient.age),
    say.sex(patient.gender),
    say.mrn(patient),
    patient.deceased && t('patient.deceased'),
    isOnList && t('many.preview.isHere'),
  ].filter(Boolean);
  return (
    <span className={styles.who}>
      <Text weight="semibold">{patient.name?.display ?? t('patient.noName')}</Text>
      <Text size={200} className={styles.second}>
        {second.join(' · ')}
      </Text>
    </span>
  );
}
