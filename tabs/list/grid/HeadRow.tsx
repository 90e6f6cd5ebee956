// The header: a click sorts by the column, another turns the order round.
// biome-ignore-all lint/a11y/useSemanticElements: the list is an ARIA grid of divs, laid out by CSS grid as Fluent's own table without native elements is.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, one at a time; its rows don't.
import { mergeClasses } from '@fluentui/react-components';
import type { Sort } from '../../../api/clinical/sort-rows';
import { useWords } from '../../i18n/useWords';
import type { ColumnModel } from '../columns';
import { headRow } from '../model/grid-keys';
import { useColumnNames } from '../useColumnNames';
import { useGridStyles } from './useGridStyles';

export interface HeadRowProps {
  readonly columns: readonly ColumnModel[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly activeColumn: string | undefined;
}

export function HeadRow({ columns, sort, onSort, activeColumn }: HeadRowProps) {
  const styles = useGridStyles();
  const { t } = useWords();
  const nameOf = useColumnNames();
  return (
    <div role="row" aria-rowindex={1} data-row={headRow} className={mergeClasses(styles.row, styles.head)}>
      {columns.map((column, at) => {
        const isSorted = sort.column === column.id;
        const direction = sort.isDescending ? 'descending' : 'ascending';
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            aria-sort={isSorted ? direction : 'none'}
            className={mergeClasses(
              styles.cell,
              styles.headCell,
              at === 0 && styles.first,
              at === 1 && styles.second,
              at === 0 && styles.headFlush,
            )}
          >
            <button
              type="button"
              tabIndex={activeColumn === column.id ? 0 : -1}
              data-column={column.id}
              className={mergeClasses(styles.headButton, at === 0 && styles.headFirst)}
              title={t('list.sortBy', { column: nameOf(column) })}
              onClick={() => onSort({ column: column.id, isDescending: isSorted && !sort.isDescending })}
            >
              <span className={styles.headWord}>{nameOf(column)}</span>
              {isSorted && <span aria-hidden="true">{sort.isDescending ? '↓' : '↑'}</span>}
            </button>
          </div>
        );
      })}
    </div>
  );
}
