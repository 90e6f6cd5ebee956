// The patients of an entry, each of whom the log can be narrowed to. No fetching.
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { AuditEntry } from '../../api/contract/audit.schema';
import { useWords } from '../i18n/useWords';
import type { AuditFilter } from './audit-filter';
import type { KnownPatients } from './known-patients';
import { useTableStyles } from './useTableStyles';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
});

export interface NamedPatientsProps extends Pick<AuditEntry, 'patients'> {
  /** Where an entry keeps only the reference, another one may have the name. */
  readonly known: KnownPatients;
  /** Named first where an entry tells of several. */
  readonly chosen: string | undefined;
  readonly onPatient: (patient: NonNullable<AuditFilter['patient']>) => void;
}

const shownPatients = 3;

export function NamedPatients({ patients, known, chosen, onPatient }: NamedPatientsProps) {
  const styles = useStyles();
  const table = useTableStyles();
  const { t } = useWords();
  const inOrder = [...patients].sort((a, b) => Number(b.ref === chosen) - Number(a.ref === chosen));
  return (
    <span className={styles.root}>
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
