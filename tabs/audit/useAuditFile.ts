// Takes what is filtered away as a file: asks for a link, which works once, and hands it to the browser. No markup.
import { useState } from 'react';
import type { AuditFileFormat, DownloadLink } from '../../api/contract/audit.schema';
import { paths } from '../../api/contract/paths';
import { type AnyProblem, toProblem } from '../net/problem';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { type AuditFilter, toAuditQuery } from './audit-filter';

export type FileState =
  | { readonly is: 'idle' | 'asking' }
  | { readonly is: 'handed'; readonly name: string }
  | { readonly is: 'failed'; readonly problem: AnyProblem };

export interface AuditFile {
  readonly state: FileState;
  readonly get: (format: AuditFileFormat) => void;
  readonly reset: () => void;
}

export function useAuditFile(filter: AuditFilter): AuditFile {
  const api = useApi();
  const { address } = useSession();
  const [state, setState] = useState<FileState>({ is: 'idle' });
  const get = (format: AuditFileFormat) => {
    if (state.is === 'asking') return;
    setState({ is: 'asking' });
    const body = { ...Object.fromEntries(toAuditQuery(filter)), format };
    api.post<DownloadLink>(paths.auditExport(address), { body }).then(
      ({ data }) => {
        handToBrowser(data);
        setState({ is: 'handed', name: data.fileName });
      },
      (error: unknown) => setState({ is: 'failed', problem: toProblem(error) }),
    );
  };
  return { state, get, reset: () => setState({ is: 'idle' }) };
}

/** The browser fetches it by itself, without our token. */
function handToBrowser({ path, fileName }: DownloadLink): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.rel = 'noopener';
  document.body.append(link);
  link.click();
  link.remove();
}
