// Every part that is loaded when it is asked for, each a chunk of its own; the list and its search are asked for at once.
import type { ComponentType } from 'react';
import { later } from '../ui/later';

const screen = { hasMoreWords: true, whenMissing: 'inPlace' } as const;

export const ListScreen = later(
  async () => (await import(/* webpackChunkName: "list" */ '../list/ListScreen')).ListScreen,
  { whenMissing: 'inPlace' },
);
export const SearchBox = later(
  async () => (await import(/* webpackChunkName: "search" */ '../search/SearchBox')).SearchBox,
);
/** Asked for while Teams and the session still answer: it's what nearly everybody came for. */
for (const part of [ListScreen, SearchBox]) part.preload().catch(() => undefined);

export const PatientPanel = later(
  () =>
    withQueries(
      async () => (await import(/* webpackChunkName: "patient" */ '../patient/PatientPanel')).PatientPanel,
    ),
  { hasMoreWords: true },
);
export const AddMany = later(
  async () => (await import(/* webpackChunkName: "many" */ '../many/AddManyDialog')).AddManyDialog,
  { hasMoreWords: true },
);
export const FirstRunScreen = later(
  () =>
    withQueries(
      async () =>
        (await import(/* webpackChunkName: "first-run" */ '../first-run/FirstRunScreen')).FirstRunScreen,
    ),
  screen,
);
export const ConnectForm = later(
  async () =>
    (await import(/* webpackChunkName: "settings" */ '../settings/connect/ConnectForm')).ConnectForm,
  { hasMoreWords: true },
);
export const SettingsScreen = later(
  () =>
    withQueries(
      async () =>
        (await import(/* webpackChunkName: "settings" */ '../settings/SettingsScreen')).SettingsScreen,
    ),
  screen,
);
export const AuditScreen = later(
  () =>
    withQueries(
      async () => (await import(/* webpackChunkName: "audit" */ '../audit/AuditScreen')).AuditScreen,
    ),
  screen,
);
export const ConfigScreen = later(
  async () => (await import(/* webpackChunkName: "config" */ '../config/ConfigScreen')).ConfigScreen,
  screen,
);
export const MyListsScreen = later(
  async () => (await import(/* webpackChunkName: "my-lists" */ '../my-lists/MyListsScreen')).MyListsScreen,
  screen,
);
export const Outside = later(
  async () => (await import(/* webpackChunkName: "outside" */ './Outside')).Outside,
  { whenMissing: 'inPlace' },
);
export const NoChannel = later(
  async () => (await import(/* webpackChunkName: "outside" */ './NoChannel')).NoChannel,
  { whenMissing: 'inPlace' },
);
export const SessionFailure = later(
  async () => (await import(/* webpackChunkName: "outside" */ './SessionFailure')).SessionFailure,
  screen,
);
export const DialogsKept = later(
  async () => (await import(/* webpackChunkName: "dialogs-kept" */ './DialogsKept')).DialogsKept,
  { whenMissing: 'nothing' },
);
export const SignInNotice = later(
  async () => (await import(/* webpackChunkName: "outside" */ './SignInNotice')).SignInNotice,
  { hasMoreWords: true },
);

/** For the screens that keep many reads. */
async function withQueries<P extends object>(
  load: () => Promise<ComponentType<P>>,
): Promise<ComponentType<P>> {
  const [{ Queries }, Screen] = await Promise.all([
    import(/* webpackChunkName: "queries" */ './Queries'),
    load(),
  ]);
  return (props) => (
    <Queries>
      <Screen {...props} />
    </Queries>
  );
}
