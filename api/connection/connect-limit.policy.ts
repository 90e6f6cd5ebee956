// How often a team may make us ask a server that somebody pasted (T14): what asked none, and what ended in a connection, is free.
// In memory: a second instance counts for itself.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ConnectLine } from '../contract/connect.schema';
import { rateLimited } from '../errors/known-errors';
import type { Scope } from '../sign-in/scope';

/** One try, counted since before it began. */
export interface ConnectTry {
  /** To be told each line that the try writes. */
  see(line: ConnectLine): void;
  /** When it is over, however it ended: gives back what it need not have cost. */
  end(): Promise<void>;
}

/** Throws rate_limited, with the seconds until the hour that began with the first try is over. */
export type StartConnectTry = (scope: Pick<Scope, 'tid' | 'teamId'>) => Promise<ConnectTry>;

export function createConnectLimit(perHour: number): StartConnectTry {
  const limiter = new RateLimiterMemory({ points: perHour, duration: 3600 });
  return async ({ tid, teamId }) => {
    const key = `${tid}/${teamId}`;
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      // It was counted, but has asked nobody.
      await limiter.reward(key);
      throw rateLimited(Math.ceil(refusal.msBeforeNext / 1000));
    }
    let isFree = true;
    return {
      see: (line) => {
        if (line.type === 'check' && line.check.id === 'address' && line.check.status === 'ok')
          isFree = false;
        if (line.type === 'connected') isFree = true;
      },
      end: async () => {
        if (isFree) await limiter.reward(key);
      },
    };
  };
}
