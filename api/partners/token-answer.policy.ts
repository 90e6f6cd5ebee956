// What a token endpoint answered: three fields that must be right, or the error that helps. Knows no network.
import type { Problem } from '../contract/error-codes';
import { outboundLimits } from '../contract/limits';
import { KnownError } from '../errors/known-error';
import { toTenantUnknown } from './routing.policy';

export interface Token {
  readonly accessToken: string;
  /** As the partner said it, before our cap. */
  readonly expiresIn: number;
  /** How long we use it. */
  readonly usableSeconds: number;
}

export interface TokenAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** What is known before the answer comes. */
export interface TokenExpectation {
  /** The names of the tenant that a returned scope may have; none: the scope says nothing of tenants there. */
  readonly tenants: readonly string[];
  /** Whether the tenant stood in the scope that was asked for, so that a refused scope means an unknown tenant. */
  readonly isTenantAsked: boolean;
  /** How long a token without `expires_in` is good, where that may be missing (RFC 6749, 5.1 only recommends it). */
  readonly secondsIfUnsaid?: number | undefined;
}

const bearerToken = /^[A-Za-z0-9\-._~+/]{1,16384}=*$/;
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Throws token_refused, token_answer_incomplete, tenant_unknown_to_partner, server_busy, server_error. */
export function readTokenAnswer(answer: TokenAnswer, expected: TokenExpectation): Token {
  const body = isObject(answer.json) ? answer.json : {};
  if (answer.status !== 200 || typeof body.error === 'string') throw toRefusal(answer.status, body, expected);
  const faults: { path: string; message: string }[] = [];
  const { token_type: tokenType, access_token: accessToken } = body;
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    faults.push({ path: 'token_type', message: 'must be Bearer' });
  }
  if (typeof accessToken !== 'string' || !bearerToken.test(accessToken)) {
    faults.push({ path: 'access_token', message: 'is missing or has characters that a token cannot have' });
  }
  const expiresIn = body.expires_in === undefined ? expected.secondsIfUnsaid : toSeconds(body.expires_in);
  if (expiresIn === undefined)
    faults.push({ path: 'expires_in', message: 'must be a number of seconds above 0' });
  if (faults.length > 0 || typeof accessToken !== 'string' || expiresIn === undefined)
    throw toIncomplete(faults);
  const { tenants } = expected;
  if (namesAnotherTenant(body.scope, tenants) || namesAnotherTenant(readScopeClaim(accessToken), tenants)) {
    throw toTenantUnknown();
  }
  const { tokenLifetimeSeconds, tokenSkewSeconds } = outboundLimits;
  const lifetime = Math.min(expiresIn, tokenLifetimeSeconds);
  return { accessToken, expiresIn, usableSeconds: Math.max(lifetime - tokenSkewSeconds, 0) };
}

/** A number, or a number as text; nothing else, and nothing that is no real time. */
function toSeconds(value: unknown): number | undefined {
  const isText = typeof value === 'string' && /^\d{1,15}$/.test(value.trim());
  const seconds = isText ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0
    ? Math.floor(seconds)
    : undefined;
}

function toRefusal(
  status: number,
  body: Readonly<Record<string, unknown>>,
  { isTenantAsked }: TokenExpectation,
): KnownError {
  if (isTenantAsked && (body.error === 'invalid_scope' || status === 403)) return toTenantUnknown();
  if (status === 429) {
    return new KnownError('server_busy', {
      status: 503,
      detail: 'The partner has too much to do. Try again in a moment.',
    });
  }
  if ([200, 400, 401, 403].includes(status)) {
    return new KnownError('token_refused', {
      status: 502,
      detail:
        "The partner refused this app's credentials. Ask your operator to check the client id, its secret or key, and the scope.",
    });
  }
  return new KnownError('server_error', {
    status: 502,
    detail: "The partner's token address answered with an error.",
  });
}

function toIncomplete(fields: NonNullable<Problem['fields']>): KnownError {
  return new KnownError('token_answer_incomplete', {
    status: 502,
    detail:
      "The partner's token answer lacks something that it must have. Tell the partner which: see `fields`.",
    fields,
  });
}

/** A token for another hospital than the one asked for must never be used. */
function namesAnotherTenant(scope: unknown, tenants: readonly string[]): boolean {
  if (tenants.length === 0 || typeof scope !== 'string') return false;
  const named = (scope.match(guid) ?? []).map((one) => one.toLowerCase());
  return named.length > 0 && !tenants.some((one) => named.includes(one.toLowerCase()));
}

/** The token is the partner's; if it can be read as a JWT, its scope must be ours. Nothing is trusted because of it. */
function readScopeClaim(accessToken: string): unknown {
  const [, payload, signature] = accessToken.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isObject(claims) ? (claims.scope ?? claims.scp) : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
