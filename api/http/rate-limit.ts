// So many requests a minute: for one person, one team and one tenant. By tenant and person, not by address, since a hospital
// shares one. In memory: a second instance counts for itself.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { limits } from '../contract/limits';
import { rateLimited } from '../errors/known-errors';
import type { Principal, Scope } from '../sign-in/scope';

/** Each throws rate_limited. */
export interface RateLimits {
  /** Of who signed in, and of the tenant that the person is from. */
  ofPerson(principal: Principal): Promise<void>;
  /** Only members count: a stranger's guesses can't shut a team out. */
  ofTeam(scope: Scope): Promise<void>;
}

export interface RequestsPerMinute {
  readonly person: number;
  readonly team: number;
  readonly tenant: number;
}

const usual: RequestsPerMinute = {
  person: limits.requestsPerMinutePerPerson,
  team: limits.requestsPerMinutePerTeam,
  tenant: limits.requestsPerMinutePerTenant,
};

export function createRateLimits(perMinute: Partial<RequestsPerMinute> = {}): RateLimits {
  const { person, team, tenant } = { ...usual, ...perMinute };
  const consumePerson = createConsumer(person);
  const consumeTeam = createConsumer(team);
  const consumeTenant = createConsumer(tenant);
  return {
    async ofPerson({ tid, oid }) {
      await consumePerson(`${tid}/${oid}`);
      await consumeTenant(tid);
    },
    ofTeam: ({ tid, teamId }) => consumeTeam(`${tid}/${teamId}`),
  };
}

function createConsumer(points: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw rateLimited(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  };
}
