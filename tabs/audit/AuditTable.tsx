// The entries of the audit log as a table; on a phone each entry is a block. No fetching.
import { Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import type { AuditEntry } from '../../api/contract/audit.schema';
import { useWords } from '../i18n/useWords';
import { useProblemWords } from '../ui/useProblemWords';
import { useTimes } from '../ui/useTimes';
import type { AuditFilter } from './audit-filter';
import type { KnownPatients } from './known-patients';
import { useRole } from './useRole';
import { useTableStyles } from './useTableStyles';

const useStyles = makeStyles({
  refused: {
    color: tokens.colorPaletteRedForeground1,
    display: 'inline-flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXS,
  },
  patients: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
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
  const styles = useTableStyles();
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
  const styles = useTableStyles();
  const { t } = useWords();
  const { dateTime } = useTimes();
  const toRole = useRole();
  return (
    <tr className={styles.row} data-operation={entry.operation}>
      <td className={mergeClasses(styles.cell, styles.time)}>{dateTime(entry.at)}</td>
      <td className={styles.cell}>
        {entry.person.name}
        <span className={styles.below}>{toRole(entry.role)}</span>
      </td>
      <td className={styles.cell}>
        {t(`audit.operation.${entry.operation}`)}
        <About entry={entry} />
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

/** What it was done to, and of a refusal what was tried. */
function About({ entry }: { readonly entry: AuditEntry }) {
  const styles = useTableStyles();
  const { t, has } = useWords();
  const parts = entry.objects.flatMap(({ kind, id, label }) => {
    if (kind === 'repeats' && entry.outcome === 'failure') {
      return [t('audit.repeats', { count: Number(id) })];
    }
    if (kind !== 'operation') return label === null ? [] : [label];
    // Checked: there is a word for it.
    const what = has(`audit.operation.${id}`) ? t(`audit.operation.${id as 'AuditRead'}`) : id;
    return [t('audit.tried', { what })];
  });
  return <span className={styles.below}>{parts.join(', ')}</span>;
}

const shownPatients = 3;

function Patients({
  patients,
  known,
  chosen,
  onPatient,
}: Pick<AuditEntry, 'patients'> & Omit<AuditTableProps, 'entries'>) {
  const styles = useStyles();
  const table = useTableStyles();
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
            className={table.link}
            aria-label={t('audit.onlyPatient', { name })}
            onClick={() => onPatient({ ref, label: name })}
          >
            {name}
          </Link>
        );
      })}
      {patients.length > shownPatients && (
        <span className={table.quiet}>{t('audit.patients', { count: patients.length - shownPatients })}</span>
      )}
    </span>
  );
}

function Outcome({ entry }: { readonly entry: AuditEntry }) {
  const styles = useStyles();
  const table = useTableStyles();
  const { t, has } = useWords();
  const toWords = useProblemWords();
  if (entry.outcome === 'success') return <span className={table.quiet}>{t('audit.success')}</span>;
  const why =
    entry.reason !== null && has(`errors.${entry.reason}.what`)
      ? toWords({ code: entry.reason as 'internal' }).what
      : '';
  return (
    <span className={styles.refused}>
      <DismissCircleRegular aria-hidden="true" />
      <span>
        {t('audit.failure')}
        <span className={table.below}>{why}</span>
      </span>
    </span>
  );
}
