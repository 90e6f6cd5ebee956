// One slow or broken server must not hold up the others: calls in flight, a queue and a breaker for each.
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  handleWhen,
  type IPolicy,
  SamplingBreaker,
  wrap,
} from 'cockatiel';
import { isKnownError } from '../errors/known-error';
import { outboundFault } from './faults';

const breakerRules = { threshold: 0.5, duration: 10_000, minimumRps: 2 };
const halfOpenAfter = 15_000;
const serversKept = 500;

/** What speaks of a server in trouble; an answer that we don't like is no such thing. */
const troubles = new Set(['server_unreachable', 'server_timeout', 'server_error']);

export interface ServerGuard {
  run<T>(server: string, call: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function createServerGuard(limits: {
  inFlightPerServer: number;
  queuedPerServer: number;
}): ServerGuard {
  const policies = new Map<string, IPolicy>();

  function getPolicy(server: string): IPolicy {
    const known = policies.get(server);
    if (known) return known;
    if (policies.size >= serversKept) policies.delete(policies.keys().next().value ?? '');
    const breaker = circuitBreaker(
      handleWhen((error) => isKnownError(error) && troubles.has(error.code)),
      { halfOpenAfter, breaker: new SamplingBreaker(breakerRules) },
    );
    const policy = wrap(bulkhead(limits.inFlightPerServer, limits.queuedPerServer), breaker);
    policies.set(server, policy);
    return policy;
  }

  return {
    async run(server, call, signal) {
      try {
        return await getPolicy(server).execute(call, signal);
      } catch (error) {
        if (error instanceof BulkheadRejectedError) {
          throw outboundFault('server_busy', { cause: error, retryAfterSeconds: 1 });
        }
        if (error instanceof BrokenCircuitError) {
          throw outboundFault('server_unreachable', {
            cause: error,
            retryAfterSeconds: halfOpenAfter / 1000,
          });
        }
        throw error;
      }
    },
  };
}
