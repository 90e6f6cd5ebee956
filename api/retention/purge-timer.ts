// Purges soon after the start and then every few hours; a purge that fails is tried again next time. Knows no data.
import { setTimeout as sleep } from 'node:timers/promises';

export interface PurgeTimer {
  start(): void;
  stop(): void;
}

export interface PurgeTimerDeps {
  readonly purge: () => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
  /** Milliseconds to the first one, and between two. */
  readonly firstMs?: number;
  readonly everyMs?: number;
}

const minuteMs = 60_000;

export function createPurgeTimer(deps: PurgeTimerDeps): PurgeTimer {
  const { purge, onFault, firstMs = minuteMs, everyMs = 240 * minuteMs } = deps;
  const stop = new AbortController();
  const options = { signal: stop.signal, ref: false };

  async function run(): Promise<void> {
    for (let wait = firstMs; ; wait = everyMs) {
      await sleep(wait, undefined, options);
      await purge().catch(onFault);
    }
  }
  return {
    // It only ever ends by being stopped.
    start: () => void run().catch(() => undefined),
    stop: () => stop.abort(),
  };
}
