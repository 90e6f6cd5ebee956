// What stands in a cell that has no value to show, and the signs beside one that is old or may be incomplete. Knows no column.

import { mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/useWords';
import type { CellView } from '../model/cell-view';
import { useCellStyles } from './useCellStyles';

export interface CellFrameProps<V> {
  readonly view: CellView<V>;
  readonly children: (value: V) => ReactNode;
  /** In place of "Nothing recorded". */
  readonly empty?: ReactNode;
  /** In place of a dash, where nobody typed anything of a patient of the EHR. */
  readonly untyped?: string;
}

export function CellFrame<V>({ view, children, empty, untyped }: CellFrameProps<V>) {
  const styles = useCellStyles();
  const { t } = useWords();
  switch (view.status) {
    case 'loading':
      return <span className={styles.shimmer} />;
    case 'failed':
      return (
        <span className={mergeClasses(styles.line, styles.small, styles.failed)}>
          <span aria-hidden="true">⊘ </span>
          {t('list.cell.failed')}
        </span>
      );
    case 'notOffered':
      return (
        <span className={mergeClasses(styles.line, styles.small, styles.quiet, styles.italic)}>
          {t('list.cell.notOffered')}
        </span>
      );
    case 'untyped':
      return (
        <span className={mergeClasses(styles.line, styles.small, styles.quiet)}>
          {untyped ?? (
            <span role="img" aria-label={t('list.cell.untyped')}>
              –
            </span>
          )}
        </span>
      );
    case 'empty':
      return (
        <span className={mergeClasses(styles.line, styles.small, styles.quiet)}>
          {view.mayBeIncomplete ? t('patient.mayBeIncomplete') : (empty ?? t('list.cell.empty'))}
        </span>
      );
    default:
      return view.value === undefined ? null : (
        <>
          {view.status === 'stale' && (
            <span
              className={mergeClasses(styles.sign, view.mayBeIncomplete && styles.signAbove)}
              role="img"
              aria-label={t('list.cell.stale')}
            >
              ◷
            </span>
          )}
          {view.mayBeIncomplete && (
            <span
              className={mergeClasses(styles.sign, view.status === 'stale' && styles.signBelow)}
              role="img"
              aria-label={t('patient.mayBeIncomplete')}
            >
              ◔
            </span>
          )}
          {children(view.value)}
        </>
      );
  }
}
