// The team has no list yet: what a list is, the way to the first one, and to the settings.
import { Button } from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import { Empty } from '../ui/Empty';
import { ListPicture } from '../ui/pictures';
import { Screen } from '../ui/Screen';
import { useView } from '../ui/useView';

export function NoList({ onCreate }: { readonly onCreate: () => void }) {
  const { t } = useWords();
  const view = useView();
  return (
    <Screen
      label={t('list.label')}
      toolbar={
        <Button appearance="subtle" onClick={() => view.open('settings')}>
          {t('list.settings')}
        </Button>
      }
    >
      <Empty
        picture={<ListPicture />}
        title={t('list.noList.title')}
        text={t('list.noList.text')}
        action={
          <Button appearance="primary" size="large" onClick={onCreate}>
            {t('list.noList.action')}
          </Button>
        }
      />
    </Screen>
  );
}
