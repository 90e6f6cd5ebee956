// How old a value is, as text that goes on with the clock.
import type { FhirTime } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { useAge } from './useAge';

export function Age({ time }: { readonly time: FhirTime | undefined }) {
  const { t } = useWords();
  const ageOf = useAge();
  return time ? ageOf(time) : t('patient.timeUnknown');
}
