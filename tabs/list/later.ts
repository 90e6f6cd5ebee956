// The list's parts that nobody sees at first, each a chunk of its own; loaded when asked for, or ahead while the tab rests.

export const loadTip = () => import(/* webpackChunkName: "list-tip" */ './CellTip');
export const loadStale = () => import(/* webpackChunkName: "list-stale" */ './StaleBanner');
export const loadEditor = () => import(/* webpackChunkName: "list-editor" */ './edit/CellEditor');
export const loadRowMenu = () => import(/* webpackChunkName: "list-menus" */ './RowMenuPart');
export const loadNoRows = () => import(/* webpackChunkName: "list-empty" */ './NoRows');
export const loadNoList = () => import(/* webpackChunkName: "list-empty" */ './NoList');
export const loadPanel = () => import(/* webpackChunkName: "patient" */ './PanelPart');
export const loadListMenu = () => import(/* webpackChunkName: "list-menus" */ './toolbar/ListMenu');
export const loadMoreMenu = () => import(/* webpackChunkName: "list-menus" */ './toolbar/MoreMenu');

/** Whatever may be wanted while the network is gone. */
export async function loadListParts(): Promise<void> {
  await Promise.all([
    loadStale(),
    loadTip(),
    loadPanel(),
    loadNoRows(),
    loadEditor(),
    loadRowMenu(),
    loadListMenu(),
    loadMoreMenu(),
  ]);
}

/** Stands in for a part that can't be loaded: the list goes on without it. */
export const nothing = (_props: object): null => null;
