// The routes by which the tab finds its way: session, mode, my lists.
import { z } from 'zod';
import { mode, myLists, session, setMode } from '../contract/session.schema';
import { type Route, signedInRoute, teamRoute } from '../http/route';
import type { SetMode } from './mode.service';
import type { GetMyLists } from './my-lists.service';
import type { GetSession } from './session.service';

export interface SetupRoutesDeps {
  readonly getSession: GetSession;
  readonly setMode: SetMode;
  readonly getMyLists: GetMyLists;
}

export function createSetupRoutes(deps: SetupRoutesDeps): Route[] {
  return [
    teamRoute({
      operationId: 'getSession',
      method: 'get',
      path: '/session',
      who: 'member',
      summary: 'Who asks, who owns the team, and how it is set up',
      response: session,
      handle: async (scope) => ({ body: await deps.getSession(scope) }),
    }),
    teamRoute<unknown, unknown, z.output<typeof setMode>>({
      operationId: 'ModeSet',
      method: 'put',
      path: '/mode',
      who: 'owner',
      summary: 'Choose EHR mode or manual mode; no data is lost by switching',
      body: setMode,
      response: z.strictObject({ mode }),
      handle: async (scope, { body }) => {
        await deps.setMode(scope, body.mode);
        return { body: { mode: body.mode } };
      },
    }),
    signedInRoute({
      operationId: 'MyListsView',
      method: 'get',
      path: '/me/lists',
      who: 'signedIn',
      summary: 'The lists of every team that you belong to',
      response: myLists,
      handle: async (principal, { requestId }) => ({ body: await deps.getMyLists(principal, requestId) }),
    }),
  ];
}
