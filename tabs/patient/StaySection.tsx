// Where the patient is, since when, and the stays before.
import type { EncounterItem } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { Behind } from './Behind';
import type { SectionValue, StayValue } from './chart-values';
import { Section } from './Section';
import { usePanelStyles } from './usePanelStyles';

const shownStays = 5;

export interface StaySectionProps {
  readonly section: SectionValue<StayValue> | undefined;
  readonly onRetry: () => void;
}

export function StaySection({ section, onRetry }: StaySectionProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <Section title={t('patient.section.stay')} section={section} onRetry={onRetry}>
      {({ where, stay, encounters }) => (
        <div className={panel.list}>
          <div>
            <span className={panel.first}>
              {/* What couldn't be read in full doesn't say that there is none: a note beneath tells it. */}
              {!(where.kind === 'noEncounter' && section?.mayBeIncomplete) && (
                <span className={panel.strong}>{say.place(where)}</span>
              )}
              {stay && <span>{t('patient.stayDay', { day: stay.days })}</span>}
              {where.leftTo && <span>{where.leftTo}</span>}
            </span>
            <Behind
              fact={where}
              dates={[
                stay
                  ? [t('patient.since', { date: say.when(stay.start) }), stay.start]
                  : where.effective
                    ? [say.when(where.effective), where.effective]
                    : where.source && [t('patient.timeUnknown')],
              ]}
            />
          </div>
          {encounters.length > 0 && <Stays encounters={encounters} />}
        </div>
      )}
    </Section>
  );
}

function Stays({ encounters }: { readonly encounters: readonly EncounterItem[] }) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <details>
      <summary>{t('patient.encounters', { count: encounters.length })}</summary>
      <ul className={panel.list}>
        {encounters.slice(0, shownStays).map((item) => (
          <li key={item.source?.reference} className={panel.item}>
            <span className={panel.first}>
              <span>{item.type ?? item.class ?? t('patient.encounterOfUnknownType')}</span>
              <span className={panel.mark}>{say.encounterStatus(item.status)}</span>
              {item.location && <span className={panel.quiet}>{item.location}</span>}
            </span>
            <Behind
              fact={item}
              dates={[
                item.start && [say.when(item.start), item.start],
                item.end && [t('patient.until', { date: say.when(item.end) }), item.end],
                !item.start && !item.end && [t('patient.timeUnknown')],
              ]}
            />
          </li>
        ))}
      </ul>
      {encounters.length > shownStays && (
        <span className={panel.second}>{t('patient.more', { count: encounters.length - shownStays })}</span>
      )}
    </details>
  );
}
