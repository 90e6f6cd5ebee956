// So many requests a minute, and searches an hour: for one person, one team and one tenant. By tenant and person, not by address,
// since a hospital shares one. In memory: a second instance counts for itself.
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
  /** Of who looks for patients, of the team, and of its tenant; `searches` as the route says. */
  ofSearch(scope: Scope, searches: number): Promise<void>;
}

interface Shares {
  readonly person: number;
  readonly team: number;
  readonly tenant: number;
}

export interface RequestsPerMinute extends Shares {
  /** Of patients, an hour. */
  readonly searches: Shares;
}

const usual: RequestsPerMinute = {
  person: limits.requestsPerMinutePerPerson,
  team: limits.requestsPerMinutePerTeam,
  tenant: limits.requestsPerMinutePerTenant,
  searches: {
    person: limits.searchesPerHourPerPerson,
    team: limits.searchesPerHourPerTeam,
    tenant: limits.searchesPerHourPerTenant,
  },
};

export function createRateLimits(perMinute: Partial<RequestsPerMinute> = {}): RateLimits {
  const { person, team, tenant, searches } = { ...usual, ...perMinute };
  const consumePerson = createConsumer(person);
  const consumeTeam = createConsumer(team);
  const consumeTenant = createConsumer(tenant);
  const searchOfPerson = createConsumer(searches.person, hourSeconds);
  const searchOfTeam = createConsumer(searches.team, hourSeconds);
  const searchOfTenant = createConsumer(searches.tenant, hourSeconds);
  return {
    async ofPerson({ tid, oid }) {
      await consumePerson(`${tid}/${oid}`);
      await consumeTenant(tid);
    },
    ofTeam: ({ tid, teamId }) => consumeTeam(`${tid}/${teamId}`),
    async ofSearch({ principal, tid, teamId }, count) {
      await searchOfPerson(`${principal.tid}/${principal.oid}`, count);
      await searchOfTeam(`${tid}/${teamId}`, count);
      await searchOfTenant(tid, count);
    },
  };
}

const minuteSeconds = 60;
const hourSeconds = 60 * minuteSeconds;

function createConsumer(
  points: number,
  duration = minuteSeconds,
): (key: string, count?: number) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration });
  return async (key, count = 1) => {
    try {
      await limiter.consume(key, count);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw rateLimited(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  };
}
