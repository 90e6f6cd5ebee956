// The lists that the panel's patient can be moved to; on a phone also what else can be done. No list inside a list: both fit
// on a small screen at once.
import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components';
import { ArrowForwardRegular, DeleteRegular, EyeRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useWords } from '../i18n/useWords';
import type { PanelBarProps } from './PanelBar';

const useStyles = makeStyles({
  big: { '& [role="menuitem"]': { minHeight: '44px', alignItems: 'center' } },
});

export interface PanelMenuProps extends Pick<PanelBarProps, 'others' | 'onMove'> {
  readonly trigger: ReactElement;
  /** On a phone. */
  readonly rest?: Pick<PanelBarProps, 'onAudit' | 'onRemove'>;
}

export function PanelMenu({ trigger, others, onMove, rest }: PanelMenuProps) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <Menu positioning={rest ? 'above-end' : 'below-end'}>
      <MenuTrigger disableButtonEnhancement>{trigger}</MenuTrigger>
      <MenuPopover>
        <MenuList className={rest && styles.big}>
          {others.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>{t('list.row.move')}</MenuGroupHeader>
              {others.map((list) => (
                <MenuItem key={list.id} icon={<ArrowForwardRegular />} onClick={() => onMove(list)}>
                  {list.name}
                </MenuItem>
              ))}
            </MenuGroup>
          )}
          {rest && <Rest {...rest} isFirst={others.length === 0} />}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface RestProps extends Pick<PanelBarProps, 'onAudit' | 'onRemove'> {
  readonly isFirst: boolean;
}

function Rest({ isFirst, onAudit, onRemove }: RestProps) {
  const { t } = useWords();
  return (
    <>
      {!isFirst && <MenuDivider />}
      {onAudit && (
        <MenuItem icon={<EyeRegular />} onClick={onAudit}>
          {t('list.row.audit')}
        </MenuItem>
      )}
      <MenuItem icon={<DeleteRegular />} onClick={onRemove}>
        {t('list.row.remove')}
      </MenuItem>
    </>
  );
}
