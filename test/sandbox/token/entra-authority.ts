// A made-up Entra before Microsoft's FHIR servers: both versions of its token endpoint, and tokens whose audience and roles are checked.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { getRsaPair } from '../../support/rsa-pairs';
import { type Answer, readBody, send, toExchange, toJsonAnswer } from '../exchange';
import { toAudience, trustedTenant } from '../personas/microsofts';
import type { Authority, AuthorityOptions, Checked } from './authority';
import type { RegisteredKeys } from './client-keys';

export const reader = { oid: '44444444-dddd-4ddd-8ddd-444444444444', role: 'globalReader' };
const algorithm = 'RS256';

function refuse(status: number, error: string, code: number, text: string): Answer {
  return toJsonAnswer(status, { error, error_description: `AADSTS${code}: ${text}`, error_codes: [code] });
}

async function hasValidAssertion(
  keys: RegisteredKeys,
  assertion: string,
  audiences: string[],
  clientId: string,
) {
  const options = { audience: audiences, issuer: clientId, subject: clientId };
  const set =
    keys.jwksUri === undefined
      ? createLocalJWKSet({ keys: [...(keys.jwks?.keys ?? [])] } satisfies JSONWebKeySet)
      : createRemoteJWKSet(new URL(keys.jwksUri));
  return jwtVerify(assertion, set, options).then(
    () => true,
    () => false,
  );
}

/** What the token is asked for: v1 by `resource`, v2 by a scope that ends in `/.default`. */
function toAsked(form: URLSearchParams, isV2: boolean): { audience: string } | Answer {
  if (!isV2) {
    const resource = form.get('resource');
    if (resource !== null) return { audience: resource };
    return refuse(400, 'invalid_request', 900_144, "The request must contain the parameter 'resource'.");
  }
  const scope = form.get('scope') ?? '';
  if (scope.endsWith('/.default')) return { audience: scope.slice(0, -'/.default'.length) };
  const text = `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
  return refuse(400, 'invalid_scope', 1_002_012, text);
}

export async function createEntraAuthority(options: AuthorityOptions): Promise<Authority> {
  const { persona, auth, issuer, knobs, keys } = options;
  const { privateKey, publicKey } = await getRsaPair('Entra of the FHIR servers');
  const expected = toAudience(persona.id);
  let revoked = new Set<string>();
  let issued = new Set<string>();
  knobs.onRevoke(() => {
    revoked = new Set([...revoked, ...issued]);
    issued = new Set();
  });

  async function isClient(form: URLSearchParams, endpoint: string): Promise<boolean> {
    if (form.get('client_id') !== auth.clientId || knobs.now.rejectSecret) return false;
    const assertion = form.get('client_assertion');
    if (assertion !== null) return hasValidAssertion(keys, assertion, [endpoint, issuer], auth.clientId);
    const secret = form.get('client_secret') ?? '';
    return secret === auth.clientSecret || knobs.now.extraSecrets.includes(secret);
  }

  async function sign(audience: string, isV2: boolean): Promise<Answer> {
    const seconds = knobs.now.tokenSeconds ?? auth.lifetimeSeconds;
    const jti = randomUUID();
    issued.add(jti);
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      aud: audience,
      iss: `${issuer}/${trustedTenant}`,
      tid: trustedTenant,
      oid: reader.oid,
      jti,
    };
    const token = await new SignJWT({ ...claims, roles: [reader.role], ver: isV2 ? '2.0' : '1.0' })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: 'made-up-entra' })
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(privateKey);
    // v1 says its times as text.
    const times = isV2 ? { expires_in: seconds } : { expires_in: String(seconds), resource: audience };
    return toJsonAnswer(200, {
      token_type: 'Bearer',
      ...(knobs.now.noExpiresIn ? {} : times),
      access_token: token,
    });
  }

  async function toAnswer(method: string, path: readonly string[], body: string): Promise<Answer> {
    const [tenant, ...rest] = path;
    const place = rest.join('/');
    const isV2 = place === 'oauth2/v2.0/token';
    if (method !== 'POST' || (!isV2 && place !== 'oauth2/token'))
      return toJsonAnswer(404, { error: 'not_found' });
    if (tenant !== trustedTenant || knobs.now.unknownTenant) {
      return refuse(400, 'invalid_request', 90_002, `Tenant '${tenant ?? ''}' not found.`);
    }
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse(400, 'unsupported_grant_type', 70_003, 'The app requested an unsupported grant type.');
    }
    if (!(await isClient(form, `${issuer}/${path.join('/')}`))) {
      return refuse(401, 'invalid_client', 7_000_215, 'Invalid client secret provided.');
    }
    const asked = toAsked(form, isV2);
    return 'audience' in asked ? sign(asked.audience, isV2) : asked;
  }

  async function check(token: string): Promise<Checked> {
    const verified = await jwtVerify(token, publicKey, { audience: expected }).catch(() => undefined);
    if (verified === undefined) return { refused: 'The token is not valid here.' };
    const { jti = '', exp = 0, roles } = verified.payload;
    if (exp * 1000 <= Date.now() + knobs.now.clockAheadSeconds * 1000)
      return { refused: 'The token has expired.' };
    if (revoked.has(jti)) return { refused: 'The token has been revoked.' };
    const mayRead = Array.isArray(roles) && roles.includes(reader.role);
    return mayRead ? { tid: trustedTenant } : { refused: 'The role is missing.' };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = toExchange(request, response);
    const body = (await readBody(exchange)).toString('utf8');
    send(exchange, await toAnswer(request.method ?? '', exchange.path, body));
  }
  return { handle: (request, response) => void answer(request, response), check };
}
