// The tab's few views. Before a mode is chosen there is only first run; the list is home.
import { type ComponentProps, Suspense, useContext, useEffect, useMemo, useState } from 'react';
import { useHost } from '../host/useHost';
import { useWords, WordsContext } from '../i18n/useWords';
import { useOnline } from '../net/useOnline';
import { useSession } from '../net/useSession';
import { Loading } from '../ui/Loading';
import { type View, ViewContext, type ViewHandle } from '../ui/useView';
import {
  AuditScreen,
  ConnectForm,
  FirstRunScreen,
  ListScreen,
  PatientPanel,
  Queries,
  SearchBox,
  SettingsScreen,
} from './lazy-screens';
import { MoreWords } from './MoreWords';
import { Notice } from './Notice';
import { preloadLater } from './preload';

/** Features don't know each other: the list is handed what it shows of the others. */
const listParts = { SearchBox, PatientPanel: PatientPart };

const atList = { view: 'list', patient: undefined } as const;

/** The first screen stands: the rest may be fetched while it is being read. */
function usePreload(): void {
  const words = useContext(WordsContext);
  useEffect(() => {
    if (words !== undefined) preloadLater(words.loadMore);
  }, [words]);
}

export function Views() {
  usePreload();
  const { session, isOwner } = useSession();
  const [{ view, patient }, show] = useState<Pick<ViewHandle, 'view' | 'patient'>>(atList);
  const handle = useMemo<ViewHandle>(
    () => ({ view, patient, open: (next, whom) => show({ view: next, patient: whom }) }),
    [view, patient],
  );
  return (
    <ViewContext.Provider value={handle}>
      <Suspense fallback={<Loading />}>
        {toScreen(session.mode === 'none' ? 'first-run' : view, isOwner)}
      </Suspense>
      <Notices />
    </ViewContext.Provider>
  );
}

function toScreen(view: View | 'first-run', isOwner: boolean) {
  if (view === 'list' || (view === 'audit' && !isOwner)) return <ListScreen parts={listParts} />;
  return (
    <MoreWords>
      <Queries>
        {view === 'first-run' && <FirstRunScreen renderConnect={(props) => <ConnectForm {...props} />} />}
        {view === 'settings' && <SettingsScreen />}
        {view === 'audit' && <AuditScreen />}
      </Queries>
    </MoreWords>
  );
}

function PatientPart(props: ComponentProps<typeof PatientPanel>) {
  return (
    <Queries>
      <PatientPanel {...props} />
    </Queries>
  );
}

function Notices() {
  const { t } = useWords();
  const isOnline = useOnline();
  const { isArchived } = useHost().place;
  if (!isOnline) return <Notice text={t('app.offline')} />;
  return isArchived ? <Notice text={t('app.archived')} /> : null;
}
