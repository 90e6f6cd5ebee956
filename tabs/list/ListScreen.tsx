// The tab's home: the list switcher, and the open list or the way to the first one.
import { useMemo, useState } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { createListCalls, findCurrentList, type Versioned } from './api/list-calls';
import { createRowCalls } from './api/row-calls';
import { NameDialog, NoList } from './later';
import { OpenListScreen } from './OpenListScreen';
import type { ListParts } from './parts';
import { type DialogHandle, useDialog } from './useDialog';
import { type Lists, useLists } from './useLists';

type Naming = { readonly kind: 'create' } | { readonly kind: 'rename'; readonly list: ListSummary };

export function ListScreen({ parts }: { readonly parts: ListParts }) {
  const api = useApi();
  const { address } = useSession();
  const listCalls = useMemo(() => createListCalls(api, address), [api, address]);
  const rowCalls = useMemo(() => createRowCalls(api, address), [api, address]);
  const lists = useLists(listCalls);
  const naming = useDialog<Naming>();
  const { open } = lists;
  const onCreate = () => naming.show({ kind: 'create' });
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
          onRename={() => naming.show({ kind: 'rename', list: open })}
        />
      ) : (
        <NoList onCreate={onCreate} />
      )}
      {naming.dialog && <Naming key={naming.key} naming={naming.dialog} handle={naming} lists={lists} />}
    </>
  );
}

interface NamingProps {
  readonly naming: Naming;
  readonly handle: DialogHandle<Naming>;
  readonly lists: Lists;
}

function Naming({ naming, handle, lists }: NamingProps) {
  const { t } = useWords();
  const isNew = naming.kind === 'create';
  // What the person has seen of the list: after a conflict it's the other person's, so that saving again replaces it knowingly.
  const [seen, setSeen] = useState<Versioned>();
  const rename = async (list: Versioned, name: string): Promise<void> => {
    try {
      await lists.rename(list, name);
    } catch (error) {
      setSeen(findCurrentList(error, list.id) ?? list);
      throw error;
    }
  };
  return (
    <NameDialog
      title={t(isNew ? 'list.create' : 'list.rename')}
      action={t(isNew ? 'list.name.create' : 'list.name.rename')}
      name={isNew ? '' : naming.list.name}
      isOpen={handle.isOpen}
      onSave={(name) => (isNew ? lists.create(name) : rename(seen ?? naming.list, name))}
      onClose={handle.close}
      onGiveUp={handle.drop}
    />
  );
}
