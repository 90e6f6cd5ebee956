// Cells that the team itself fills: the last note, the last change, its own fields.
import { mergeClasses } from '@fluentui/react-components';
import type { Field } from '../../../api/contract/fields.schema';
import type { Row } from '../../../api/contract/lists.schema';
import { useWords } from '../../i18n/useWords';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import { useCellStyles } from './useCellStyles';

export function NotesCell({ row, isDense }: { readonly row: Row; readonly isDense: boolean }) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const { lastNote, noteCount } = row;
  if (!lastNote) return <span className={mergeClasses(styles.line, styles.quiet)}>–</span>;
  const about = [
    lastNote.by.name,
    say.clock(lastNote.at),
    noteCount > 1 && t('list.cell.notes', { count: noteCount }),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      <span className={styles.line}>{lastNote.text}</span>
      {!isDense && <span className={mergeClasses(styles.line, styles.second, styles.quiet)}>{about}</span>}
    </>
  );
}

export function UpdatedCell({ row, isDense }: { readonly row: Row; readonly isDense: boolean }) {
  const styles = useCellStyles();
  const say = useClinicalWords();
  return (
    <>
      <span className={mergeClasses(styles.line, styles.number, styles.small)}>
        {say.clock(row.updatedAt)}
      </span>
      {!isDense && <span className={mergeClasses(styles.line, styles.second)}>{row.updatedBy.name}</span>}
    </>
  );
}

export function FieldCell({ row, field }: { readonly row: Row; readonly field: Field }) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const value = row.typed[`field:${field.id}`]?.value;
  if (value === undefined || value === null || value === '') {
    return <span className={mergeClasses(styles.line, styles.quiet)}>–</span>;
  }
  if (typeof value === 'boolean')
    return <span className={styles.line}>{t(value ? 'patient.yes' : 'patient.no')}</span>;
  if (typeof value === 'number')
    return <span className={mergeClasses(styles.line, styles.number)}>{say.number(value)}</span>;
  return <span className={styles.line}>{field.type === 'date' ? say.day(value) : value}</span>;
}
