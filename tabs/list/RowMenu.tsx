// What can be done with one patient of the list: open, edit, move, remove. One menu for all rows, opened at a cell.
import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import {
  ArrowForwardRegular,
  DeleteRegular,
  EditRegular,
  EyeRegular,
  NoteAddRegular,
  PanelRightRegular,
} from '@fluentui/react-icons';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';

export interface RowMenuProps {
  readonly target: HTMLElement;
  readonly others: readonly ListSummary[];
  readonly canEditCell: boolean;
  readonly onClose: () => void;
  readonly onOpen: () => void;
  readonly onEditCell: () => void;
  readonly onEditDetails: () => void;
  readonly onMove: (to: ListSummary) => void;
  /** For owners. */
  readonly onAudit: (() => void) | undefined;
  readonly onRemove: () => void;
}

export function RowMenu(props: RowMenuProps) {
  const { t } = useWords();
  return (
    <Menu
      open
      positioning={{ target: props.target, position: 'below', align: 'start' }}
      onOpenChange={(_event, data) => {
        if (!data.open) props.onClose();
      }}
    >
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<PanelRightRegular />} onClick={props.onOpen}>
            {t('list.row.open')}
          </MenuItem>
          {props.canEditCell && (
            <MenuItem icon={<EditRegular />} secondaryContent="F2" onClick={props.onEditCell}>
              {t('list.row.editCell')}
            </MenuItem>
          )}
          <MenuItem icon={<NoteAddRegular />} onClick={props.onEditDetails}>
            {t('list.row.editDetails')}
          </MenuItem>
          {props.others.length > 0 && (
            <Menu>
              <MenuTrigger disableButtonEnhancement>
                <MenuItem icon={<ArrowForwardRegular />}>{t('list.row.move')}</MenuItem>
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  {props.others.map((list) => (
                    <MenuItem key={list.id} onClick={() => props.onMove(list)}>
                      {list.name}
                    </MenuItem>
                  ))}
                </MenuList>
              </MenuPopover>
            </Menu>
          )}
          {props.onAudit && (
            <MenuItem icon={<EyeRegular />} onClick={props.onAudit}>
              {t('list.row.audit')}
            </MenuItem>
          )}
          <MenuDivider />
          <MenuItem icon={<DeleteRegular />} onClick={props.onRemove}>
            {t('list.row.remove')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
