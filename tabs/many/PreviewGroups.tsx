// The groups of the preview, each with how many and what can be done: choose one, ask again, compare, take or leave.
import {
  Button,
  Checkbox,
  makeStyles,
  mergeClasses,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  CheckmarkCircleRegular,
  CheckmarkRegular,
  ErrorCircleRegular,
  PeopleRegular,
  SearchRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/useWords';
import { toTabProblem } from '../net/problem';
import { Heading } from '../ui/Heading';
import { useProblemWords } from '../ui/useProblemWords';
import type { Entry } from './lookup-state';
import { PatientWords } from './PatientWords';
import type { LookupHandle } from './useLookup';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '32px' },
  icon: { fontSize: '20px', lineHeight: 0, flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  grow: { flexGrow: 1 },
  items: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '44px',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  box: { width: '100%', alignItems: 'center' },
  card: {
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    marginBottom: tokens.spacingVerticalXS,
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  chip: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
  },
  still: { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
  big: { minHeight: '44px' },
});

interface GroupProps {
  readonly title: string;
  readonly icon: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Group({ title, icon, action, children }: GroupProps) {
  const styles = useStyles();
  return (
    <section className={styles.group} aria-label={title}>
      <div className={styles.head}>
        {icon}
        <span className={styles.grow}>
          <Heading level={3}>{title}</Heading>
        </span>
        {action}
      </div>
      {children}
    </section>
  );
}

interface EntriesProps {
  readonly entries: readonly Entry[];
}
interface ActiveProps extends EntriesProps {
  readonly handle: LookupHandle;
  readonly isPhone: boolean;
}

export function SeveralGroup({ handle, entries }: ActiveProps) {
  const styles = useStyles();
  const { t } = useWords();
  if (entries.length === 0) return null;
  const icon = <PeopleRegular className={mergeClasses(styles.icon, styles.warn)} />;
  return (
    <Group title={t('many.preview.several', { count: entries.length })} icon={icon}>
      {entries.map(({ key, text = '', patients }) => (
        <div key={key} className={styles.card}>
          <Text weight="semibold">{text}</Text>
          <RadioGroup
            aria-label={text}
            value={handle.lookup.picked.get(key) ?? ''}
            onChange={(_event, data) => handle.pick(key, data.value)}
          >
            {patients.map(({ patient, isOnList }) => (
              <Radio
                key={patient.id}
                value={patient.id}
                disabled={isOnList}
                label={<PatientWords patient={patient} isOnList={isOnList} />}
              />
            ))}
            <Radio value="" label={t('many.preview.noPick')} />
          </RadioGroup>
        </div>
      ))}
    </Group>
  );
}

export function FailedGroup({ handle, entries, isPhone }: ActiveProps) {
  const styles = useStyles();
  const { t } = useWords();
  const toWords = useProblemWords();
  if (entries.length === 0) return null;
  const codes = [...new Set(entries.flatMap(({ code }) => code ?? []))];
  const reasons = codes.map(
    (code) => toWords({ ...toTabProblem('unreadable').problem, code: code as 'internal' }).what,
  );
  return (
    <Group
      title={t('many.preview.failed', { count: entries.length })}
      icon={<ErrorCircleRegular className={mergeClasses(styles.icon, styles.bad)} />}
      action={
        <Button
          size="small"
          className={mergeClasses(isPhone && styles.big)}
          icon={<ArrowClockwiseRegular />}
          onClick={handle.again}
        >
          {t('many.preview.retry')}
        </Button>
      }
    >
      <Text className={styles.quiet}>{reasons.join(' ')}</Text>
      <Numbers entries={entries} />
    </Group>
  );
}

export function NoneGroup({ entries }: EntriesProps) {
  const styles = useStyles();
  const { t } = useWords();
  if (entries.length === 0) return null;
  return (
    <Group
      title={t('many.preview.none', { count: entries.length })}
      icon={<SearchRegular className={mergeClasses(styles.icon, styles.warn)} />}
    >
      <Text className={styles.quiet}>{t('many.preview.noneHint')}</Text>
      <Numbers entries={entries} />
    </Group>
  );
}

function Numbers({ entries }: EntriesProps) {
  const styles = useStyles();
  return (
    <ul className={styles.chips}>
      {entries.map(({ key, text, patients }) => {
        const words = text ?? patients[0]?.patient.name?.display;
        return words === undefined ? null : (
          <li key={key} className={styles.chip}>
            {words}
          </li>
        );
      })}
    </ul>
  );
}

export function FoundGroup({ handle, entries, isPhone }: ActiveProps) {
  const styles = useStyles();
  const { t } = useWords();
  if (entries.length === 0) return null;
  const ids = entries.flatMap(({ patients }) => patients[0]?.patient.id ?? []);
  const isAllLeft = ids.every((id) => handle.lookup.left.has(id));
  const toggle = () => {
    for (const id of ids) handle.leave(id, !isAllLeft);
  };
  return (
    <Group
      title={t('many.preview.found', { count: entries.length })}
      icon={<CheckmarkCircleRegular className={mergeClasses(styles.icon, styles.good)} />}
      action={
        <Button
          size="small"
          appearance="subtle"
          className={mergeClasses(isPhone && styles.big)}
          onClick={toggle}
        >
          {t(isAllLeft ? 'many.preview.all' : 'many.preview.nobody')}
        </Button>
      }
    >
      <ul className={styles.items}>
        {entries.map(({ key, patients: [found] }) =>
          found === undefined ? null : (
            <li key={key} className={styles.item}>
              <Checkbox
                className={styles.box}
                checked={!handle.lookup.left.has(found.patient.id)}
                onChange={(_event, data) => handle.leave(found.patient.id, data.checked !== true)}
                label={<PatientWords patient={found.patient} />}
              />
            </li>
          ),
        )}
      </ul>
    </Group>
  );
}

export function HereGroup({ entries }: EntriesProps) {
  const styles = useStyles();
  const { t } = useWords();
  if (entries.length === 0) return null;
  return (
    <Group
      title={t('many.preview.here', { count: entries.length })}
      icon={<CheckmarkRegular className={mergeClasses(styles.icon, styles.quiet)} />}
    >
      <ul className={styles.items}>
        {entries.map(({ key, patients: [found] }) =>
          found === undefined ? null : (
            <li key={key} className={mergeClasses(styles.item, styles.still)}>
              <PatientWords patient={found.patient} />
            </li>
          ),
        )}
      </ul>
    </Group>
  );
}
