// From where many patients can come: pasting always, the EHR's own lists and wards where it was proved to tell of them. No markup.
import { useEffect, useState } from 'react';
import type { ManyCalls } from './many-calls';

export type Source = 'paste' | 'lists' | 'wards';

export function useSources(calls: ManyCalls): { readonly sources: readonly Source[] } {
  const [sources, setSources] = useState<readonly Source[]>(['paste']);
  useEffect(() => {
    const abort = new AbortController();
    calls.sources(abort.signal).then(
      ({ lists, wards }) =>
        setSources(['paste', ...(lists ? ['lists' as const] : []), ...(wards ? ['wards' as const] : [])]),
      // What isn't proved isn't offered; pasting says by itself what is wrong with the EHR.
      () => undefined,
    );
    return () => abort.abort();
  }, [calls]);
  return { sources };
}
