// Where a value is from and when it was true, small beneath it.
import type { Fact } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { usePanelStyles } from './usePanelStyles';

export interface BehindProps {
  readonly fact: Fact;
  /** Dates of the record itself, already in words: "since 2019". */
  readonly dates?: readonly (string | false | undefined)[];
}

export function Behind({ fact, dates }: BehindProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const own = dates?.filter((date) => typeof date === 'string' && date !== '') ?? [];
  const effective = fact.effective ? say.when(fact.effective) : t('patient.timeUnknown');
  const parts = (dates ? own : [effective]).join(' · ');
  const { source } = fact;
  return (
    <span className={panel.second}>
      {parts}
      {parts && source && ' · '}
      {source && (
        <span className={panel.source} title={t('list.tip.source', { ...source })}>
          {source.reference}
        </span>
      )}
    </span>
  );
}
