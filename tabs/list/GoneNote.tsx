// Said over the list when what somebody came for, or has in front of them, isn't there any more: the list, or what a link led to.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useBarStyles } from './useBarStyles';

export interface GoneNoteProps {
  /** The open list · the list of a link · the patient of a link. */
  readonly what: 'list' | 'link' | 'patient';
  readonly list: ListSummary;
  readonly hasPanel: boolean;
  readonly onPutBack: () => void;
  readonly onRemoved: () => void;
  readonly onLeave: () => void;
}

export function GoneNote({ what, list, hasPanel, onPutBack, onRemoved, onLeave }: GoneNoteProps) {
  const bar = useBarStyles(hasPanel);
  const { t } = useWords();
  const { name } = list;
  return (
    <MessageBar intent="warning" role="alert" className={bar}>
      <MessageBarBody>
        <MessageBarTitle>{t(`list.gone.${what}`, { name })}</MessageBarTitle>{' '}
        {t(`list.gone.${what}Next`, { name })}
      </MessageBarBody>
      <MessageBarActions>
        {what === 'list' && (
          <Button size="small" onClick={onPutBack}>
            {t('list.removedDrawer.putBack')}
          </Button>
        )}
        {what === 'patient' && (
          <Button size="small" onClick={onRemoved}>
            {t('list.removedDrawer.open')}
          </Button>
        )}
        <Button size="small" onClick={onLeave}>
          {t(what === 'list' ? 'list.gone.leave' : 'app.close')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
