// The token server of one persona: oidc-provider with client credentials, the tenant id as scope and JWT access tokens.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, errors as joseErrors, jwtVerify } from 'jose';
import { errors, Provider } from 'oidc-provider';
import type { HospitalId } from '../census/hospital';
import type { KnobBox } from '../control/knobs';
import { type Persona, type PersonaAuth, tenantIds } from '../persona';
import type { RegisteredKeys } from './client-keys';
import { refuseLongAssertion, refuseMisplacedSecret, toClients } from './clients';
import { createKept } from './kept';

export interface Authority {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** The hospital behind a bearer token, where the token decides about it; `refused` says why it is not valid. */
  check(token: string): Promise<Checked>;
}
export type Checked = { tid: string; hospital?: HospitalId } | { refused: string };
export interface AuthorityOptions {
  persona: Persona;
  auth: PersonaAuth;
  /** Its own URL. */
  issuer: string;
  /** Base of the FHIR server that its tokens are for. */
  audience: string;
  knobs: KnobBox;
  keys: RegisteredKeys;
}

const algorithm = 'ES256';
const expired = 'The token has expired.';

function toHospital(persona: Persona, tid: string): HospitalId | undefined {
  return persona.hospitals.find((hospital) => tenantIds[hospital] === tid);
}

/** Unknown scopes would be dropped in silence: they have to be refused by hand. */
function refuseUnknownScope(options: AuthorityOptions, scope: unknown): string {
  const { persona, auth, knobs } = options;
  const asked = typeof scope === 'string' ? scope : '';
  const { scopes } = auth;
  if (scopes !== undefined) {
    const unknown = asked.split(' ').find((one) => one !== '' && !scopes.includes(one));
    if (unknown !== undefined) throw new errors.InvalidScope('this scope is not known here', unknown);
    return scopes.join(' ');
  }
  if (toHospital(persona, asked) === undefined || knobs.now.unknownTenant) {
    throw new errors.InvalidScope('this tenant is not known here', asked);
  }
  return asked;
}

async function createProvider(
  options: AuthorityOptions,
  privateKey: CryptoKey,
  onIssued: (jti: string) => void,
) {
  const { persona, auth, issuer, audience, knobs } = options;
  const hasRegistration = persona.quirks?.discovery?.hasRegistration === true;
  const jwk = { ...(await exportJWK(privateKey)), alg: algorithm, use: 'sig', kid: 'sandbox' };
  const provider = new Provider(issuer, {
    clients: toClients(auth, options.keys),
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims) => refuseLongAssertion(claims),
    jwks: { keys: [jwk] },
    // A client that registers may name no other.
    ...(auth.scopes !== undefined && { scopes: ['openid', ...auth.scopes] }),
    cookies: { keys: ['made-up-cookie-key'] },
    adapter: createKept(),
    clientDefaults: { id_token_signed_response_alg: algorithm },
    routes: { registration: '/register' },
    ttl: { ClientCredentials: () => knobs.now.tokenSeconds ?? auth.lifetimeSeconds },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      registration: { enabled: hasRegistration },
      registrationManagement: { enabled: hasRegistration },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (ctx) => {
          refuseMisplacedSecret(ctx.oidc.client?.tokenEndpointAuthMethod, ctx.header.authorization);
          if (knobs.now.grantDisabled) throw new errors.UnauthorizedClient('the grant is not enabled');
          return {
            scope: refuseUnknownScope(options, ctx.oidc.params?.scope),
            audience,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: algorithm } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (_ctx, _token, parts) => {
          const { jti } = parts.payload;
          if (typeof jti === 'string') onIssued(jti);
          return parts;
        },
      },
    },
  });
  acceptSecrets(provider, knobs);
  changeAnswers(provider, options);
  return provider;
}

function changeAnswers(provider: Provider, { persona, knobs }: AuthorityOptions): void {
  provider.use(async (ctx, next) => {
    await next();
    const { body } = ctx;
    if (typeof body !== 'object' || body === null) return;
    if (knobs.now.noExpiresIn && 'expires_in' in body) {
      const { expires_in: _left, ...rest } = body;
      ctx.body = rest;
    }
    if (persona.quirks?.isRefusalSilent === true && 'error' in body) {
      ctx.body = { error: body.error, error_description: null };
    }
  });
}

/** More than one secret may be alive while one is being changed; a knob refuses them all. */
function acceptSecrets(provider: Provider, knobs: KnobBox): void {
  const client = provider.Client.prototype;
  const compare = client.compareClientSecret;
  client.compareClientSecret = function compareAny(actual: string) {
    if (knobs.now.rejectSecret) return false;
    const isOwn = !knobs.now.ownSecretDead && compare.call(this, actual);
    return isOwn || knobs.now.extraSecrets.includes(actual);
  };
}

export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  const { persona, auth, issuer, audience, knobs } = options;
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  let issued = new Set<string>();
  let revoked = new Set<string>();
  const known = new Map<string, { jti: string; tid: string; expires: number }>();
  knobs.onRevoke(() => {
    revoked = new Set([...revoked, ...issued]);
    issued = new Set();
  });
  const provider = await createProvider(options, privateKey, (jti) => issued.add(jti));
  const callback = provider.callback();

  async function verify(token: string): Promise<{ jti: string; tid: string; expires: number }> {
    const verified = known.get(token);
    if (verified !== undefined) return verified;
    const { payload } = await jwtVerify(token, publicKey, {
      issuer,
      audience,
      requiredClaims: ['exp', 'jti'],
    });
    const tid = typeof payload.scope === 'string' ? payload.scope : '';
    const read = { jti: payload.jti ?? '', tid, expires: (payload.exp ?? 0) * 1000 };
    known.set(token, read);
    return read;
  }

  return {
    handle(request, response) {
      callback(request, response);
    },
    async check(token) {
      try {
        const { jti, tid, expires } = await verify(token);
        if (expires <= Date.now() + knobs.now.clockAheadSeconds * 1000) return { refused: expired };
        if (revoked.has(jti)) return { refused: 'The token has been revoked.' };
        if (auth.scopes !== undefined) return { tid };
        const hospital = toHospital(persona, tid);
        return hospital === undefined ? { refused: 'No hospital for this scope.' } : { tid, hospital };
      } catch (error) {
        if (error instanceof joseErrors.JWTExpired) return { refused: expired };
        if (error instanceof joseErrors.JOSEError) return { refused: 'The token is not valid here.' };
        throw error;
      }
    },
  };
}
