// One section of the panel: its heading, when it was read, and its standing: ok, nothing recorded, not offered, failed, old.
import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useWords } from '../i18n/useWords';
import type { AnyCode } from '../net/problem';
import { canTryAgain } from '../ui/can-try-again';
import { Moment } from '../ui/clinical/Moment';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { toRetry } from '../ui/format/retry-clock';
import { useProblemWords } from '../ui/useProblemWords';
import type { SectionValue } from './chart-values';
import { usePanelStyles } from './usePanelStyles';

const useStyles = makeStyles({
  section: {
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none' },
  },
  head: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    margin: `0 0 ${tokens.spacingVerticalS}`,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  failed: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    '@media (max-width: 640px)': { '& button': { minHeight: '44px' } },
  },
});

export interface SectionProps<V> {
  readonly title: string;
  /** undefined: still being read. */
  readonly section: SectionValue<V> | undefined;
  readonly onRetry?: () => void;
  readonly children: (value: V) => ReactNode;
  /** Beside the heading. */
  readonly aside?: ReactNode;
}

export function Section<V>({ title, section, onRetry, children, aside }: SectionProps<V>) {
  const styles = useStyles();
  const panel = usePanelStyles();
  const id = useId();
  const { t } = useWords();
  const say = useClinicalWords();
  const time = section?.fetched && say.clock(section.fetched);
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        {aside}
        {time && section.status !== 'failed' && (
          <span className={section.status === 'stale' ? panel.warning : `${panel.second} ${panel.quiet}`}>
            <Moment time={section.fetched}>
              {section.status === 'stale'
                ? `◷ ${t('patient.lastRead', { time })}`
                : t('patient.read', { time })}
            </Moment>
          </span>
        )}
      </div>
      {section ? (
        <Body section={section} onRetry={onRetry}>
          {children}
        </Body>
      ) : (
        <Skeleton aria-label={t('app.loading')}>
          <SkeletonItem size={16} style={{ width: '70%' }} />
        </Skeleton>
      )}
    </section>
  );
}

interface BodyProps<V> {
  readonly section: SectionValue<V>;
  readonly onRetry: (() => void) | undefined;
  readonly children: (value: V) => ReactNode;
}

function Body<V>({ section, onRetry, children }: BodyProps<V>) {
  const styles = useStyles();
  const panel = usePanelStyles();
  const { t } = useWords();
  const toWords = useProblemWords();
  if (section.status === 'failed') {
    const code = (section.reason ?? 'internal') as AnyCode;
    const { what, next } = toWords({ code, ...toRetry(section) });
    return (
      <div className={styles.failed} role="alert">
        <Text className={panel.danger}>
          ⊘ {t('patient.failed')} {what} {next}
        </Text>
        {onRetry && canTryAgain(code) && (
          <Button size="small" onClick={onRetry}>
            {t('app.retry')}
          </Button>
        )}
      </div>
    );
  }
  const note = <LeftOut {...section} />;
  if (section.status === 'notOffered')
    return (
      <Text italic className={panel.quiet}>
        {t('patient.notOffered')}
      </Text>
    );
  if (section.status === 'empty' || section.value === undefined) {
    const isSure = !section.mayBeIncomplete && !section.hasOlder;
    return (
      <>
        {isSure && <Text className={panel.quiet}>{t('patient.nothing')}</Text>}
        {note}
      </>
    );
  }
  return (
    <>
      {children(section.value)}
      {note}
    </>
  );
}

/** What isn't shown, and why, as far as it is known: who reads on must not take the rest for all. */
function LeftOut({ droppedForeign = 0, unreadable = 0, mayBeIncomplete, hasOlder }: SectionValue<unknown>) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const warning = `${panel.second} ${panel.warning}`;
  return (
    <>
      {droppedForeign > 0 && (
        <div className={panel.second}>{t('patient.foreign', { count: droppedForeign })}</div>
      )}
      {unreadable > 0 && <div className={warning}>! {t('patient.unreadable', { count: unreadable })}</div>}
      {droppedForeign + unreadable === 0 && mayBeIncomplete && (
        <div className={warning}>! {t('patient.mayBeIncomplete')}</div>
      )}
      {hasOlder && <div className={panel.second}>{t('patient.olderNotRead')}</div>}
    </>
  );
}
