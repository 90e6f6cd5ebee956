// How reads are kept: in memory only, read again when the person comes back, retried once where a retry can help.
import { QueryClient } from '@tanstack/react-query';
import { isWorthARetry } from './problem';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => count < 1 && isWorthARetry(error),
        retryDelay: 800,
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
