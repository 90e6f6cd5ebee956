// Nobody to show: the filter keeps nobody, or the list is empty and ready to be filled.
import { Button } from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Empty } from '../ui/Empty';
import { ListPicture } from '../ui/pictures';

export interface NoRowsProps {
  /** Somebody is on the list, but the filter keeps nobody. */
  readonly isFiltered: boolean;
  readonly onClearFilter: () => void;
  readonly onAdd: () => void;
  readonly onMany: (() => void) | undefined;
}

export function NoRows({ isFiltered, onClearFilter, onAdd, onMany }: NoRowsProps) {
  const { t } = useWords();
  const { session } = useSession();
  if (isFiltered) {
    return (
      <Empty
        title={t('list.noMatch.title')}
        text={t('list.noMatch.text')}
        action={<Button onClick={onClearFilter}>{t('list.noMatch.action')}</Button>}
      />
    );
  }
  const mode = session.mode === 'ehr' ? 'ehr' : 'manual';
  return (
    <Empty
      picture={<ListPicture />}
      title={t('list.empty.title')}
      text={t(`list.empty.${mode}`)}
      action={
        <>
          <Button appearance="primary" onClick={onAdd}>
            {t(`list.empty.${mode}Action`)}
          </Button>
          {onMany && <Button onClick={onMany}>{t('list.addMany')}</Button>}
        </>
      }
    />
  );
}
