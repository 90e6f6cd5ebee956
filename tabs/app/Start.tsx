// From nothing to the first screen: theme at once, then host and words, then the page that the address names.
import { useEffect, useState } from 'react';
import { HostContext } from '../host/useHost';
import { loadFirstWords } from '../i18n/languages';
import { WordsContext } from '../i18n/useWords';
import { Outside } from './lazy-screens';
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
      async () => setState({ kind: 'outside', words: await loadFirstWords(hints.language) }),
    );
  }, []);

  if (state.kind === 'starting') return <Themed theme={hints.theme}>{null}</Themed>;
  if (state.kind === 'outside') {
    return (
      <WordsContext.Provider value={state.words}>
        <Themed theme={hints.theme}>
          <Outside />
        </Themed>
      </WordsContext.Provider>
    );
  }
  return (
    <HostContext.Provider value={state.started.host}>
      <WordsContext.Provider value={state.started.words}>
        <Providers>
          <Page path={location.pathname} />
        </Providers>
      </WordsContext.Provider>
    </HostContext.Provider>
  );
}
