// The open list: reads its lines as they arrive, a frame at a time, and keeps what was known when they stop. No markup.
import { type Dispatch, useCallback, useEffect, useReducer, useRef } from 'react';
import type { ListLine } from '../../api/contract/lists.schema';
import { isAbort, toProblem } from '../net/problem';
import { useComeBack } from '../net/useComeBack';
import type { ListCalls } from './api/list-calls';
import { emptyList, type ListAction, type ListState, reduceList } from './model/list-state';

export interface OpenList {
  readonly state: ListState;
  readonly dispatch: Dispatch<ListAction>;
  /** Reads everything again; what is shown stays until the new values come. */
  readonly reload: () => void;
}

export function useOpenList(calls: ListCalls, listId: string | undefined): OpenList {
  const [state, dispatch] = useReducer(reduceList, emptyList);
  const running = useRef<AbortController>(undefined);

  const read = useCallback(() => {
    running.current?.abort();
    if (listId === undefined) return;
    const abort = new AbortController();
    running.current = abort;
    dispatch({ type: 'open', listId });
    void readInto(calls.open(listId, abort.signal), dispatch, abort.signal);
  }, [calls, listId]);

  useEffect(() => {
    read();
    return () => running.current?.abort();
  }, [read]);
  useComeBack(read);

  return { state, dispatch, reload: read };
}

async function readInto(
  lines: AsyncGenerator<ListLine>,
  dispatch: Dispatch<ListAction>,
  signal: AbortSignal,
): Promise<void> {
  const flush = createFlush(dispatch, signal);
  let isWhole = false;
  try {
    for await (const line of lines) {
      flush.add(line);
      isWhole = line.type === 'done' || line.type === 'failed';
    }
    flush.now();
    if (!isWhole && !signal.aborted) dispatch({ type: 'lost', code: 'unreachable' });
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    flush.now();
    const { code, retryAfterSeconds, retryAt } = toProblem(error);
    const isTold = retryAfterSeconds !== undefined && retryAt !== undefined;
    dispatch({ type: 'lost', code, retry: isTold ? { retryAfterSeconds, retryAt } : undefined });
  }
}

/** Two hundred lines in one frame are one drawing, not two hundred. A hidden page draws no frames: a timer stands in. */
function createFlush(dispatch: Dispatch<ListAction>, signal: AbortSignal) {
  let waiting: ListLine[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0 || signal.aborted) return;
    const lines = waiting;
    waiting = [];
    dispatch({ type: 'lines', lines });
  };
  const add = (line: ListLine) => {
    waiting.push(line);
    if (line.type === 'view') now();
    else timer ??= setTimeout(now, 50);
  };
  return { add, now };
}
