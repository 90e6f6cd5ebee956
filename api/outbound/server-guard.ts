// One slow or broken server must not hold up the others: calls in flight, a queue and a breaker for each.
import { BrokenCircuitError, circuitBreaker, handleWhen, type IPolicy, SamplingBreaker } from 'cockatiel';
import { outboundLimits } from '../contract/limits';
import { isKnownError } from '../errors/known-error';
import { type Bulkhead, createBulkhead } from './bulkhead';
import { outboundFault } from './faults';

const breakerRules = { threshold: 0.5, duration: 10_000, minimumRps: 2 };
const halfOpenAfter = 15_000;
const serversKept = 500;

/** What speaks of a server in trouble; an answer that we don't like is no such thing. */
const troubles = new Set(['server_unreachable', 'server_timeout', 'server_error']);

/** At most one call in ten is repeated, so that repeating doesn't make a bad day worse… */
const retriesPerCall = 0.1;
/** …but all kept connections of a server may break at once while it is well. */
const retriesSaved = outboundLimits.inFlightPerServer * 2;

export interface ServerGuard {
  run<T>(server: string, call: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Whether a call to this server may be made once more; it is counted. */
  mayRetry(server: string): boolean;
}

interface Watched {
  readonly bulkhead: Bulkhead;
  readonly breaker: IPolicy;
  retries: number;
}

export function createServerGuard(limits: {
  inFlightPerServer: number;
  queuedPerServer: number;
}): ServerGuard {
  const watched = new Map<string, Watched>();

  function getWatched(server: string): Watched {
    const known = watched.get(server);
    if (known) return known;
    if (watched.size >= serversKept) watched.delete(watched.keys().next().value ?? '');
    const breaker = circuitBreaker(
      handleWhen((error) => isKnownError(error) && troubles.has(error.code)),
      { halfOpenAfter, breaker: new SamplingBreaker(breakerRules) },
    );
    const bulkhead = createBulkhead(limits.inFlightPerServer, limits.queuedPerServer);
    const one = { bulkhead, breaker, retries: retriesSaved };
    watched.set(server, one);
    return one;
  }

  return {
    async run(server, call, signal) {
      const one = getWatched(server);
      one.retries = Math.min(one.retries + retriesPerCall, retriesSaved);
      try {
        return await one.bulkhead.run(() => one.breaker.execute(call, signal), signal);
      } catch (error) {
        if (error instanceof BrokenCircuitError) {
          throw outboundFault('server_unreachable', {
            cause: error,
            retryAfterSeconds: halfOpenAfter / 1000,
          });
        }
        throw error;
      }
    },
    mayRetry(server) {
      const one = getWatched(server);
      if (one.retries < 1) return false;
      one.retries--;
      return true;
    },
  };
}
