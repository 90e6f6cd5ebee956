// The line beneath a name: enough to tell two people apart.
import type { PatientValue } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { useClinicalWords } from './useClinicalWords';

/** What the name doesn't tell, birth date, age, sex, MRN, whether they died, and what else is to be said of them. */
export function usePersonLine(): (patient: PatientValue, more?: string | false) => string {
  const { t } = useWords();
  const say = useClinicalWords();
  return (patient, more) =>
    [
      say.absentName(patient),
      patient.birthDate && say.day(patient.birthDate),
      patient.age && say.age(patient.age),
      say.sex(patient.gender),
      say.mrn(patient),
      patient.deceased && t('patient.deceased'),
      more,
    ]
      .filter(Boolean)
      .join(' · ');
}
