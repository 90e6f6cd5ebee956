// Fluent's theme for Teams' theme, on the whole page, and style elements that the page's CSP lets in.
import {
  createDOMRenderer,
  FluentProvider,
  makeStyles,
  RendererProvider,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import type { ThemeName } from '../host/host';
import { useFluentTheme } from './useFluentTheme';

/** The API writes this answer's nonce into the page (api/http/tab-files.middleware.ts). */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const useStyles = makeStyles({
  root: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
});

export function Themed({ theme, children }: { readonly theme: ThemeName; readonly children: ReactNode }) {
  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'default' ? 'light' : 'dark';
    document.body.style.margin = '0';
  }, [theme]);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <Root theme={theme}>{children}</Root>
    </RendererProvider>
  );
}

/** Its own component: the renderer must stand above whoever makes styles. */
function Root({ theme, children }: { readonly theme: ThemeName; readonly children: ReactNode }) {
  const styles = useStyles();
  const shown = useFluentTheme(theme);
  if (shown === undefined) return null;
  return (
    // The look is on the inside: Fluent gives its own class names to menus' and dialogs' layers too, and would cover the page.
    <FluentProvider theme={shown.theme} data-theme={shown.name}>
      <div className={styles.root}>{children}</div>
    </FluentProvider>
  );
}
