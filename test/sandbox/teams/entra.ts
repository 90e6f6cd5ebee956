// Plays Microsoft Entra for made-up people: keys, discovery, the token that Teams would hand to the tab, and the app's own for Graph.
import { randomUUID } from 'node:crypto';
import { exportJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { getRsaPair, type RsaPair } from '../../support/rsa-pairs';
import { type Answer, type Exchange, readBody, send, toJsonAnswer } from '../exchange';
import type { Json } from '../resource';
import { type DemoPerson, people } from './people';

/** The app's registration at the made-up Entra. */
export const demoClientId = 'c0ffee00-5a5a-4a5a-8a5a-00000000feed';
export const demoClientSecret = 'made-up-app-secret';
/** Teams on the web, as Entra knows it. */
export const teamsWebClientId = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export interface TokenOverrides {
  claims?: JWTPayload;
  header?: { alg?: string; kid?: string; [name: string]: unknown };
  /** Signed with a key that nobody publishes. */
  isForged?: boolean;
  /** Claims to leave out. */
  without?: string[];
}
export interface Entra {
  handle(exchange: Exchange, path: readonly string[]): Promise<void>;
  signDemoToken(person: DemoPerson, overrides?: TokenOverrides): Promise<string>;
  /** Tenant of an app token for Graph. */
  findGraphTenant(authorization: string): Promise<string | undefined>;
}

const kid = 'sandbox-entra-1';
const lifetimeSeconds = 3_600;
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

function toDiscovery(base: string, tid: string): Json {
  return {
    issuer: `${base}/${tid}/v2.0`,
    jwks_uri: `${base}/${tid}/discovery/v2.0/keys`,
    authorization_endpoint: `${base}/${tid}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/${tid}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function toClaims(base: string, person: DemoPerson): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    aud: demoClientId,
    iss: `${base}/${person.tid}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + lifetimeSeconds,
    azp: teamsWebClientId,
    azpacr: '0',
    name: person.name,
    oid: person.oid,
    preferred_username: person.email,
    scp: 'access_as_user',
    sub: `sub-${person.oid}`,
    tid: person.tid,
    ver: '2.0',
  };
}

/** `baseUrl` is the sandbox's; everything is under `/entra`. */
export function createEntra(baseUrl: string): Entra {
  const base = `${baseUrl}/entra`;
  // Made beside everything else: nobody needs it before the first token.
  const made = getRsaPair('Entra');

  async function signDemoToken(person: DemoPerson, overrides: TokenOverrides = {}): Promise<string> {
    const all: JWTPayload = { ...toClaims(base, person), ...overrides.claims };
    const claims = Object.fromEntries(
      Object.entries(all).filter(([name]) => !overrides.without?.includes(name)),
    );
    const { privateKey: key } = await (overrides.isForged === true ? getRsaPair('a forger') : made);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...overrides.header })
      .sign(key);
  }

  async function toDemoToken(exchange: Exchange): Promise<Answer> {
    const asked: unknown = JSON.parse((await readBody(exchange)).toString('utf8') || '{}');
    const oid = typeof asked === 'object' && asked !== null && 'oid' in asked ? asked.oid : undefined;
    const person = Object.values(people).find((one) => one.oid === oid);
    if (person === undefined) return toJsonAnswer(404, { error: 'no such made-up person' });
    const access_token = await signDemoToken(person);
    return toJsonAnswer(200, { access_token, token_type: 'Bearer', expires_in: lifetimeSeconds });
  }

  async function toAppToken(exchange: Exchange, tid: string): Promise<Answer> {
    const form = new URLSearchParams((await readBody(exchange)).toString('utf8'));
    if (form.get('client_id') !== demoClientId || form.get('client_secret') !== demoClientSecret) {
      const error_description = 'AADSTS7000215: Invalid client secret provided.';
      return toJsonAnswer(401, { error: 'invalid_client', error_description });
    }
    if (form.get('grant_type') !== 'client_credentials') {
      return toJsonAnswer(400, { error: 'unsupported_grant_type' });
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      aud: `${baseUrl}/graph`,
      iss: `${base}/${tid}/v2.0`,
      tid,
      appid: demoClientId,
      jti: randomUUID(),
    };
    const access_token = await new SignJWT({ ...claims, iat: now, exp: now + lifetimeSeconds })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .sign((await made).privateKey);
    return toJsonAnswer(200, {
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      ext_expires_in: lifetimeSeconds,
      access_token,
    });
  }

  async function toAnswer(exchange: Exchange, path: readonly string[]): Promise<Answer> {
    const [tid = '', ...rest] = path;
    const { method } = exchange.request;
    if (tid === 'demo-token' && method === 'POST') return toDemoToken(exchange);
    if (!guid.test(tid)) return toJsonAnswer(400, { error: 'invalid_tenant' });
    switch (`${method} ${rest.join('/')}`) {
      case 'GET v2.0/.well-known/openid-configuration':
        return toJsonAnswer(200, toDiscovery(base, tid));
      case 'GET discovery/v2.0/keys':
        return toJsonAnswer(200, { keys: [await toPublicJwk((await made).publicKey)] });
      case 'POST oauth2/v2.0/token':
        return toAppToken(exchange, tid);
      default:
        return toJsonAnswer(404, { error: 'not_found' });
    }
  }

  return {
    signDemoToken,
    async handle(exchange, path) {
      const answer = await toAnswer(exchange, path);
      // The page that plays Teams lives on the app's origin and fetches its tokens here.
      send(exchange, { ...answer, headers: { 'access-control-allow-origin': '*' } });
    },
    async findGraphTenant(authorization) {
      const token = /^bearer (.+)$/i.exec(authorization)?.[1];
      if (token === undefined) return undefined;
      const checked = await jwtVerify(token, (await made).publicKey, { audience: `${baseUrl}/graph` }).catch(
        () => undefined,
      );
      return typeof checked?.payload.tid === 'string' ? checked.payload.tid : undefined;
    },
  };
}

async function toPublicJwk(publicKey: RsaPair['publicKey']): Promise<Json> {
  const { kty = '', n = '', e = '' } = await exportJWK(publicKey);
  return { kty, n, e, kid, alg: 'RS256', use: 'sig' };
}
