// The tab's few views. Before a mode is chosen there is only first run; the list is home.
import { MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { useOnline } from '../net/useOnline';
import { useSession } from '../net/useSession';
import { Loading } from '../ui/Loading';
import { type View, ViewContext } from '../ui/useView';

const ListScreen = lazy(async () => {
  const { ListScreen: screen } = await listChunk;
  return { default: screen };
});
const SearchBox = lazy(async () => {
  const { SearchBox: box } = await import(/* webpackChunkName: "search" */ '../search/SearchBox');
  return { default: box };
});
const PatientPanel = lazy(async () => {
  const { PatientPanel: panel } = await import(/* webpackChunkName: "patient" */ '../patient/PatientPanel');
  return { default: panel };
});
/** Features don't know each other: the list is handed what it shows of the others. */
const listParts = { SearchBox, PatientPanel };
const FirstRunScreen = lazy(async () => {
  const { FirstRunScreen: screen } = await import(
    /* webpackChunkName: "first-run" */ '../first-run/FirstRunScreen'
  );
  return { default: screen };
});
const ConnectForm = lazy(async () => {
  const { ConnectForm: form } = await import(
    /* webpackChunkName: "settings" */ '../settings/connect/ConnectForm'
  );
  return { default: form };
});
const SettingsScreen = lazy(async () => {
  const { SettingsScreen: screen } = await import(
    /* webpackChunkName: "settings" */ '../settings/SettingsScreen'
  );
  return { default: screen };
});
const AuditScreen = lazy(async () => {
  const { AuditScreen: screen } = await import(/* webpackChunkName: "audit" */ '../audit/AuditScreen');
  return { default: screen };
});
/** Asked for at once, while Teams and the session still answer: it's what nearly everybody came for. */
const listChunk = import(/* webpackChunkName: "list" */ '../list/ListScreen');

const useStyles = makeStyles({ bar: { position: 'fixed', left: 0, right: 0, bottom: 0, zIndex: 1 } });

export function Views() {
  const { session, isOwner } = useSession();
  const [view, open] = useState<View>('list');
  const handle = useMemo(() => ({ view, open }), [view]);
  return (
    <ViewContext.Provider value={handle}>
      <Suspense fallback={<Loading />}>
        {session.mode === 'none' ? (
          <FirstRunScreen renderConnect={(props) => <ConnectForm {...props} />} />
        ) : (
          toScreen(view, isOwner)
        )}
      </Suspense>
      <Notices />
    </ViewContext.Provider>
  );
}

function toScreen(view: View, isOwner: boolean) {
  if (view === 'settings') return <SettingsScreen />;
  if (view === 'audit' && isOwner) return <AuditScreen />;
  return <ListScreen parts={listParts} />;
}

function Notices() {
  const styles = useStyles();
  const { t } = useWords();
  const isOnline = useOnline();
  const { isArchived } = useHost().place;
  if (isOnline && !isArchived) return null;
  return (
    <MessageBar intent="warning" className={styles.bar}>
      <MessageBarBody>{t(isOnline ? 'app.archived' : 'app.offline')}</MessageBarBody>
    </MessageBar>
  );
}
