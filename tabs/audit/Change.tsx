// What was changed, before and after: opens below its entry. No fetching.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { AuditEntryChange } from '../../api/contract/audit.schema';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { useTimes } from '../ui/useTimes';
import { toChangeLines } from './change-lines';
import { useTableStyles } from './useTableStyles';

const phone = '@media (max-width: 640px)';
const useStyles = makeStyles({
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    maxWidth: '840px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    tableLayout: 'fixed',
    [phone]: { display: 'block' },
  },
  block: { [phone]: { display: 'block' } },
  /** On a phone the name stands above what was before and after. */
  row: { [phone]: { display: 'grid', gridTemplateColumns: '1fr 1fr' } },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    [phone]: { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
  },
  line: { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  name: {
    width: '28%',
    color: tokens.colorNeutralForeground2,
    [phone]: { width: 'auto', gridColumn: '1 / -1', paddingBottom: '0' },
  },
  nameHead: { [phone]: { display: 'none' } },
  after: { fontWeight: tokens.fontWeightSemibold },
});

export interface ChangeProps {
  readonly id: string;
  /** What it is said of. */
  readonly label: string;
  readonly change: AuditEntryChange;
}

export function Change({ id, label, change }: ChangeProps) {
  const styles = useStyles();
  const { quiet } = useTableStyles();
  const lines = useChangeLines(change);
  const { t } = useWords();
  const nothing = <span className={quiet}>{t('audit.change.nothing')}</span>;
  const heads = [t('audit.change.what'), t('audit.change.before'), t('audit.change.after')];
  return (
    <table id={id} className={styles.table} aria-label={label} data-testid="change">
      <thead className={styles.block}>
        <tr className={styles.row}>
          {heads.map((head, at) => (
            <th
              key={head}
              scope="col"
              className={mergeClasses(styles.cell, at === 0 && styles.name, at === 0 && styles.nameHead)}
            >
              <Text size={200} className={quiet}>
                {head}
              </Text>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={styles.block}>
        {lines.map(({ key, name, before, after }) => (
          <tr key={key} className={mergeClasses(styles.line, styles.row)}>
            <th scope="row" className={mergeClasses(styles.cell, styles.name)}>
              {name}
            </th>
            <td className={styles.cell}>{before ?? nothing}</td>
            <td className={mergeClasses(styles.cell, styles.after)}>{after ?? nothing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useChangeLines(change: AuditEntryChange) {
  const words = useWords();
  const { session } = useSession();
  const { day } = useTimes();
  return useMemo(() => {
    const { lists, fields } = session;
    return toChangeLines(change, { ...words, lists, fields: fields.fields, date: day });
  }, [change, words, session, day]);
}
