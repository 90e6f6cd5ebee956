// The entries of the audit log as a table; on a phone each entry is a block. No fetching.
import { Text } from '@fluentui/react-components';
import type { AuditEntry } from '../../api/contract/audit.schema';
import { useWords } from '../i18n/useWords';
import { EntryRow } from './EntryRow';
import type { NamedPatientsProps } from './NamedPatients';
import { useTableStyles } from './useTableStyles';

export interface AuditTableProps extends Omit<NamedPatientsProps, 'patients'> {
  readonly entries: readonly AuditEntry[];
}

const heads = ['at', 'person', 'what', 'patients', 'outcome'] as const;

export function AuditTable({ entries, ...whom }: AuditTableProps) {
  const styles = useTableStyles();
  const { t } = useWords();
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
          <EntryRow key={entry.seq} entry={entry} columns={heads.length} {...whom} />
        ))}
      </tbody>
    </table>
  );
}
