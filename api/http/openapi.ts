// The API's description, generated from the same routes and schemas that answer requests: the two can't disagree.
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { errorCodes } from '../contract/error-codes';
import { toFullPath } from './mount.middleware';
import type { Route } from './route';

const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(errorCodes),
  detail: z.string(),
  requestId: z.string().optional(),
  fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  current: z.unknown().optional(),
  needs: z.array(z.string()).optional(),
  max: z.number().optional(),
  retryAfterSeconds: z.number().optional(),
});
const teamParams = { teamId: z.guid(), channelId: z.string() };

export function toOpenApi(routes: readonly Route[]): unknown {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'teams', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The token of Teams single sign-on (getAuthToken).',
  });
  for (const route of routes) registry.registerPath(toPath(route, bearer.name));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Patients', version: '1', description: 'Rounding lists of a care team.' },
    servers: [{ url: '/api' }],
  });
}

function toPath(route: Route, security: string): RouteConfig {
  return {
    operationId: route.operationId,
    method: route.method,
    path: toFullPath(route),
    summary: route.summary,
    ...(route.auditedAs && { 'x-audited-as': route.auditedAs }),
    tags: [route.path.split('/')[1] ?? ''],
    security: [{ [security]: [] }],
    request: {
      params: toParams(route),
      ...(route.query instanceof z.ZodObject && { query: route.query }),
      ...(route.needsIfMatch && { headers: z.object({ 'If-Match': z.string() }) }),
      ...(route.body && {
        body: { required: true, content: { [toMediaType(route)]: { schema: route.body } } },
      }),
    },
    responses: {
      [route.status ?? 200]: toAnswer(route),
      default: {
        description: 'What went wrong, with a stable code',
        content: route.isFhir
          ? {
              'application/fhir+json': {
                schema: z.looseObject({ resourceType: z.literal('OperationOutcome') }),
              },
            }
          : { 'application/problem+json': { schema: problem } },
      },
    },
  };
}

function toParams(route: Route): z.ZodObject {
  const own = route.params instanceof z.ZodObject ? route.params.shape : {};
  return z.object(route.who === 'signedIn' ? own : { ...teamParams, ...own });
}

function toMediaType(route: Route): string {
  return route.bodyKind === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
}

function toAnswer(route: Route): RouteConfig['responses'][number] {
  const mediaType = route.isFhir ? 'application/fhir+json' : 'application/json';
  return {
    description: 'Done',
    ...(route.response && { content: { [mediaType]: { schema: route.response } } }),
  };
}
