// One thing read from the API and kept in step: read at once, again when asked, and when the person comes back to it.
// The first screen stands on this alone; screens that keep many reads have @tanstack/react-query (app/Queries.tsx).
import { useCallback, useEffect, useRef, useState } from 'react';
import { isAbort, isWorthARetry, toProblem } from './problem';
import type { Resource } from './resource';

const freshMs = 15_000;
const retryAfterMs = 800;

export interface ResourceHandle<T> {
  readonly resource: Resource<T>;
  /** Resolves when the answer, or the failure, is shown. */
  readonly refresh: () => Promise<void>;
}

export function useResource<T>(read: (signal: AbortSignal) => Promise<T>): ResourceHandle<T> {
  const [resource, setResource] = useState<Resource<T>>({ state: 'loading' });
  const running = useRef<AbortController>(undefined);
  const readAt = useRef(0);
  const refresh = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    try {
      const data = await withRetry(() => read(controller.signal));
      if (controller.signal.aborted) return;
      readAt.current = Date.now();
      setResource({ state: 'ready', data });
    } catch (error) {
      if (!isAbort(error) && !controller.signal.aborted)
        setResource((now) => toFailed(now, error, readAt.current));
    }
  }, [read]);
  useEffect(() => {
    void refresh();
    const comeBack = () => {
      if (document.visibilityState === 'visible' && Date.now() - readAt.current > freshMs) void refresh();
    };
    addEventListener('focus', comeBack);
    document.addEventListener('visibilitychange', comeBack);
    return () => {
      running.current?.abort();
      removeEventListener('focus', comeBack);
      document.removeEventListener('visibilitychange', comeBack);
    };
  }, [refresh]);
  return { resource, refresh };
}

async function withRetry<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isWorthARetry(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    return read();
  }
}

/** What we have stays on the screen, marked as stale. */
function toFailed<T>(now: Resource<T>, error: unknown, readAt: number): Resource<T> {
  const problem = toProblem(error);
  return 'data' in now
    ? { state: 'stale', data: now.data, problem, since: new Date(readAt) }
    : { state: 'failed', problem };
}
