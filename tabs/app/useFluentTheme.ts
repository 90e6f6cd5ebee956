// Fluent's theme for Teams' theme, loaded when it is needed: most people never leave the one that they have.
import type { Theme } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ThemeName } from '../host/host';

const loaders: Record<ThemeName, () => Promise<{ readonly theme: Theme }>> = {
  default: () => import(/* webpackChunkName: "theme-default" */ './theme-default'),
  dark: () => import(/* webpackChunkName: "theme-dark" */ './theme-dark'),
  contrast: () => import(/* webpackChunkName: "theme-contrast" */ './theme-contrast'),
};
const loaded = new Map<ThemeName, Theme>();

export async function loadTheme(name: ThemeName): Promise<void> {
  loaded.set(name, (await loaders[name]()).theme);
}

/** The one before until the next is there; undefined before the first. */
export function useFluentTheme(
  name: ThemeName,
): { readonly name: ThemeName; readonly theme: Theme } | undefined {
  const [shown, setShown] = useState<ThemeName>();
  useEffect(() => {
    let isWanted = true;
    void loadTheme(name).then(() => isWanted && setShown(name));
    return () => {
      isWanted = false;
    };
  }, [name]);
  const current = loaded.has(name) ? name : shown;
  const theme = current && loaded.get(current);
  return theme && current ? { name: current, theme } : undefined;
}
