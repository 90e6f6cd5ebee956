// Turns routes declared as data into Express routes: every request takes the same named steps in the same order.
import { setMaxListeners } from 'node:events';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Failures } from '../audit/failure.service';
import { ownerOnly } from '../errors/known-errors';
import { toKnownError } from '../errors/problem.map';
import { getContext } from '../observability/request-context.middleware';
import type { ClientOfRequest, Principal, Scope } from '../sign-in/scope';
import type { GetScope } from '../sign-in/scope.policy';
import type { CheckToken } from '../sign-in/token.policy';
import { toClient } from './client';
import { readInput } from './input';
import type { LimitRate } from './rate-limit';
import { sendReply } from './reply';
import type { Reply, Route } from './route';
import { refuseForeignOrigin } from './same-origin';

/** As a checked token, or one that is refused but was signed by its tenant's issuer, says. */
const bearerShape = z.object({
  tid: z.string(),
  oid: z.string().optional(),
  name: z.string().optional(),
  username: z.string().optional(),
  azp: z.string().optional(),
  uti: z.string().optional(),
});
type Bearer = z.infer<typeof bearerShape>;

export interface MountDeps {
  readonly checkToken: CheckToken;
  readonly getScope: GetScope;
  readonly limitRate: LimitRate;
  readonly failures: Pick<Failures, 'recordFailure' | 'recordRefusal'>;
  readonly publicOrigin: string;
}

/** To be mounted below `/api`. */
export function createApiRouter(routes: readonly Route[], deps: MountDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) router[route.method](toExpressPath(route), createHandler(route, deps));
  return router;
}

export const teamPrefix = '/teams/{teamId}/channels/{channelId}';

/** The path below `/api`, in OpenAPI's spelling. */
export function toFullPath(route: Route): string {
  return route.who === 'signedIn' ? route.path : `${teamPrefix}${route.path}`;
}

function toExpressPath(route: Route): string {
  return toFullPath(route).replaceAll(/\{(\w+)\}/g, ':$1');
}

function createHandler(route: Route, deps: MountDeps): RequestHandler {
  const template = `/api${toFullPath(route)}`;
  return async (request, response) => {
    const context = getContext(response);
    context.route = template;
    context.isFhir = route.isFhir ?? false;
    response.set('Cache-Control', 'no-store');
    const signal = abortOnClose(response);
    refuseForeignOrigin(request, deps.publicOrigin);
    const step = { request, response, signal, requestId: context.requestId, client: toClient(request) };
    const principal = await checkToken(route, deps, step);
    context.tid = principal.tid;
    await deps.limitRate(principal);
    const reply =
      route.who === 'signedIn'
        ? await route.handle(principal, await readInput(route, request, response, step))
        : await answerTeam(route, deps, principal, step);
    await sendReply(response, route.status ?? 200, reply, signal);
  };
}

interface Step {
  readonly request: Request;
  readonly response: Response;
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly client: ClientOfRequest;
}

/** A refused token whose tenant is certain leaves a row there; a forged one has nowhere to leave one. */
async function checkToken(route: Route, deps: MountDeps, step: Step): Promise<Principal> {
  try {
    return await deps.checkToken(step.request.headers.authorization);
  } catch (error) {
    const bearer = findBearer(error);
    if (bearer) await recordRefusal(route, deps, step, bearer, error);
    throw error;
  }
}

/** Of an error that says whose token it was. */
function findBearer(error: unknown): Bearer | undefined {
  return error instanceof Error && 'bearer' in error ? bearerShape.safeParse(error.bearer).data : undefined;
}

async function recordRefusal(
  route: Route,
  deps: MountDeps,
  { request, requestId, client }: Step,
  person: Bearer,
  error: unknown,
): Promise<void> {
  await deps.failures.recordRefusal({
    person,
    requestId,
    client,
    operationId: toAuditName(route),
    reason: toKnownError(error).code,
    params: request.params,
  });
}

function toAuditName(route: Route): string {
  return route.auditedAs ?? route.operationId;
}

type AnyTeamRoute = Extract<Route, { who: 'member' | 'owner' }>;

async function answerTeam(route: AnyTeamRoute, deps: MountDeps, principal: Principal, step: Step) {
  const scope = await getScope(route, deps, principal, step);
  const record = createRecorder(route, scope, deps, step);
  return record(async () => {
    // A member who is no owner is told so: that the team exists is no news to them.
    if (route.who === 'owner' && scope.role !== 'owner') throw ownerOnly();
    const input = await readInput(route, step.request, step.response, step);
    const reply = await route.handle(scope, input);
    return withRecordedLines(reply, record);
  });
}

/** What is not theirs is not found; that they tried is on record in the tenant of their token. */
async function getScope(
  route: AnyTeamRoute,
  deps: MountDeps,
  principal: Principal,
  step: Step,
): Promise<Scope> {
  try {
    return await deps.getScope({
      principal,
      teamId: toText(step.request.params.teamId),
      channelId: toText(step.request.params.channelId),
      purpose: route.who === 'owner' ? 'owner' : isRead(route) ? 'read' : 'write',
      requestId: step.requestId,
      client: step.client,
    });
  } catch (error) {
    if (toKnownError(error).code === 'not_found') await recordRefusal(route, deps, step, principal, error);
    throw error;
  }
}

type RecordedRun = <T>(work: () => Promise<T>) => Promise<T>;

/** A failure of an audited operation leaves its row before its answer; if the row can't be written, that is the error. */
function createRecorder(route: Route, scope: Scope, deps: MountDeps, step: Step): RecordedRun {
  return async (work) => {
    try {
      return await work();
    } catch (error) {
      if (step.signal.aborted) throw error;
      const { code: reason } = toKnownError(error);
      await deps.failures.recordFailure({
        scope,
        operationId: toAuditName(route),
        reason,
        params: step.request.params,
      });
      throw error;
    }
  };
}

function withRecordedLines(reply: Reply, record: RecordedRun): Reply {
  const { lines } = reply;
  return lines ? { ...reply, lines: (write, signal) => record(() => lines(write, signal)) } : reply;
}

/** A search is a POST, so that names stay out of URLs, but reads. */
function isRead(route: Route): boolean {
  return route.method === 'get' || route.isFhir === true;
}

function toText(param: string | string[] | undefined): string {
  return typeof param === 'string' ? param : '';
}

function abortOnClose(response: Response): AbortSignal {
  const controller = new AbortController();
  // Every request to an EHR that an answer needs listens to it: that is many, and no leak.
  setMaxListeners(0, controller.signal);
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
