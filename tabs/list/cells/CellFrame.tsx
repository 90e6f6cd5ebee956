// What stands in a cell that has no value to show, and the signs beside one that is old or may be incomplete. Knows no column.

import { mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { CellView } from '../../../api/clinical/cell-view';
import { useWords } from '../../i18n/useWords';
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
            <span role="img" aria-label={t('patient.untyped')}>
              –
            </span>
          )}
        </span>
      );
    case 'empty':
      return <Nothing view={view} empty={empty} />;
    default:
      return view.value === undefined && view.status !== 'stale' ? null : (
        <>
          <Signs view={view} />
          {view.value === undefined ? <Nothing view={view} empty={empty} /> : children(view.value)}
        </>
      );
  }
}

function Nothing({ view, empty }: Pick<CellFrameProps<unknown>, 'view' | 'empty'>) {
  const styles = useCellStyles();
  const { t } = useWords();
  return (
    <span className={mergeClasses(styles.line, styles.small, styles.quiet)}>
      {view.mayBeIncomplete ? t('patient.mayBeIncomplete') : (empty ?? t('list.cell.empty'))}
    </span>
  );
}

/** That it is the last known; that a value may be incomplete, which stands in words where there is none. */
function Signs({ view }: Pick<CellFrameProps<unknown>, 'view'>) {
  const styles = useCellStyles();
  const { t } = useWords();
  const isStale = view.status === 'stale';
  const isPart = view.mayBeIncomplete && view.value !== undefined;
  return (
    <>
      {isStale && (
        <span
          className={mergeClasses(styles.sign, isPart && styles.signAbove)}
          role="img"
          aria-label={t('list.cell.stale')}
        >
          ◷
        </span>
      )}
      {isPart && (
        <span
          className={mergeClasses(styles.sign, isStale && styles.signBelow)}
          role="img"
          aria-label={t('patient.mayBeIncomplete')}
        >
          ◔
        </span>
      )}
    </>
  );
}
