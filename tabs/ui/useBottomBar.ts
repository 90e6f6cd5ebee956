// How high the bar at the thumb stands on a phone, so that toasts stand above it.
import { type RefObject, useLayoutEffect, useSyncExternalStore } from 'react';

let height = 0;
const listeners = new Set<() => void>();

function setHeight(now: number): void {
  height = now;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** In px; 0 where there is none. */
export function useBottomBar(): number {
  return useSyncExternalStore(listen, () => height);
}

/** This element is the bar, as long as it is drawn. */
export function useAsBottomBar(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    const measure = new ResizeObserver(() => setHeight(element.offsetHeight));
    measure.observe(element);
    return () => {
      measure.disconnect();
      setHeight(0);
    };
  }, [bar]);
}
