// One entry of the log: who did what when, to what and whom; what was changed opens below it.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronUpRegular } from '@fluentui/react-icons/svg/chevron-up';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { useState } from 'react';
import type { AuditEntry } from '../../api/contract/audit.schema';
import { useWords } from '../i18n/useWords';
import { useProblemWords } from '../ui/useProblemWords';
import { useTimes } from '../ui/useTimes';
import { Change } from './Change';
import { NamedPatients, type NamedPatientsProps } from './NamedPatients';
import { useRole } from './useRole';
import { useTableStyles } from './useTableStyles';

const phone = '@media (max-width: 640px)';
const useStyles = makeStyles({
  refused: {
    color: tokens.colorPaletteRedForeground1,
    display: 'inline-flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXS,
  },
  /** Its words begin where those above begin. */
  toggle: {
    marginLeft: `calc(-1 * (${tokens.spacingHorizontalS} + ${tokens.strokeWidthThin}))`,
    minWidth: 'auto',
  },
  before: { [phone]: { display: 'none' } },
  openRow: { [phone]: { display: 'block' } },
  openCell: {
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}`,
    [phone]: { display: 'block', padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}` },
  },
});

export interface EntryRowProps extends Omit<NamedPatientsProps, 'patients'> {
  readonly entry: AuditEntry;
  readonly columns: number;
}

/** Time and person. */
const columnsBefore = 2;

export function EntryRow({ entry, columns, ...whom }: EntryRowProps) {
  const styles = useStyles();
  const table = useTableStyles();
  const { t } = useWords();
  const { dateTime } = useTimes();
  const toRole = useRole();
  const [isOpen, setIsOpen] = useState(false);
  const id = `change-${entry.seq}`;
  const what = t(`audit.operation.${entry.operation}`);
  return (
    <>
      <tr className={table.row} data-operation={entry.operation}>
        <td className={mergeClasses(table.cell, table.time)}>{dateTime(entry.at)}</td>
        <td className={mergeClasses(table.cell, table.person)}>
          {entry.person.name}
          <span className={table.below}>{toRole(entry.role)}</span>
        </td>
        <td className={table.cell}>
          {what}
          <About entry={entry} />
          {entry.change !== null && (
            <Button
              className={styles.toggle}
              appearance="transparent"
              size="small"
              icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
              iconPosition="after"
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              onClick={() => setIsOpen(!isOpen)}
            >
              {t('audit.change.show')}
            </Button>
          )}
        </td>
        <td className={table.cell}>
          <NamedPatients patients={entry.patients} {...whom} />
        </td>
        <td className={table.cell}>
          <Outcome entry={entry} />
        </td>
      </tr>
      {isOpen && entry.change !== null && (
        <tr className={styles.openRow}>
          {/* Below what was done. */}
          <td colSpan={columnsBefore} className={styles.before} />
          <td colSpan={columns - columnsBefore} className={styles.openCell}>
            <Change id={id} label={`${t('audit.change.show')}: ${what}`} change={entry.change} />
          </td>
        </tr>
      )}
    </>
  );
}

/** What it was done to, and of a refusal what was tried. */
function About({ entry }: Pick<EntryRowProps, 'entry'>) {
  const table = useTableStyles();
  const { t, has } = useWords();
  const parts = entry.objects.flatMap(({ kind, id, label }) => {
    if (kind === 'repeats' && entry.outcome === 'failure') {
      return [t('audit.repeats', { count: Number(id) })];
    }
    // A mode is told below in words, before and after.
    if (kind === 'mode' && entry.change !== null) return [];
    if (kind !== 'operation') return label === null ? [] : [label];
    // Checked: there is a word for it.
    const what = has(`audit.operation.${id}`) ? t(`audit.operation.${id as 'AuditRead'}`) : id;
    return [t('audit.tried', { what })];
  });
  return (
    <>
      <span className={table.below}>{parts.join(', ')}</span>
      {entry.isShredded && <span className={table.below}>{t('audit.shredded')}</span>}
    </>
  );
}

function Outcome({ entry }: Pick<EntryRowProps, 'entry'>) {
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
