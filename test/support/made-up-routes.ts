// Routes that do next to nothing: for tests of what every request passes before and after a handler.
import { z } from 'zod';
import { type Route, signedInRoute, type TeamRoute, teamRoute } from '../../api/http/route';

type Parts = Partial<TeamRoute<unknown, unknown, unknown>>;

/** A GET that members may make, answered with `{}`, if nothing else is said. */
export function madeUpRoute(operationId: string, path: string, parts: Parts = {}): Route {
  return teamRoute({
    operationId,
    path,
    method: 'get',
    who: 'member',
    summary: 's',
    handle: async () => ({ body: {} }),
    ...parts,
  });
}

const body = z.strictObject({ name: z.string().max(100), more: z.unknown().optional() });

/** Answers what it was handed. */
const echo: Parts = {
  body,
  handle: async (_scope, { params, query, body: sent, ifMatch }) => ({
    body: { params, query, sent, ifMatch },
  }),
};

export const echoPut = madeUpRoute('EchoPut', '/echo/{id}', {
  ...echo,
  method: 'put',
  params: z.strictObject({ id: z.uuid() }),
  needsIfMatch: true,
});
export const echoPost = madeUpRoute('EchoPost', '/echo', { ...echo, method: 'post' });
export const echoForm = madeUpRoute('EchoForm', '/form', {
  ...echo,
  method: 'post',
  bodyKind: 'form',
  isFhir: true,
});
export const versioned = madeUpRoute('Version', '/version', {
  handle: async () => ({ body: {}, version: 7 }),
});
export const whoAmI = signedInRoute({
  operationId: 'WhoAmI',
  method: 'get',
  path: '/me',
  who: 'signedIn',
  summary: 's',
  handle: async (principal) => ({ body: principal }),
});
