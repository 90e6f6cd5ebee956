// The tab's few views. Before a mode is chosen there is only first run; the list is home.
import { useContext, useEffect, useMemo, useState } from 'react';
import { WordsContext } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Loading } from '../ui/Loading';
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
  const toScreen = (wanted: View | 'first-run') => {
    if (wanted === 'first-run') {
      return (
        <FirstRunScreen
          meanwhile={later.meanwhile}
          renderConnect={(props) => <ConnectForm {...props} meanwhile={later.meanwhile} />}
        />
      );
    }
    if (wanted === 'settings') return <SettingsScreen {...later} />;
    if (wanted === 'audit' && isOwner) return <AuditScreen {...later} />;
    return <ListScreen meanwhile={later.meanwhile} parts={listParts} />;
  };
  return (
    <ViewContext.Provider value={handle}>
      {toScreen(session.mode === 'none' ? 'first-run' : view)}
      <Notices />
    </ViewContext.Provider>
  );
}

const ignore = () => undefined;

/** The rest is fetched while the first screen is being read: when the list has its cells, or after a while on other screens. */
function usePreload(): () => void {
  const words = useContext(WordsContext);
  const preload = useMemo(() => words && createPreload(words.loadMore), [words]);
  useEffect(() => preload?.afterAWhile(), [preload]);
  return preload?.soon ?? ignore;
}
