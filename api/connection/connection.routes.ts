// The route by which an owner connects the team to an EHR: checks are told line by line.
import type { z } from 'zod';
import { type ConnectLine, connect, linkHealth } from '../contract/connect.schema';
import { type Route, teamRoute } from '../http/route';
import { createConnectLimit } from './connect-limit.policy';
import type { ConnectionService } from './connection.service';

export interface ConnectionRoutesDeps {
  readonly connections: Pick<ConnectionService, 'connect' | 'getHealth'>;
  /** Of one team, that asked a server and came to nothing. */
  readonly connectsPerHour: number;
}

export function createConnectionRoutes(deps: ConnectionRoutesDeps): Route[] {
  const startTry = createConnectLimit(deps.connectsPerHour);
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
        const counted = await startTry(scope);
        return {
          lines: async (writeLine, signal) => {
            const write = (line: ConnectLine) => {
              counted.see(line);
              writeLine(line);
            };
            await deps.connections.connect(scope, body, { write, signal, confirm }).finally(counted.end);
          },
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
