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
    // Who looked at a patient stands still while the entries below are narrowed to one of them.
    placeholderData: (before, query) => (isSameQuestion(query?.queryKey.at(-1), filter) ? before : undefined),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** About the same patient in the same time. */
function isSameQuestion(before: unknown, { patient, from, to }: AuditFilter): boolean {
  if (patient === undefined || typeof before !== 'object' || before === null) return false;
  const one = before as Partial<AuditFilter>;
  return one.patient?.ref === patient.ref && one.from === from && one.to === to;
}
