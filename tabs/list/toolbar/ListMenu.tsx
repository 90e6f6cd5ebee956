// The team's lists: choose one, make one, rename, delete, set the default. Opens as soon as it is there.
import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { AddRegular, DeleteRegular, RenameRegular, StarRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useWords } from '../../i18n/useWords';
import type { Lists } from '../useLists';
import { useMenuStyles } from './useMenuStyles';

export interface ListMenuProps {
  readonly trigger: ReactElement;
  readonly lists: Lists;
  readonly onCreate: () => void;
  readonly onRename: () => void;
}

export function ListMenu({ trigger, lists, onCreate, onRename }: ListMenuProps) {
  const styles = useMenuStyles();
  const { t } = useWords();
  const { open } = lists;
  return (
    <Menu
      defaultOpen
      positioning="below-start"
      checkedValues={{ list: open ? [open.id] : [] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const [id] = checkedItems;
        if (id) lists.choose(id);
      }}
    >
      <MenuTrigger disableButtonEnhancement>{trigger}</MenuTrigger>
      <MenuPopover>
        <MenuList className={styles.list}>
          {lists.all.map((list) => (
            <MenuItemRadio
              key={list.id}
              name="list"
              value={list.id}
              secondaryContent={String(list.patientCount)}
              {...(list.isDefault ? { subText: t('list.default') } : {})}
            >
              {list.name}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItem icon={<AddRegular />} onClick={onCreate}>
            {t('list.create')}
          </MenuItem>
          {open && (
            <>
              <MenuItem icon={<RenameRegular />} onClick={onRename}>
                {t('list.rename')}
              </MenuItem>
              {!open.isDefault && (
                <MenuItem icon={<StarRegular />} onClick={() => void lists.setDefault(open)}>
                  {t('list.setDefault')}
                </MenuItem>
              )}
              <MenuItem icon={<DeleteRegular />} onClick={() => void lists.remove(open)}>
                {t('list.delete')}
              </MenuItem>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
