// The entries of the audit log as a table; on a phone each entry is a block. No fetching.
import { Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import type { AuditEntry } from '../../api/contract/audit.schema';
import { useWords } from '../i18n/useWords';
import { useProblemWords } from '../ui/useProblemWords';
import { useTimes } from '../ui/useTimes';
import type { AuditFilter } from './audit-filter';
import type { KnownPatients } from './known-patients';

const phone = '@media (max-width: 640px)';
const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    [phone]: { display: 'block' },
  },
  head: {
    [phone]: {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  block: { [phone]: { display: 'block' } },
  row: {
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    [phone]: { display: 'block', padding: tokens.spacingVerticalS },
  },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'left',
    verticalAlign: 'top',
    [phone]: { display: 'block', padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}` },
  },
  time: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  below: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground3 },
  refused: {
    color: tokens.colorPaletteRedForeground1,
    display: 'inline-flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXS,
  },
  patients: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  /** Several stand under each other: each a target that a finger or a shaking hand can meet. */
  patient: { minHeight: '24px', textAlign: 'left' },
});

export interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  /** Where an entry keeps only the reference, another one may have the name. */
  readonly known: KnownPatients;
  /** Named first where an entry tells of several. */
  readonly chosen: string | undefined;
  readonly onPatient: (patient: NonNullable<AuditFilter['patient']>) => void;
}

export function AuditTable({ entries, ...whom }: AuditTableProps) {
  const styles = useStyles();
  const { t } = useWords();
  const heads = ['at', 'person', 'what', 'patients', 'outcome'] as const;
  return (
    <table className={styles.table} data-testid="audit">
      <thead className={styles.head}>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={styles.cell}>
              <Text weight="semibold">{t(`audit.column.${head}`)}</Text>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={styles.block}>
        {entries.map((entry) => (
          <EntryRow key={entry.seq} entry={entry} {...whom} />
        ))}
      </tbody>
    </table>
  );
}

function EntryRow({ entry, ...whom }: { readonly entry: AuditEntry } & Omit<AuditTableProps, 'entries'>) {
  const styles = useStyles();
  const { t, has } = useWords();
  const { dateTime } = useTimes();
  const labels = entry.objects.map(({ label }) => label).filter((label) => label !== null);
  const role = has(`audit.role.${entry.role}`) ? t(`audit.role.${entry.role as 'owner'}`) : entry.role;
  return (
    <tr className={styles.row} data-operation={entry.operation}>
      <td className={mergeClasses(styles.cell, styles.time)}>{dateTime(entry.at)}</td>
      <td className={styles.cell}>
        {entry.person.name}
        <span className={styles.below}>{role}</span>
      </td>
      <td className={styles.cell}>
        {t(`audit.operation.${entry.operation}`)} <span className={styles.below}>{labels.join(', ')}</span>
      </td>
      <td className={styles.cell}>
        <Patients patients={entry.patients} {...whom} />
      </td>
      <td className={styles.cell}>
        <Outcome entry={entry} />
      </td>
    </tr>
  );
}

const shownPatients = 3;

function Patients({
  patients,
  known,
  chosen,
  onPatient,
}: Pick<AuditEntry, 'patients'> & Omit<AuditTableProps, 'entries'>) {
  const styles = useStyles();
  const { t } = useWords();
  const inOrder = [...patients].sort((a, b) => Number(b.ref === chosen) - Number(a.ref === chosen));
  return (
    <span className={styles.patients}>
      {inOrder.slice(0, shownPatients).map(({ ref, label }) => {
        const name = label ?? known.get(ref) ?? t('audit.patientUnknown');
        return (
          <Link
            key={ref}
            as="button"
            className={styles.patient}
            aria-label={t('audit.onlyPatient', { name })}
            onClick={() => onPatient({ ref, label: name })}
          >
            {name}
          </Link>
        );
      })}
      {patients.length > shownPatients && (
        <span className={styles.quiet}>
          {t('audit.patients', { count: patients.length - shownPatients })}
        </span>
      )}
    </span>
  );
}

function Outcome({ entry }: { readonly entry: AuditEntry }) {
  const styles = useStyles();
  const { t, has } = useWords();
  const toWords = useProblemWords();
  if (entry.outcome === 'success') return <span className={styles.quiet}>{t('audit.success')}</span>;
  const why =
    entry.reason !== null && has(`errors.${entry.reason}.what`)
      ? toWords({ code: entry.reason as 'internal' }).what
      : '';
  return (
    <span className={styles.refused}>
      <DismissCircleRegular aria-hidden="true" />
      <span>
        {t('audit.failure')}
        <span className={styles.below}>{why}</span>
      </span>
    </span>
  );
}
