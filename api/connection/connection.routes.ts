// The route by which an owner connects the team to an EHR: checks are told line by line.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { z } from 'zod';
import { connect, linkHealth } from '../contract/connect.schema';
import { limits } from '../contract/limits';
import { rateLimited } from '../errors/known-errors';
import { type Route, teamRoute } from '../http/route';
import type { Scope } from '../sign-in/scope';
import type { ConnectionService } from './connection.service';

export interface ConnectionRoutesDeps {
  readonly connections: Pick<ConnectionService, 'connect' | 'getHealth'>;
  readonly connectsPerHour?: number;
}

export function createConnectionRoutes(deps: ConnectionRoutesDeps): Route[] {
  const limitConnects = createConnectLimit(deps.connectsPerHour ?? limits.connectsPerHourPerTeam);
  return [
    teamRoute<unknown, unknown, z.output<typeof connect>>({
      operationId: 'EHRConnectionSet',
      method: 'post',
      path: '/connection',
      who: 'owner',
      summary:
        'Check a FHIR server step by step and connect the team to it if every check passes (application/x-ndjson)',
      body: connect,
      handle: async (scope, { body, confirm }) => {
        await limitConnects(scope);
        return {
          lines: (write, signal) => deps.connections.connect(scope, body, { write, signal, confirm }),
        };
      },
    }),
    teamRoute({
      operationId: 'getConnectionHealth',
      method: 'get',
      path: '/connection/health',
      who: 'member',
      summary: 'Since when the link to the EHR has failed, if it does',
      response: linkHealth,
      handle: async (scope) => ({ body: await deps.connections.getHealth(scope) }),
    }),
  ];
}

/** Each try makes us call a server that somebody pasted: so many an hour for one team. */
function createConnectLimit(perHour: number): (scope: Scope) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: perHour, duration: 3600 });
  return async ({ tid, teamId }) => {
    try {
      await limiter.consume(`${tid}/${teamId}`);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw rateLimited(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  };
}
