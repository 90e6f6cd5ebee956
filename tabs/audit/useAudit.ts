// The audit log page by page, newest first. Each read is itself recorded, so it's never read again unasked.
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { AuditPage } from '../../api/contract/audit.schema';
import { paths } from '../../api/contract/paths';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { type AuditFilter, toAuditQuery } from './audit-filter';

export function useAudit(filter: AuditFilter): UseInfiniteQueryResult<InfiniteData<AuditPage>> {
  const api = useApi();
  const { address } = useSession();
  return useInfiniteQuery({
    queryKey: ['audit', address, filter],
    queryFn: async ({ pageParam, signal }) => {
      const query = toAuditQuery(filter, pageParam).toString();
      return (await api.get<AuditPage>(`${paths.audit(address)}${query && `?${query}`}`, { signal })).data;
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
