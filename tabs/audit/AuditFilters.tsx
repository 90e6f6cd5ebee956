// The filters of the audit view. A patient can be chosen by pressing a name in the table, too. No fetching.
import { Button, Field, Input, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components';
import { limits } from '../../api/contract/limits';
import type { Person } from '../../api/contract/session.schema';
import { useWords } from '../i18n/useWords';
import { type AuditFilter, noFilter } from './audit-filter';
import type { KnownPatient } from './known-patients';
import { operations, toOperation } from './operations';

const phone = '@media (max-width: 640px)';
const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  /** The longest choice may not widen it. */
  wide: { width: '180px', [phone]: { width: '100%' } },
  widest: { width: '240px' },
  select: { '& > select': { width: '100%', textOverflow: 'ellipsis' } },
});

export interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly patients: readonly KnownPatient[];
  readonly people: readonly Person[];
  readonly isFiltered: boolean;
  readonly onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, patients, people, isFiltered, onChange }: AuditFiltersProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <search className={styles.root} aria-label={t('audit.title')}>
      <Field label={t('audit.filter.patient')} className={mergeClasses(styles.wide, styles.widest)}>
        <Select
          className={styles.select}
          value={filter.patient?.ref ?? ''}
          onChange={(_, { value }) =>
            onChange({ ...filter, patient: patients.find(({ ref }) => ref === value) })
          }
        >
          <option value="">{t('audit.filter.any')}</option>
          {patients.map(({ ref, label }) => (
            <option key={ref} value={ref}>
              {label}
            </option>
          ))}
          {patients.length >= limits.auditPatients && (
            <option disabled>{t('audit.filter.morePatients')}</option>
          )}
        </Select>
      </Field>
      <Field label={t('audit.filter.person')} className={styles.wide}>
        <Select
          className={styles.select}
          value={filter.person}
          onChange={(_, { value }) => onChange({ ...filter, person: value })}
        >
          <option value="">{t('audit.filter.any')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('audit.filter.operation')} className={styles.wide}>
        <Select
          className={styles.select}
          value={filter.operation}
          onChange={(_, { value }) => onChange({ ...filter, operation: toOperation(value) })}
        >
          <option value="">{t('audit.filter.any')}</option>
          {operations.map((operation) => (
            <option key={operation} value={operation}>
              {t(`audit.operation.${operation}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('audit.filter.from')}>
        <Input
          type="date"
          value={filter.from}
          onChange={(_, { value }) => onChange({ ...filter, from: value })}
        />
      </Field>
      <Field label={t('audit.filter.to')}>
        <Input
          type="date"
          value={filter.to}
          onChange={(_, { value }) => onChange({ ...filter, to: value })}
        />
      </Field>
      {isFiltered && (
        <Button appearance="subtle" onClick={() => onChange(noFilter)}>
          {t('audit.filter.clear')}
        </Button>
      )}
    </search>
  );
}
