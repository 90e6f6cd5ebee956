// Since when the device is offline, as the browser knows it: that it is offline is certain, that it isn't is a guess.
import { useSyncExternalStore } from 'react';

let since: Date | undefined;

function look(): void {
  since = navigator.onLine ? undefined : (since ?? new Date());
}

function subscribe(listener: () => void): () => void {
  const change = () => {
    look();
    listener();
  };
  look();
  addEventListener('online', change);
  addEventListener('offline', change);
  return () => {
    removeEventListener('online', change);
    removeEventListener('offline', change);
  };
}

/** undefined: online, for all that is known. */
export function useOfflineSince(): Date | undefined {
  return useSyncExternalStore(subscribe, () => since);
}
