// One patient's row. Drawn again only when something of its own changes; events are heard by the grid.

// biome-ignore-all lint/a11y/useSemanticElements: the list is an ARIA grid of divs, laid out by CSS grid as Fluent's own table without native elements is.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, one at a time; its rows don't.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role is gridcell or rowheader; both have a column index.
import { mergeClasses } from '@fluentui/react-components';
import { memo } from 'react';
import type { RowModel } from '../../../api/clinical/row-model';
import type { SameNameMark } from '../../../api/clinical/same-name';
import { CellBody } from '../cells/CellBody';
import { type ColumnModel, toEditKeys } from '../columns';
import { useGridStyles } from './useGridStyles';

export interface GridRowProps {
  readonly model: RowModel;
  readonly columns: readonly ColumnModel[];
  /** 1 is the header. */
  readonly index: number;
  readonly isDense: boolean;
  readonly isUnderWard: boolean;
  readonly lookalike: SameNameMark | undefined;
  readonly isOpen: boolean;
  /** The cell that the Tab key reaches; undefined in every other row. */
  readonly activeColumn: string | undefined;
  readonly changed: ReadonlySet<string> | undefined;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { model, columns, index, isDense, isOpen, activeColumn, changed } = props;
  const styles = useGridStyles();
  return (
    <div
      role="row"
      aria-rowindex={index}
      aria-selected={isOpen}
      data-row={model.id}
      className={mergeClasses(
        styles.row,
        isDense ? styles.dense : styles.comfortable,
        isOpen && styles.selected,
      )}
    >
      {columns.map((column, at) => {
        const isEditable = toEditKeys(column.id, model).length > 0;
        const opens = column.id === 'patient' || column.id === 'bed' || !isEditable;
        return (
          <div
            key={column.id}
            role={column.id === 'patient' ? 'rowheader' : 'gridcell'}
            aria-colindex={at + 1}
            aria-readonly={!isEditable}
            tabIndex={activeColumn === column.id ? 0 : -1}
            data-column={column.id}
            className={mergeClasses(
              styles.cell,
              at === 0 && styles.first,
              at === 1 && styles.second,
              opens ? styles.opens : styles.edits,
              changed?.has(column.id) && styles.glow,
            )}
          >
            <CellBody
              column={column}
              model={model}
              isDense={isDense}
              isUnderWard={props.isUnderWard}
              lookalike={props.lookalike}
            />
          </div>
        );
      })}
    </div>
  );
});
