// From nothing to the first screen: theme at once, then host and words, then the page that the address names.
import { useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { HostContext } from '../host/useHost';
import { loadWords } from '../i18n/languages';
import { Outside } from './Outside';
import { Page } from './Page';
import { Providers } from './Providers';
import { type Started, start, toStartHints } from './start';
import { Themed } from './Themed';

type State =
  | { readonly kind: 'starting' }
  | { readonly kind: 'started'; readonly started: Started }
  | { readonly kind: 'outside'; readonly words: Started['words'] };

const hints = toStartHints(location.search, navigator.language);

export function Start() {
  const [state, setState] = useState<State>({ kind: 'starting' });
  useEffect(() => {
    start(hints).then(
      (started) => setState({ kind: 'started', started }),
      async () => setState({ kind: 'outside', words: await loadWords(hints.language) }),
    );
  }, []);

  if (state.kind === 'starting') return <Themed theme={hints.theme}>{null}</Themed>;
  if (state.kind === 'outside') {
    return (
      <I18nextProvider i18n={state.words}>
        <Themed theme={hints.theme}>
          <Outside />
        </Themed>
      </I18nextProvider>
    );
  }
  return (
    <HostContext.Provider value={state.started.host}>
      <I18nextProvider i18n={state.started.words}>
        <Providers>
          <Page path={location.pathname} />
        </Providers>
      </I18nextProvider>
    </HostContext.Provider>
  );
}
