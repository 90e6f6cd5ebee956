// The tab's few views. Before a mode is chosen there is only first run; the list is home.
import { Activity, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { WordsContext } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Loading } from '../ui/Loading';
import type { LaterProps } from '../ui/later';
import { type View, ViewContext, type ViewHandle } from '../ui/useView';
import {
  AddMany,
  AuditScreen,
  ConnectForm,
  FirstRunScreen,
  ListScreen,
  PatientPanel,
  SearchBox,
  SettingsScreen,
} from './lazy-screens';
import { Notices } from './Notices';
import { createPreload } from './preload';

const atList = { view: 'list', patient: undefined } as const;

export function Views() {
  const onRest = usePreload();
  const { session, isOwner } = useSession();
  const [{ view, patient }, show] = useState<Pick<ViewHandle, 'view' | 'patient'>>(atList);
  const handle = useMemo<ViewHandle>(
    () => ({ view, patient, open: (next, whom) => show({ view: next, patient: whom }) }),
    [view, patient],
  );
  /** Features don't know each other: the list is handed what it shows of the others. */
  const listParts = useMemo(() => ({ SearchBox, AddMany, PatientPanel, onRest }), [onRest]);
  const later = { meanwhile: <Loading />, onGiveUp: () => show(atList) };
  const over = toOver(view, isOwner, later);
  return (
    <ViewContext.Provider value={handle}>
      {session.mode === 'none' ? (
        <FirstRunScreen
          meanwhile={later.meanwhile}
          renderConnect={(props) => <ConnectForm {...props} meanwhile={later.meanwhile} />}
        />
      ) : (
        // Without a network it couldn't be read again: whoever comes back to the list finds what was known, and what was typed.
        <Activity mode={over ? 'hidden' : 'visible'}>
          <ListScreen meanwhile={later.meanwhile} parts={listParts} />
        </Activity>
      )}
      {session.mode !== 'none' && over}
      <Notices isArchived={session.isArchived} />
    </ViewContext.Provider>
  );
}

/** undefined: the list itself. */
function toOver(view: View, isOwner: boolean, later: LaterProps): ReactNode {
  if (view === 'settings') return <SettingsScreen {...later} />;
  return view === 'audit' && isOwner ? <AuditScreen {...later} /> : undefined;
}

const ignore = () => undefined;

/** The rest is fetched while the first screen is being read: when the list has its cells, or after a while on other screens. */
function usePreload(): () => void {
  const words = useContext(WordsContext);
  const preload = useMemo(() => words && createPreload(words.loadMore), [words]);
  useEffect(() => preload?.afterAWhile(), [preload]);
  return preload?.soon ?? ignore;
}
