// So many calls at once to one server and so many waiting behind them, in order. Who gives up leaves the queue at once: cockatiel's
// bulkhead keeps them in it, and once they come up in their turn nobody calls the next.
import { outboundFault } from './faults';

export interface Bulkhead {
  /** Throws server_busy if the queue is full, and the signal's reason if it is aborted while waiting. */
  run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function createBulkhead(atOnce: number, queued: number): Bulkhead {
  let active = 0;
  const waiting = new Set<() => void>();

  function waitForTurn(signal: AbortSignal): Promise<void> {
    if (waiting.size >= queued) throw outboundFault('server_busy', { retryAfterSeconds: 1 });
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        waiting.delete(begin);
        reject(signal.reason);
      };
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      waiting.add(begin);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  function leave(): void {
    const [next] = waiting;
    if (next === undefined) {
      active--;
      return;
    }
    // The place is handed on: nobody who comes meanwhile can take it.
    waiting.delete(next);
    next();
  }

  return {
    async run(call, signal) {
      signal.throwIfAborted();
      if (active < atOnce) active++;
      else await waitForTurn(signal);
      try {
        return await call();
      } finally {
        leave();
      }
    },
  };
}
