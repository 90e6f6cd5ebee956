// The list as a grid: hears keys, clicks and hovers for all its cells. Knows no API and no editing; hands places up.
// biome-ignore-all lint/a11y/useSemanticElements: the list is an ARIA grid of divs, laid out by CSS grid as Fluent's own table without native elements is.
import { mergeClasses } from '@fluentui/react-components';
import {
  type CSSProperties,
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
} from 'react';
import type { Sort } from '../../../api/clinical/sort-rows';
import { ChipRoomContext, useChipRoom } from '../../ui/clinical/chip-room';
import { type ColumnModel, toEditKeys, toTemplate } from '../columns';
import { type Active, headRow, moveActive } from '../model/grid-keys';
import type { Group } from '../model/group-rows';
import type { Rows } from '../useRowModels';
import { GridRow } from './GridRow';
import { GroupRow } from './GroupRow';
import { HeadRow } from './HeadRow';
import { toActive, useGridFocus } from './useGridFocus';
import { rowHeight, useGridStyles } from './useGridStyles';

/** Left and right in a cell: `spacingHorizontalM` twice. */
const cellPadding = 24;

export interface GridHandle {
  readonly focus: (to: Active) => void;
}

export interface GridProps {
  readonly label: string;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly handle: RefObject<GridHandle | null>;
  readonly columns: readonly ColumnModel[];
  readonly rows: Rows;
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly isDense: boolean;
  readonly isBusy: boolean;
  readonly openRowId: string | undefined;
  readonly onOpen: (rowId: string) => void;
  readonly onEdit: (at: Active) => void;
  readonly onMenu: (at: Active, cell: HTMLElement) => void;
  readonly onPoint: (at: Active | undefined) => void;
}

export function Grid(props: GridProps) {
  const { columns, rows, openRowId, isDense } = props;
  const styles = useGridStyles();
  const columnIds = columns.map((column) => column.id);
  const { active, focus, note } = useGridFocus(props.gridRef, rows.ids, columnIds);
  useEffect(() => {
    props.handle.current = { focus };
  }, [props.handle, focus]);

  const chipRoom = useChipRoom(props.gridRef, `[data-row="${headRow}"] [data-column="allergies"]`, {
    padding: cellPadding,
    lines: isDense ? 1 : 2,
    key: columnIds.join(),
  });

  const canEdit = (at: Active): boolean => {
    const model = rows.models.get(at.rowId);
    return model !== undefined && toEditKeys(at.column, model).length > 0;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = toActive(event.target);
    if (!at || event.altKey || event.metaKey || isInField(event.target)) return;
    if (at.rowId !== headRow && actOnRow(event, at)) return event.preventDefault();
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight.comfortable) - 2);
    const to = moveActive(at, event.key, event.ctrlKey, { rowIds: rows.ids, columns: columnIds, page });
    if (!to) return;
    event.preventDefault();
    focus(to);
  };
  const actOnRow = (event: KeyboardEvent<HTMLElement>, at: Active): boolean => {
    const wantsMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (wantsMenu && event.target instanceof HTMLElement) props.onMenu(at, event.target);
    else if (event.key === 'F2' && canEdit(at)) props.onEdit(at);
    else if (event.key === 'Enter' || event.key === ' ') {
      const isOpener = at.column === 'patient' || at.column === 'bed';
      if (!isOpener && canEdit(at) && event.key === 'Enter') props.onEdit(at);
      else props.onOpen(at.rowId);
    } else return false;
    return true;
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const at = toActive(event.target);
    if (!at || at.rowId === headRow || isInField(event.target)) return;
    const isOpener = at.column === 'patient' || at.column === 'bed' || !canEdit(at);
    if (isOpener) props.onOpen(at.rowId);
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const at = toActive(event.target);
    if (at && at.rowId !== headRow && canEdit(at) && !isInField(event.target)) props.onEdit(at);
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const at = toActive(event.target);
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
    if (!at || !cell || at.rowId === headRow) return;
    event.preventDefault();
    props.onMenu(at, cell);
  };

  const toRow = (id: string, isUnderWard: boolean) => {
    const model = rows.models.get(id);
    if (!model) return null;
    return (
      <GridRow
        key={id}
        model={model}
        columns={columns}
        index={rows.ids.indexOf(id) + 2}
        isDense={isDense}
        isUnderWard={isUnderWard}
        lookalike={rows.lookalikes.get(id)}
        isOpen={openRowId === id}
        activeColumn={active.rowId === id ? active.column : undefined}
        changed={props.changed.get(id)}
      />
    );
  };
  const toGroup = (group: Group) => (
    <Fragment key={group.key}>
      <GroupRow group={group} columnCount={columns.length} />
      {group.rowIds.map((id) => toRow(id, group.kind === 'ward'))}
    </Fragment>
  );
  return (
    // The editor is drawn into this element, over the cells, and scrolls with them.
    // biome-ignore lint/a11y/noStaticElementInteractions: hears for the grid inside it, whose cells take the focus.
    <div
      ref={props.gridRef}
      className={mergeClasses(styles.scroller, openRowId !== undefined && styles.underPanel)}
      style={toVariables(columns)}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onContextMenu={onContextMenu}
      onMouseOver={(event) => props.onPoint(toActive(event.target))}
      onMouseLeave={() => props.onPoint(undefined)}
      onFocus={(event) => {
        const at = toActive(event.target);
        if (at && !isInField(event.target)) note(at);
        props.onPoint(at);
      }}
      onBlur={() => props.onPoint(undefined)}
    >
      <div
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.ids.length + 1}
        aria-colcount={columns.length}
        aria-busy={props.isBusy}
        className={mergeClasses(styles.inner, openRowId !== undefined && styles.innerUnderPanel)}
      >
        <HeadRow
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          activeColumn={active.rowId === headRow ? active.column : undefined}
        />
        <ChipRoomContext value={chipRoom}>
          {rows.groups ? rows.groups.map(toGroup) : rows.ids.map((id) => toRow(id, false))}
        </ChipRoomContext>
      </div>
    </div>
  );
}

function toVariables(columns: readonly ColumnModel[]): CSSProperties {
  const variables = {
    '--columns': toTemplate(columns),
    '--first': `${columns[0]?.width ?? 0}px`,
    '--width': `${columns.reduce((sum, column) => sum + column.width, 0)}px`,
  };
  return {
    ...variables,
    scrollPaddingLeft: `${(columns[0]?.width ?? 0) + (columns[1]?.width ?? 0)}px`,
  } as CSSProperties;
}

function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-editor]') !== null;
}
