// The team's lists: which one is open, and making, renaming, deleting (with undo) and choosing the default. No markup.
import { useCallback, useMemo, useState } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { findLinkTarget } from '../host/deep-link';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { useSession } from '../net/useSession';
import { useToasts } from '../ui/useToasts';
import type { ListCalls, Versioned } from './api/list-calls';

export interface Lists {
  readonly all: readonly ListSummary[];
  readonly open: ListSummary | undefined;
  readonly choose: (listId: string) => void;
  /** Rejects with the problem: the dialog that asked shows it. */
  readonly create: (name: string) => Promise<void>;
  readonly rename: (list: Versioned, name: string) => Promise<void>;
  readonly remove: (list: ListSummary) => Promise<void>;
  readonly setDefault: (list: ListSummary) => Promise<void>;
}

export function useLists(calls: ListCalls): Lists {
  const { session, refresh } = useSession();
  const { place } = useHost();
  const { t } = useWords();
  const toasts = useToasts();
  const [chosen, setChosen] = useState(() => findLinkTarget(place.subPageId)?.listId ?? session.lastListId);
  const all = session.lists;
  const open = all.find((list) => list.id === chosen) ?? all.find((list) => list.isDefault) ?? all[0];

  const create = useCallback(
    async (name: string) => {
      const { data } = await calls.create(name);
      await refresh();
      setChosen(data.id);
    },
    [calls, refresh],
  );
  const rename = useCallback(
    async (list: Versioned, name: string) => {
      await calls.rename(list, name);
      await refresh();
    },
    [calls, refresh],
  );
  const remove = useCallback(
    async (list: ListSummary) => {
      try {
        await calls.remove(list);
      } catch (error) {
        toasts.fail(toProblem(error));
        return refresh();
      }
      await refresh();
      const undo = () => {
        calls.restore(list.id).then(
          async () => {
            await refresh();
            setChosen(list.id);
          },
          (error: unknown) => toasts.fail(toProblem(error)),
        );
      };
      toasts.show({ text: t('list.deleted', { name: list.name }), undo });
    },
    [calls, refresh, toasts, t],
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
  return useMemo(
    () => ({ all, open, choose: setChosen, create, rename, remove, setDefault }),
    [all, open, create, rename, remove, setDefault],
  );
}
