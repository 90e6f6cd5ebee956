// Which of the team's lists is on the screen. One that somebody else deletes stays until the person leaves it: no other patients
// come under anybody's hands. Also where a link led to. No markup.
import { useCallback, useState } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { findLinkTarget, type LinkTarget } from '../host/deep-link';
import { useHost } from '../host/useHost';

export interface ChosenList {
  readonly open: ListSummary | undefined;
  /** Somebody else deleted it: it is shown as it was last known. */
  readonly isGone: boolean;
  /** Where a link led to, until another list is chosen. */
  readonly link: LinkTarget | undefined;
  /** The list that the link led to wasn't there, so that another one is shown. */
  readonly isLinkGone: boolean;
  readonly choose: (listId: string | undefined) => void;
  /** The person knows that it is gone: they have deleted it. undefined: nobody has. */
  readonly noteRemoved: (listId: string | undefined) => void;
}

export function useChosenList(all: readonly ListSummary[], lastListId: string | null): ChosenList {
  const { place } = useHost();
  const [link, setLink] = useState(() => findLinkTarget(place.subPageId));
  const isThere = (id: string) => all.some((list) => list.id === id);
  const [isLinkGone, setLinkGone] = useState(link !== undefined && !isThere(link.listId));
  const [chosen, setChosen] = useState(link?.listId ?? lastListId ?? undefined);
  const [last, setLast] = useState<ListSummary>();
  const [removed, setRemoved] = useState<string>();
  const wanted = all.find((list) => list.id === chosen) ?? all.find((list) => list.isDefault) ?? all[0];
  const isGone = last !== undefined && !isThere(last.id) && last.id !== removed;
  if (!isGone && last !== wanted) setLast(wanted);
  const choose = useCallback((listId: string | undefined) => {
    setLast(undefined);
    setLink(undefined);
    setLinkGone(false);
    setChosen(listId);
  }, []);
  return { open: isGone ? last : wanted, isGone, link, isLinkGone, choose, noteRemoved: setRemoved };
}
