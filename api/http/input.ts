// From a request to what a handler is given: parameters, query, body and version, each checked by the route's own schema.
import type { Request, Response } from 'express';
import type { ZodType } from 'zod';
import { invalidInput, notFound, preconditionRequired } from '../errors/known-errors';
import { toFields } from '../errors/problem.map';
import { readBody } from './body';
import type { Route, RouteInput } from './route';

type Input = RouteInput<unknown, unknown, unknown>;

export async function readInput(
  route: Route,
  request: Request,
  response: Response,
  context: Pick<Input, 'requestId' | 'signal' | 'confirm'>,
): Promise<Input> {
  const params = toParams(route, request);
  const query = check(route.query, request.query, 'query');
  const ifMatch = toVersion(request.headers['if-match']);
  if (route.needsIfMatch && ifMatch === undefined) throw preconditionRequired();
  const body =
    route.body && check(route.body, await readBody(request, response, route.bodyKind ?? 'json'), 'body');
  return {
    params,
    query,
    body,
    ifMatch,
    accepts: (contentType) => request.accepts(['application/json', contentType]) === contentType,
    requestId: context.requestId,
    signal: context.signal,
    confirm: context.confirm,
  };
}

/** An id that can't be one is not found, like any other id that isn't there. */
function toParams(route: Route, request: Request): unknown {
  const { teamId: _team, channelId: _channel, ...own } = request.params;
  if (!route.params) return {};
  const parsed = route.params.safeParse(own);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** Without a schema nothing may be sent. */
function check(schema: ZodType | undefined, given: unknown, where: string): unknown {
  if (!schema) {
    if (Object.keys(given ?? {}).length > 0) {
      throw invalidInput([{ path: where, message: 'This is not expected here.' }]);
    }
    return {};
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw invalidInput(toFields(parsed.error));
  return parsed.data;
}

/** `"7"` as this API sends it; `*`, lists and weak tags don't say what was seen. */
function toVersion(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const digits = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (digits === undefined) {
    throw invalidInput([{ path: 'If-Match', message: 'Send one version in quotes, as the ETag had it.' }]);
  }
  return Number(digits);
}
