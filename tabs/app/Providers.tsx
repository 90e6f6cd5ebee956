// What every screen stands on: theme of the host, the API, kept reads, toasts, the page's language.
import { type ReactNode, useEffect, useState } from 'react';
import { useHost, useTheme } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { createApi } from '../net/api';
import { ApiContext } from '../net/useApi';
import { MissingParts } from '../ui/MissingParts';
import { ToastArea } from '../ui/useToasts';
import { FocusKept } from './FocusKept';
import { Themed } from './Themed';

export function Providers({ children }: { readonly children: ReactNode }) {
  const host = useHost();
  const theme = useTheme();
  const { language } = useWords();
  const [api] = useState(() =>
    createApi({
      getToken: host.getToken,
      fetch: (input, init) => fetch(input, init),
      isOnline: () => navigator.onLine,
    }),
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Themed theme={theme}>
      <ApiContext.Provider value={api}>
        <MissingParts>
          <FocusKept />
          <ToastArea>{children}</ToastArea>
        </MissingParts>
      </ApiContext.Provider>
    </Themed>
  );
}
