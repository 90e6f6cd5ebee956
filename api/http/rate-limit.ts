// So many requests a minute for one person: by tenant and person, not by address, since a hospital shares one.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { limits } from '../contract/limits';
import { rateLimited } from '../errors/known-errors';
import type { Principal } from '../sign-in/scope';

export type LimitRate = (principal: Principal) => Promise<void>;

/** Throws rate_limited. */
export function createRateLimit(requestsPerMinute: number = limits.requestsPerMinutePerPerson): LimitRate {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  return async (principal) => {
    try {
      await limiter.consume(`${principal.tid}/${principal.oid}`);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw rateLimited(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  };
}
