// Turns routes declared as data into Express routes: every request takes the same named steps in the same order.
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Failures } from '../audit/failure.service';
import { ownerOnly, teamArchived } from '../errors/known-errors';
import { toKnownError } from '../errors/problem.map';
import { getContext } from '../observability/request-context.middleware';
import type { Rule } from '../sign-in/access.policy';
import type { ClientOfRequest, Principal, Scope } from '../sign-in/scope';
import type { GetScope, ScopeAsk } from '../sign-in/scope.policy';
import type { CheckToken } from '../sign-in/token.policy';
import { toClient } from './client';
import { abortOnClose } from './client-gone';
import { readInput } from './input';
import { type Every, everyByTimer, watchLines } from './open-stream';
import type { RateLimits } from './rate-limit';
import { sendReply } from './reply';
import type { Route } from './route';
import { changing, type FindRule, getRule, purposes } from './rule';
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
  readonly rateLimits: RateLimits;
  readonly failures: Pick<Failures, 'recordFailure' | 'recordRefusal'>;
  readonly publicOrigin: string;
  readonly findRule: FindRule;
  /** How an open stream is looked after; by a timer if not given. */
  readonly every?: Every;
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
  const rule = getRule(route, deps.findRule);
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
    await deps.rateLimits.ofPerson(principal);
    const reply =
      route.who === 'signedIn'
        ? await route.handle(
            principal,
            await readInput(route, request, response, { ...step, confirm: async () => undefined }),
          )
        : await answerTeam(route, { ...deps, rule }, principal, step);
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

type TeamDeps = MountDeps & { readonly rule: Rule };

async function answerTeam(route: AnyTeamRoute, deps: TeamDeps, principal: Principal, step: Step) {
  const getScope = createAsker(route, deps, principal, step);
  const scope = await getScope(purposes[deps.rule]);
  await deps.rateLimits.ofTeam(scope);
  const record = createRecorder(route, scope, deps, step);
  const { requestId } = step;
  // A member who is no owner is told so: that the team exists is no news to them.
  const refuse = ({ role, isArchived }: Scope) => {
    if (route.who === 'owner' && role !== 'owner') throw ownerOnly();
    if (isArchived === true && changing.has(deps.rule)) throw teamArchived();
  };
  return record(async () => {
    refuse(scope);
    const confirm = async () => refuse(await getScope(purposes[deps.rule]));
    const input = await readInput(route, step.request, step.response, { ...step, confirm });
    if (route.searches !== undefined) await deps.rateLimits.ofSearch(scope, route.searches);
    const reply = await route.handle(scope, input);
    if (!reply.lines) return reply;
    const lines = watchLines(reply.lines, {
      look: async () => refuse(await getScope('read')),
      every: deps.every ?? everyByTimer,
      requestId,
      onLost: (reason) => record(() => Promise.reject(reason)).catch(() => undefined),
    });
    return {
      ...reply,
      lines: (write: (line: unknown) => void, signal: AbortSignal) => record(() => lines(write, signal)),
    };
  });
}

/** What is not theirs is not found; that they tried is on record in the tenant of their token. */
function createAsker(route: AnyTeamRoute, deps: MountDeps, principal: Principal, step: Step) {
  const { request, requestId, client } = step;
  const teamId = toText(request.params.teamId);
  const channelId = toText(request.params.channelId);
  return async (purpose: ScopeAsk['purpose']): Promise<Scope> => {
    try {
      return await deps.getScope({ principal, teamId, channelId, purpose, requestId, client });
    } catch (error) {
      if (toKnownError(error).code === 'not_found') await recordRefusal(route, deps, step, principal, error);
      throw error;
    }
  };
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

function toText(param: string | string[] | undefined): string {
  return typeof param === 'string' ? param : '';
}
