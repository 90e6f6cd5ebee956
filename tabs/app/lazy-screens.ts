// Every part that is loaded when it is asked for, each a chunk of its own; the list is asked for at once.
import { lazy } from 'react';

/** Asked for while Teams and the session still answer: it's what nearly everybody came for. */
const listChunk = import(/* webpackChunkName: "list" */ '../list/ListScreen');

export const ListScreen = lazy(async () => ({ default: (await listChunk).ListScreen }));
export const SearchBox = lazy(async () => ({
  default: (await import(/* webpackChunkName: "search" */ '../search/SearchBox')).SearchBox,
}));
export const PatientPanel = lazy(async () => ({
  default: (await import(/* webpackChunkName: "patient" */ '../patient/PatientPanel')).PatientPanel,
}));
export const FirstRunScreen = lazy(async () => ({
  default: (await import(/* webpackChunkName: "first-run" */ '../first-run/FirstRunScreen')).FirstRunScreen,
}));
export const ConnectForm = lazy(async () => ({
  default: (await import(/* webpackChunkName: "settings" */ '../settings/connect/ConnectForm')).ConnectForm,
}));
export const SettingsScreen = lazy(async () => ({
  default: (await import(/* webpackChunkName: "settings" */ '../settings/SettingsScreen')).SettingsScreen,
}));
export const AuditScreen = lazy(async () => ({
  default: (await import(/* webpackChunkName: "audit" */ '../audit/AuditScreen')).AuditScreen,
}));
export const ConfigScreen = lazy(async () => ({
  default: (await import(/* webpackChunkName: "config" */ '../config/ConfigScreen')).ConfigScreen,
}));
export const MyListsScreen = lazy(async () => ({
  default: (await import(/* webpackChunkName: "my-lists" */ '../my-lists/MyListsScreen')).MyListsScreen,
}));
export const Queries = lazy(async () => ({
  default: (await import(/* webpackChunkName: "queries" */ './Queries')).Queries,
}));
export const Outside = lazy(async () => ({
  default: (await import(/* webpackChunkName: "outside" */ './Outside')).Outside,
}));
export const NoChannel = lazy(async () => ({
  default: (await import(/* webpackChunkName: "outside" */ './NoChannel')).NoChannel,
}));
export const SessionFailure = lazy(async () => ({
  default: (await import(/* webpackChunkName: "outside" */ './SessionFailure')).SessionFailure,
}));
