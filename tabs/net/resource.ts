// A thing read from the API is loading, ready, failed, or stale (we have it, but couldn't read it again).
import type { UseQueryResult } from '@tanstack/react-query';
import { type AnyProblem, toProblem } from './problem';

export type Resource<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly data: T }
  | { readonly state: 'failed'; readonly problem: AnyProblem }
  | { readonly state: 'stale'; readonly data: T; readonly problem: AnyProblem; readonly since: Date };

/** Of a read that @tanstack/react-query keeps. */
export function toResource<T>(
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'dataUpdatedAt' | 'isError'>,
): Resource<T> {
  if (query.data !== undefined) {
    if (!query.isError) return { state: 'ready', data: query.data };
    const since = new Date(query.dataUpdatedAt);
    return { state: 'stale', data: query.data, problem: toProblem(query.error), since };
  }
  return query.isError ? { state: 'failed', problem: toProblem(query.error) } : { state: 'loading' };
}
