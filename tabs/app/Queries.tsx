// The kept reads of @tanstack/react-query, for the screens that are loaded when they are asked for.
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createQueryClient } from '../net/query-client';

/** One for the page: leaving a screen and coming back shows what was read. In memory only. */
const client = createQueryClient();

export function Queries({ children }: { readonly children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
