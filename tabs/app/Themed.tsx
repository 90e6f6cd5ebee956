// Fluent's theme for Teams' theme, on the whole page.
import {
  FluentProvider,
  makeStyles,
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import type { ThemeName } from '../host/host';

const themes: Record<ThemeName, Theme> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};

const useStyles = makeStyles({
  root: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
});

export function Themed({ theme, children }: { readonly theme: ThemeName; readonly children: ReactNode }) {
  const styles = useStyles();
  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'default' ? 'light' : 'dark';
    document.body.style.margin = '0';
  }, [theme]);
  return (
    <FluentProvider theme={themes[theme]} className={styles.root} data-theme={theme}>
      {children}
    </FluentProvider>
  );
}
