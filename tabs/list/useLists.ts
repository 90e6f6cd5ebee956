// The team's lists: which one is open, and making, renaming, deleting (with undo) and choosing the default. No markup.
import { useCallback, useState } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { useSession } from '../net/useSession';
import { useToasts } from '../ui/useToasts';
import type { ListCalls, Versioned } from './api/list-calls';
import { type ChosenList, useChosenList } from './useChosenList';

/** A change of this person's own: who saw the one has seen the other. */
interface OwnChange {
  readonly from: number;
  readonly to: number;
}

export interface Lists extends Omit<ChosenList, 'noteRemoved'> {
  readonly all: readonly ListSummary[];
  /** The last name that this person gave. */
  readonly renamed: OwnChange | undefined;
  /** Rejects with the problem: the dialog that asked shows it. */
  readonly create: (name: string) => Promise<void>;
  readonly rename: (list: Versioned, name: string) => Promise<void>;
  readonly remove: (list: ListSummary) => Promise<void>;
  /** Undoes a deletion. */
  readonly putBack: (list: ListSummary) => Promise<void>;
  readonly setDefault: (list: ListSummary) => Promise<void>;
}

export function useLists(calls: ListCalls): Lists {
  const { session, refresh } = useSession();
  const { t } = useWords();
  const toasts = useToasts();
  const [renamed, setRenamed] = useState<OwnChange>();
  const { noteRemoved, ...chosen } = useChosenList(session.lists, session.lastListId);
  const { choose } = chosen;
  const removal = useRemoval(calls, choose, noteRemoved);
  const create = useCallback(
    async (name: string) => {
      const { data } = await calls.create(name);
      await refresh();
      choose(data.id);
    },
    [calls, refresh, choose],
  );
  const rename = useCallback(
    async (list: Versioned, name: string) => {
      const { data } = await calls.rename(list, name);
      setRenamed({ from: list.version, to: data.version });
      await refresh();
    },
    [calls, refresh],
  );
  const setDefault = useCallback(
    async (list: ListSummary) => {
      try {
        await calls.setDefault(list.id);
        toasts.show({ text: t('list.isDefaultNow', { name: list.name }) });
      } catch (error) {
        toasts.fail(toProblem(error));
      }
      await refresh();
    },
    [calls, refresh, toasts, t],
  );
  return { ...chosen, ...removal, all: session.lists, renamed, create, rename, setDefault };
}

function useRemoval(
  calls: ListCalls,
  choose: ChosenList['choose'],
  noteRemoved: ChosenList['noteRemoved'],
): Pick<Lists, 'remove' | 'putBack'> {
  const { refresh } = useSession();
  const { t } = useWords();
  const toasts = useToasts();
  const putBack = useCallback(
    async (list: ListSummary) => {
      try {
        await calls.restore(list.id);
      } catch (error) {
        return toasts.fail(toProblem(error));
      }
      noteRemoved(undefined);
      await refresh();
      choose(list.id);
    },
    [calls, refresh, choose, noteRemoved, toasts],
  );
  const remove = useCallback(
    async (list: ListSummary) => {
      try {
        await calls.remove(list);
      } catch (error) {
        toasts.fail(toProblem(error));
        return refresh();
      }
      noteRemoved(list.id);
      await refresh();
      choose(undefined);
      toasts.show({ text: t('list.deleted', { name: list.name }), undo: () => void putBack(list) });
    },
    [calls, refresh, choose, noteRemoved, putBack, toasts, t],
  );
  return { remove, putBack };
}
