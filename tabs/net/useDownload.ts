// Takes something away as a file: asks for a link, which works once, and hands it to the browser, or reads it to be copied, since
// phones and some Teams clients save no files. No markup.
import { useState } from 'react';
import type { DownloadLink } from '../../api/contract/audit.schema';
import { type AnyProblem, toProblem } from './problem';
import { useApi } from './useApi';

export type DownloadState =
  | { readonly is: 'idle' | 'asking' }
  | { readonly is: 'handed'; readonly name: string }
  | { readonly is: 'read'; readonly text: string }
  | { readonly is: 'failed'; readonly problem: AnyProblem };

export interface Download {
  readonly state: DownloadState;
  /** A file was handed over, whatever came after it. */
  readonly hasHanded: boolean;
  readonly hand: (body: object) => void;
  readonly read: (body: object) => void;
  readonly reset: () => void;
}

/** `path`: where a link is asked for. */
export function useDownload(path: string): Download {
  const api = useApi();
  const [state, setState] = useState<DownloadState>({ is: 'idle' });
  const [hasHanded, setHanded] = useState(false);
  const ask = (body: object, use: (link: DownloadLink) => Promise<DownloadState>) => {
    if (state.is === 'asking') return;
    setState({ is: 'asking' });
    api
      .post<DownloadLink>(path, { body })
      .then(({ data }) => use(data))
      .then(setState, (error: unknown) => setState({ is: 'failed', problem: toProblem(error) }));
  };
  const handOver = async (link: DownloadLink) => {
    setHanded(true);
    return handToBrowser(link);
  };
  return {
    state,
    hasHanded,
    hand: (body) => ask(body, handOver),
    read: (body) => ask(body, async (link) => ({ is: 'read', text: await api.text(link.path) })),
    reset: () => setState({ is: 'idle' }),
  };
}

/** The browser fetches it by itself, without our token. */
function handToBrowser({ path, fileName }: DownloadLink): DownloadState {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.rel = 'noopener';
  document.body.append(link);
  link.click();
  link.remove();
  return { is: 'handed', name: fileName };
}
