// The session of this team for components below the session gate: who asks, the mode, the lists, the fields.
import { createContext, useCallback, useContext } from 'react';
import { paths, type TeamAddress } from '../../api/contract/paths';
import type { Session } from '../../api/contract/session.schema';
import type { AnyProblem } from './problem';
import { useApi } from './useApi';
import { type ResourceHandle, useResource } from './useResource';

export interface SessionHandle {
  readonly session: Session;
  readonly address: TeamAddress;
  readonly isOwner: boolean;
  /** It couldn't be read again: what is known may be old. */
  readonly problem: AnyProblem | undefined;
  /** Reads it again; resolves when the new one is there. */
  readonly refresh: () => Promise<void>;
}

export const SessionContext = createContext<SessionHandle | undefined>(undefined);

export function useSessionResource(address: TeamAddress): ResourceHandle<Session> {
  const api = useApi();
  const read = useCallback(
    async (signal: AbortSignal) => (await api.get<Session>(paths.session(address), { signal })).data,
    [api, address],
  );
  return useResource(read);
}

export function useSession(): SessionHandle {
  const handle = useContext(SessionContext);
  if (handle === undefined) throw new Error('useSession needs a SessionContext above it');
  return handle;
}
