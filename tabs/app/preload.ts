// Loads, while the tab rests, what shows failures and undo, and the list's menus, editor and banner: they are needed most
// when the network is gone.
import { loadListParts } from '../list/later';
import { loadFailureBar } from '../ui/Failure';
import { loadToasts } from '../ui/useToasts';

const restMs = 10_000;

/** The patient beside the list; its chart can't be read offline, but its notes and what was typed stand there. */
const loadPanel = () =>
  Promise.all([
    import(/* webpackChunkName: "patient" */ '../patient/PatientPanel'),
    import(/* webpackChunkName: "queries" */ './Queries'),
  ]);

/** Call when the first screen stands. */
export function preloadLater(loadMoreWords: () => Promise<void>): void {
  const load = () => {
    const all = [loadFailureBar(), loadToasts(), loadMoreWords(), loadListParts(), loadPanel()];
    // What can't be loaded now is tried again when it's needed.
    void Promise.allSettled(all);
  };
  setTimeout(load, restMs);
}
