// The focus is never lost: where the element that had it goes (a dialog that closes, a button that did its work), it goes back to
// where it came from. Without that Tab begins at the top of Teams and Escape is heard by nobody. No markup.
import { useEffect, useState } from 'react';
import { DialogsKept } from './lazy-screens';

/** So many places are remembered. */
const depth = 12;
/** Dialogs and menus give the focus back themselves, a moment after they closed: they come first. */
const patienceMs = 120;

export function FocusKept() {
  const [hadLayer, setHadLayer] = useState(false);
  useEffect(() => keepFocus(() => setHadLayer(true)), []);
  return hadLayer ? <DialogsKept /> : null;
}

/** `onLayer` hears of a dialog or menu that has the focus: they stand beside the tab's root. Gives back how to stop. */
function keepFocus(onLayer: () => void): () => void {
  const root = document.getElementById('root');
  let been: readonly HTMLElement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    if (!root?.contains(target)) onLayer();
    been = [target, ...been.filter((place) => place !== target && place.isConnected)].slice(0, depth);
  };
  const look = () => {
    if (timer !== undefined || been.length === 0 || !isLost()) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isLost()) toWayBack(been)?.focus({ preventScroll: true });
    }, patienceMs);
  };
  const observer = new MutationObserver(look);
  document.addEventListener('focusin', remember);
  document.addEventListener('focusout', look);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('focusout', look);
  };
}

/** Where it is Teams' own, it is none of ours. */
const isLost = (): boolean => document.hasFocus() && document.activeElement === document.body;

/** In the dialog that stands there; else the last place that still is one; else the screen. */
function toWayBack(been: readonly HTMLElement[]): HTMLElement | undefined {
  const open = [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].at(-1);
  const isPlace = (element: HTMLElement) =>
    (open === undefined || open.contains(element)) && isReachable(element) && !isTypedByThumb(element);
  // The list waits, hidden, behind other screens, and has a main of its own.
  return been.find(isPlace) ?? open ?? [...document.querySelectorAll('main')].find(isReachable);
}

function isReachable(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    element.getClientRects().length > 0 &&
    element.closest('[inert], :disabled') === null
  );
}

/** A field that gets the focus opens the keyboard over half a phone. */
const isTypedByThumb = (element: HTMLElement): boolean =>
  matchMedia('(pointer: coarse)').matches && element.matches('input, textarea');
