// Is this bearer token a person's, made by our tenant's issuer, for us, through Teams, and still good? (RFC 8725, T12)
// Each rule is a small named function in one ordered list. Nothing of the token is believed before the signature is checked.
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { isKnownError, KnownError } from '../errors/known-error';
import { notSignedIn } from '../errors/known-errors';
import { createCheckedTokens } from './checked-tokens';
import type { Issuer } from './issuer';
import type { KeySets } from './key-set.service';
import type { Principal } from './scope';
import { type KnownBearer, TokenRefused } from './token-refused';

/** Teams on desktop and phone, Teams on the web. */
const teamsClients = new Set([
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
]);
const skewSeconds = 60;
const longestToken = 16_384;
const neededClaims = ['exp', 'nbf', 'iat', 'tid', 'oid', 'ver', 'scp', 'azp'];

export interface TokenPolicyDeps {
  readonly issuer: Issuer;
  readonly keySets: KeySets;
  readonly tenants: ReadonlySet<string>;
  readonly clientId: string;
  /** Host of the public URL, for the audience `api://host/clientId`. */
  readonly publicHost: string;
  readonly now: () => number;
}

export type CheckToken = (authorization: string | undefined) => Promise<Principal>;

/** Throws not_signed_in, token_expired, token_version, wrong_tenant or (no keys to be had) roster_unavailable. */
export function createTokenPolicy(deps: TokenPolicyDeps): CheckToken {
  const checked = createCheckedTokens(deps.now);
  return async (authorization) => {
    const token = toBearer(authorization);
    const known = checked.find(token);
    if (known) return known;
    let payload: JWTPayload | undefined;
    try {
      refuseKeysInHeader(token);
      const tid = getAllowedTenant(token, deps.tenants);
      payload = await verify(token, tid, deps);
      for (const rule of rules) rule(payload, deps);
      return checked.keep(token, toPrincipal(payload, tid), payload.exp ?? 0);
    } catch (error) {
      throw toRefusal(error, payload ?? toSignedClaims(error), deps);
    }
  };
}

async function verify(token: string, tid: string, deps: TokenPolicyDeps): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, deps.keySets.findKey(tid), {
    algorithms: ['RS256'],
    typ: 'JWT',
    issuer: deps.issuer.issuerOf(tid),
    audience: [deps.clientId, `api://${deps.publicHost}/${deps.clientId}`],
    clockTolerance: skewSeconds,
    currentDate: new Date(deps.now()),
    requiredClaims: neededClaims,
  });
  return payload;
}

function toBearer(authorization: string | undefined): string {
  const token = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/.exec(authorization ?? '')?.[1];
  if (!token || token.length > longestToken) throw notSignedIn();
  return token;
}

/** A key that the token brings along, or a place to fetch one from, proves nothing. */
function refuseKeysInHeader(token: string): void {
  const header = decodeProtectedHeader(token);
  if (['jwk', 'jku', 'x5u', 'x5c', 'crit'].some((name) => name in header)) throw notSignedIn();
}

/** Read unverified, only to choose which tenant's keys and issuer the token is checked against. */
function getAllowedTenant(token: string, tenants: ReadonlySet<string>): string {
  const tid = decodeJwt(token).tid;
  if (typeof tid !== 'string') throw notSignedIn();
  if (!tenants.has(tid)) {
    throw new KnownError('wrong_tenant', {
      status: 403,
      detail: 'Your organisation is not set up here. Ask your administrator.',
    });
  }
  return tid;
}

type Rule = (payload: JWTPayload, deps: TokenPolicyDeps) => void;

const isVersionTwo: Rule = (payload) => refuseUnless(payload.ver === '2.0');
const isNotFromTheFuture: Rule = (payload, deps) =>
  refuseUnless(typeof payload.iat === 'number' && payload.iat <= deps.now() / 1000 + skewSeconds);
const isForAPerson: Rule = (payload) =>
  refuseUnless(payload.idtyp !== 'app' && z.guid().safeParse(payload.oid).success);
const isScoped: Rule = (payload) =>
  refuseUnless(typeof payload.scp === 'string' && payload.scp.split(' ').includes('access_as_user'));
const isAskedByTeams: Rule = (payload) =>
  refuseUnless(typeof payload.azp === 'string' && teamsClients.has(payload.azp));
const rules: readonly Rule[] = [isVersionTwo, isNotFromTheFuture, isForAPerson, isScoped, isAskedByTeams];

function refuseUnless(isRight: boolean): void {
  if (!isRight) throw notSignedIn();
}

function toPrincipal(payload: JWTPayload, tid: string): Principal {
  const { oid, name, preferred_username: username } = payload;
  const shown = [name, username].find((text) => typeof text === 'string' && text !== '');
  return {
    tid,
    oid: String(oid).toLowerCase(),
    name: typeof shown === 'string' ? shown.slice(0, 200) : 'unknown',
    ...toTraces(payload),
  };
}

/** jose looks at claims only after the signature held. */
function toSignedClaims(error: unknown): JWTPayload | undefined {
  const isOfClaims = error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
  return isOfClaims ? error.payload : undefined;
}

function toRefusal(error: unknown, signed: JWTPayload | undefined, deps: TokenPolicyDeps): unknown {
  if (isKnownError(error) && !signed) return error;
  const bearer = signed && toKnownBearer(signed, deps);
  if (error instanceof errors.JWTExpired) {
    const detail = 'Your sign-in has run out. Sign in again.';
    return new TokenRefused('token_expired', { status: 401, detail }, bearer);
  }
  if (signed?.ver === '1.0') {
    const detail =
      'Entra made a version 1 token for this app. Administrator: set accessTokenAcceptedVersion of its registration to 2.';
    return new TokenRefused('token_version', { status: 401, detail }, bearer);
  }
  return new TokenRefused('not_signed_in', notSignedIn(error).parts, bearer);
}

/** All tenants share Entra's keys: only together with its own issuer does a tenant id say whose token it was. */
function toKnownBearer(payload: JWTPayload, deps: TokenPolicyDeps): KnownBearer | undefined {
  const { iss, tid, oid } = payload;
  if (typeof tid !== 'string' || iss !== deps.issuer.issuerOf(tid)) return undefined;
  return {
    tid,
    ...(typeof oid === 'string' && z.guid().safeParse(oid).success && { oid: oid.toLowerCase() }),
    ...toTraces(payload),
  };
}

function toTraces({ azp, uti, preferred_username: username }: JWTPayload): Omit<KnownBearer, 'tid' | 'oid'> {
  return {
    ...(typeof azp === 'string' && { azp: azp.slice(0, 64) }),
    ...(typeof uti === 'string' && { uti: uti.slice(0, 64) }),
    ...(typeof username === 'string' && username !== '' && { username: username.slice(0, 200) }),
  };
}
