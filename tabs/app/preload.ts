// Loads ahead what the next click may want and what the first screen does without: failures, undo, the list's menus, its editor
// and the patient beside it. Offline nothing can be fetched any more, so it begins as soon as the list is filled.
import { listParts } from '../list/later';
import { SearchPopup } from '../search/later';
import { Failure } from '../ui/Failure';
import { ToastShow } from '../ui/useToasts';
import { DialogsKept, PatientPanel } from './lazy-screens';

const pauseMs = 1_000;
const longPauseMs = 10_000;

export interface Preload {
  /** The list has its cells. */
  readonly soon: () => void;
  /** Another screen is open: nobody says when it is at rest. Gives back how to stop waiting. */
  readonly afterAWhile: () => () => void;
}

export function createPreload(loadMoreWords: () => Promise<void>): Preload {
  const inOrder = [SearchPopup, PatientPanel, ...listParts, DialogsKept, ToastShow, Failure].map(
    (part) => part.preload,
  );
  let isAsked = false;
  const load = async () => {
    let hasFailed = false;
    for (const loadOne of [loadMoreWords, ...inOrder]) {
      await untilIdle();
      await loadOne().catch(() => {
        hasFailed = true;
      });
    }
    if (hasFailed) addEventListener('online', () => void load(), { once: true });
  };
  const soon = () => {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => void load(), pauseMs);
  };
  return {
    soon,
    afterAWhile: () => {
      const timer = setTimeout(soon, longPauseMs);
      return () => clearTimeout(timer);
    },
  };
}

/** Not every browser says when it is idle. */
function untilIdle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: pauseMs });
    else setTimeout(resolve);
  });
}
