// The twin of the Teams host for a plain browser or a test: the same port, told by hand. Holds no secrets of its own.
import { type Host, type Place, type TabSettings, type ThemeName, toThemeName } from './host';

export interface BrowserHostParts {
  readonly place?: Partial<Place>;
  readonly theme?: string;
  readonly locale?: string;
  readonly getToken?: Host['getToken'];
}

export interface BrowserHost extends Host {
  readonly changeTheme: (theme: string) => void;
  readonly sharedLinks: readonly { readonly subPageId: string; readonly label: string }[];
  readonly save: () => TabSettings | undefined;
}

const nowhere: Place = {
  teamId: undefined,
  channelId: undefined,
  channelName: undefined,
  teamName: undefined,
  pageId: undefined,
  subPageId: undefined,
  isPhone: false,
};

export function createBrowserHost(parts: BrowserHostParts = {}): BrowserHost {
  const listeners = new Set<(theme: ThemeName) => void>();
  const sharedLinks: { subPageId: string; label: string }[] = [];
  let theme = toThemeName(parts.theme);
  let settings: (() => TabSettings) | undefined;
  let canSave = false;
  return {
    place: { ...nowhere, ...parts.place },
    get theme() {
      return theme;
    },
    locale: parts.locale ?? 'en',
    getToken: parts.getToken ?? (() => Promise.resolve('')),
    onTheme: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notifyReady: () => undefined,
    canShareLink: true,
    shareLink: (link) => sharedLinks.push(link),
    canOpenChannelTab: false,
    openChannelTab: () => undefined,
    onSaveTab: (make) => {
      settings = make;
    },
    setCanSave: (can) => {
      canSave = can;
    },
    changeTheme: (name) => {
      theme = toThemeName(name);
      for (const listener of listeners) listener(theme);
    },
    sharedLinks,
    save: () => (canSave ? settings?.() : undefined),
  };
}
