// What is wanted rarely: columns, order, density, recently removed, settings, audit, the sheet of keys.
import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  ArrowDownloadRegular,
  ArrowSortRegular,
  BookQuestionMarkRegular,
  ColumnTripleRegular,
  HistoryRegular,
  KeyboardRegular,
  LinkRegular,
  PeopleAddRegular,
  SettingsRegular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Sort } from '../../../api/clinical/sort-rows';
import { useWords } from '../../i18n/useWords';
import { useView } from '../../ui/useView';
import type { ColumnModel } from '../columns';
import { useColumnNames } from '../useColumnNames';
import { useMenuStyles } from './useMenuStyles';

export interface MoreMenuProps {
  readonly trigger: ReactElement;
  readonly columns: readonly ColumnModel[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly isDense: boolean;
  readonly onDense: (isDense: boolean) => void;
  readonly isOwner: boolean;
  readonly onRefresh: () => void;
  /** undefined where no EHR is asked. */
  readonly onMany: (() => void) | undefined;
  readonly onColumns: () => void;
  readonly onRemoved: () => void;
  readonly onKeys: () => void;
  /** undefined where this person may take no files away, or nobody is on the list. */
  readonly onFile: (() => void) | undefined;
  /** undefined where the client around us has no links to share. */
  readonly onShare: (() => void) | undefined;
}

export function MoreMenu(props: MoreMenuProps) {
  const styles = useMenuStyles();
  const { t } = useWords();
  const { open } = useView();
  return (
    <Menu
      defaultOpen
      positioning="below-end"
      checkedValues={{ density: props.isDense ? ['dense'] : [] }}
      onCheckedValueChange={(_event, data) => {
        if (data.name === 'density') props.onDense(data.checkedItems.includes('dense'));
      }}
    >
      <MenuTrigger disableButtonEnhancement>{props.trigger}</MenuTrigger>
      <MenuPopover>
        <MenuList className={styles.list}>
          {props.onMany && (
            <MenuItem icon={<PeopleAddRegular />} onClick={props.onMany}>
              {t('list.addMany')}
            </MenuItem>
          )}
          <MenuItem icon={<ArrowClockwiseRegular />} onClick={props.onRefresh}>
            {t('list.refresh')}
          </MenuItem>
          <SortMenu columns={props.columns} sort={props.sort} onSort={props.onSort} />
          <MenuItem icon={<ColumnTripleRegular />} onClick={props.onColumns}>
            {t('list.columns.open')}
          </MenuItem>
          <MenuItemCheckbox name="density" value="dense">
            {t('list.dense')}
          </MenuItemCheckbox>
          <MenuDivider />
          <MenuItem icon={<HistoryRegular />} onClick={props.onRemoved}>
            {t('list.removedDrawer.open')}
          </MenuItem>
          {props.onFile && (
            <MenuItem icon={<ArrowDownloadRegular />} onClick={props.onFile}>
              {t('list.download')}
            </MenuItem>
          )}
          {props.onShare && (
            <MenuItem icon={<LinkRegular />} onClick={props.onShare}>
              {t('list.share')}
            </MenuItem>
          )}
          <MenuItem icon={<SettingsRegular />} onClick={() => open('settings')}>
            {t('list.settings')}
          </MenuItem>
          {props.isOwner && (
            <MenuItem icon={<BookQuestionMarkRegular />} onClick={() => open('audit')}>
              {t('list.audit')}
            </MenuItem>
          )}
          <MenuItem icon={<KeyboardRegular />} secondaryContent="?" onClick={props.onKeys}>
            {t('list.keys.open')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function SortMenu({ columns, sort, onSort }: Pick<MoreMenuProps, 'columns' | 'sort' | 'onSort'>) {
  const styles = useMenuStyles();
  const { t } = useWords();
  const nameOf = useColumnNames();
  return (
    <Menu
      checkedValues={{ sort: [sort.column], direction: [sort.isDescending ? 'down' : 'up'] }}
      onCheckedValueChange={(_event, { name, checkedItems }) => {
        const [value] = checkedItems;
        if (name === 'sort' && value) onSort({ column: value, isDescending: false });
        if (name === 'direction') onSort({ ...sort, isDescending: value === 'down' });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuItem icon={<ArrowSortRegular />}>{t('list.sort')}</MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList className={styles.list}>
          {columns.map((column) => (
            <MenuItemRadio key={column.id} name="sort" value={column.id}>
              {nameOf(column)}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItemRadio name="direction" value="up">
            {t('list.ascending')}
          </MenuItemRadio>
          <MenuItemRadio name="direction" value="down">
            {t('list.descending')}
          </MenuItemRadio>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
