// The filters of the audit view. A patient is chosen by pressing a name in the table. No fetching.
import {
  Button,
  Field,
  Input,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import type { Person } from '../../api/contract/session.schema';
import { useWords } from '../i18n/useWords';
import { type AuditFilter, noFilter } from './audit-filter';
import { operations, toOperation } from './operations';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  wide: { flexBasis: '180px' },
});

export interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly people: readonly Person[];
  readonly isFiltered: boolean;
  readonly onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, people, isFiltered, onChange }: AuditFiltersProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <search className={styles.root} aria-label={t('audit.title')}>
      <Field label={t('audit.filter.person')} className={styles.wide}>
        <Select value={filter.person} onChange={(_, { value }) => onChange({ ...filter, person: value })}>
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
      {filter.patient && (
        <InteractionTag>
          <InteractionTagPrimary hasSecondaryAction>
            {`${t('audit.filter.patient')}: ${filter.patient.label}`}
          </InteractionTagPrimary>
          <InteractionTagSecondary
            aria-label={t('audit.filter.clear')}
            onClick={() => onChange({ ...filter, patient: undefined })}
          />
        </InteractionTag>
      )}
      {isFiltered && (
        <Button appearance="subtle" onClick={() => onChange(noFilter)}>
          {t('audit.filter.clear')}
        </Button>
      )}
    </search>
  );
}
