// The tab's home: the list switcher, and the open list or the way to the first one.
import { Button } from '@fluentui/react-components';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { Empty } from '../ui/Empty';
import { ListPicture } from '../ui/pictures';
import { Screen } from '../ui/Screen';
import { createListCalls } from './api/list-calls';
import { createRowCalls } from './api/row-calls';
import { OpenListScreen } from './OpenListScreen';
import type { ListParts } from './parts';
import { useLists } from './useLists';

const NameDialog = lazy(async () => {
  const { NameDialog: dialog } = await import(/* webpackChunkName: "list-dialogs" */ './dialogs/NameDialog');
  return { default: dialog };
});

type Naming = { readonly kind: 'create' } | { readonly kind: 'rename'; readonly list: ListSummary };

export function ListScreen({ parts }: { readonly parts: ListParts }) {
  const api = useApi();
  const { address } = useSession();
  const { t } = useWords();
  const listCalls = useMemo(() => createListCalls(api, address), [api, address]);
  const rowCalls = useMemo(() => createRowCalls(api, address), [api, address]);
  const lists = useLists(listCalls);
  const [naming, setNaming] = useState<Naming>();
  const { open } = lists;
  const onCreate = () => setNaming({ kind: 'create' });
  return (
    <>
      {open ? (
        <OpenListScreen
          key={open.id}
          lists={lists}
          list={open}
          listCalls={listCalls}
          rowCalls={rowCalls}
          parts={parts}
          onCreate={onCreate}
          onRename={() => setNaming({ kind: 'rename', list: open })}
        />
      ) : (
        <Screen label={t('list.label')}>
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
      )}
      {naming && (
        <Suspense fallback={null}>
          <NameDialog
            title={t(naming.kind === 'create' ? 'list.create' : 'list.rename')}
            action={t(naming.kind === 'create' ? 'list.name.create' : 'list.name.rename')}
            name={naming.kind === 'create' ? '' : naming.list.name}
            onSave={(name) =>
              naming.kind === 'create' ? lists.create(name) : lists.rename(naming.list, name)
            }
            onClose={() => setNaming(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
