// The list's parts that nobody sees at first, each in a chunk of its own; loaded when asked for, or ahead (app/preload.ts).
import { later } from '../ui/later';

export const ListMenu = later(
  async () => (await import(/* webpackChunkName: "list-menus" */ './toolbar/ListMenu')).ListMenu,
);
export const MoreMenu = later(
  async () => (await import(/* webpackChunkName: "list-menus" */ './toolbar/MoreMenu')).MoreMenu,
);
export const RowMenu = later(
  async () => (await import(/* webpackChunkName: "list-menus" */ './RowMenuPart')).RowMenuPart,
);
export const CellEdit = later(
  async () => (await import(/* webpackChunkName: "list-editor" */ './edit/CellEdit')).CellEdit,
  { hasMoreWords: true },
);
/** The list goes on without it. */
export const CellTip = later(
  async () => (await import(/* webpackChunkName: "list-tip" */ './CellTip')).CellTip,
  { hasMoreWords: true, whenMissing: 'nothing' },
);
export const StaleBanner = later(
  async () => (await import(/* webpackChunkName: "list-stale" */ './StaleBanner')).StaleBanner,
  { hasMoreWords: true, whenMissing: 'nothing' },
);
export const ForeignNote = later(
  async () => (await import(/* webpackChunkName: "list-stale" */ './StaleBanner')).ForeignNote,
  { whenMissing: 'nothing' },
);
export const GoneNote = later(
  async () => (await import(/* webpackChunkName: "list-stale" */ './GoneNote')).GoneNote,
  { whenMissing: 'nothing' },
);
export const PanelPart = later(
  async () => (await import(/* webpackChunkName: "patient" */ './PanelPart')).PanelPart,
);
export const ListDialogs = later(
  async () => (await import(/* webpackChunkName: "list-dialogs" */ './dialogs/ListDialogs')).ListDialogs,
  { hasMoreWords: true },
);
export const NameDialog = later(
  async () => (await import(/* webpackChunkName: "list-dialogs" */ './dialogs/NameDialog')).NameDialog,
);
export const NoRows = later(
  async () => (await import(/* webpackChunkName: "list-empty" */ './NoRows')).NoRows,
);
export const NoList = later(
  async () => (await import(/* webpackChunkName: "list-empty" */ './NoList')).NoList,
);
export const CardList = later(
  async () => (await import(/* webpackChunkName: "list-phone" */ './phone/CardList')).CardList,
);
export const PhoneBar = later(
  async () => (await import(/* webpackChunkName: "list-phone" */ './phone/PhoneBar')).PhoneBar,
);

/** Whatever may be wanted while the network is gone, in the order in which it is likely to be. */
export const listParts = [
  ListMenu,
  MoreMenu,
  RowMenu,
  CellTip,
  PanelPart,
  CellEdit,
  ListDialogs,
  NameDialog,
  StaleBanner,
  ForeignNote,
  GoneNote,
  NoRows,
] as const;
