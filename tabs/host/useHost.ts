// The host for components: theme and locale as state, the rest as it is. Knows neither the API nor Teams.
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Host, ThemeName } from './host';

export const HostContext = createContext<Host | undefined>(undefined);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === undefined) throw new Error('useHost needs a HostContext above it');
  return host;
}

/** Follows the client live. */
export function useTheme(): ThemeName {
  const host = useHost();
  return useSyncExternalStore(host.onTheme, () => host.theme);
}

/** What stands there can be read: the client's loading picture isn't left in front of it. Outside Teams there is none. */
export function useNotifyReady(isReady = true): void {
  const host = useContext(HostContext);
  useEffect(() => {
    if (isReady) host?.notifyReady();
  }, [host, isReady]);
}
