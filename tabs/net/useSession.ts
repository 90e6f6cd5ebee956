// The session of this team for components below the session gate: who asks, the mode, the lists, the fields.
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo } from 'react';
import { paths, type TeamAddress } from '../../api/contract/paths';
import type { Session } from '../../api/contract/session.schema';
import { useApi } from './useApi';

export interface SessionHandle {
  readonly session: Session;
  readonly address: TeamAddress;
  readonly isOwner: boolean;
  /** Reads it again; resolves when the new one is there. */
  readonly refresh: () => Promise<void>;
}

export const SessionContext = createContext<Omit<SessionHandle, 'refresh'> | undefined>(undefined);

const keyOf = (address: TeamAddress) => ['session', address.teamId, address.channelId] as const;

export function useSessionQuery(address: TeamAddress): UseQueryResult<Session> {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(address),
    queryFn: async ({ signal }) => (await api.get<Session>(paths.session(address), { signal })).data,
  });
}

export function useSession(): SessionHandle {
  const parts = useContext(SessionContext);
  if (parts === undefined) throw new Error('useSession needs a SessionContext above it');
  const client = useQueryClient();
  const { address } = parts;
  const refresh = useCallback(
    () => client.invalidateQueries({ queryKey: keyOf(address) }),
    [client, address],
  );
  return useMemo(() => ({ ...parts, refresh }), [parts, refresh]);
}
