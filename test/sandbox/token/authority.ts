// The token server of one persona: oidc-provider with client credentials, the tenant id as scope and JWT access tokens.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, errors as joseErrors, jwtVerify } from 'jose';
import { type Adapter, errors, Provider } from 'oidc-provider';
import type { HospitalId } from '../census/hospital';
import type { KnobBox } from '../control/knobs';
import { type Persona, type PersonaAuth, tenantIds } from '../persona';

export interface Authority {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** The hospital behind a bearer token; `refused` says why there is none. */
  check(token: string): Promise<{ tid: string; hospital: HospitalId } | { refused: string }>;
}
export interface AuthorityOptions {
  persona: Persona;
  auth: PersonaAuth;
  /** Its own URL. */
  issuer: string;
  /** Base of the FHIR server that its tokens are for. */
  audience: string;
  knobs: KnobBox;
}

const algorithm = 'ES256';
const expired = 'The token has expired.';

function toHospital(persona: Persona, tid: string): HospitalId | undefined {
  return persona.hospitals.find((hospital) => tenantIds[hospital] === tid);
}

/** Unknown scopes would be dropped in silence: they have to be refused by hand. */
function refuseUnknownTenant(options: AuthorityOptions, scope: unknown): string {
  const { persona, knobs } = options;
  const asked = typeof scope === 'string' ? scope : '';
  if (toHospital(persona, asked) === undefined || knobs.now.unknownTenant) {
    throw new errors.InvalidScope('this tenant is not known here', asked);
  }
  return asked;
}

/** JWT access tokens carry all there is to know: nothing has to be kept. */
class NothingKept implements Adapter {
  async upsert(): Promise<void> {}
  async find(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}

function toClient(auth: PersonaAuth) {
  return {
    client_id: auth.clientId,
    client_secret: auth.clientSecret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: auth.method,
    id_token_signed_response_alg: 'ES256' as const,
  };
}

async function createProvider(
  options: AuthorityOptions,
  privateKey: CryptoKey,
  onIssued: (jti: string) => void,
) {
  const { auth, issuer, audience, knobs } = options;
  const jwk = { ...(await exportJWK(privateKey)), alg: algorithm, use: 'sig', kid: 'sandbox' };
  const provider = new Provider(issuer, {
    clients: [toClient(auth)],
    jwks: { keys: [jwk] },
    cookies: { keys: ['made-up-cookie-key'] },
    adapter: NothingKept,
    ttl: { ClientCredentials: () => knobs.now.tokenSeconds ?? auth.lifetimeSeconds },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (ctx) => ({
          scope: refuseUnknownTenant(options, ctx.oidc.params?.scope),
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: algorithm } },
        }),
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
  provider.use(async (ctx, next) => {
    await next();
    const { body } = ctx;
    if (knobs.now.noExpiresIn && typeof body === 'object' && body !== null && 'expires_in' in body) {
      const { expires_in: _left, ...rest } = body;
      ctx.body = rest;
    }
  });
  return provider;
}

/** More than one secret may be alive while one is being changed; a knob refuses them all. */
function acceptSecrets(provider: Provider, knobs: KnobBox): void {
  const client = provider.Client.prototype;
  const compare = client.compareClientSecret;
  client.compareClientSecret = function compareAny(actual: string) {
    if (knobs.now.rejectSecret) return false;
    return knobs.now.extraSecrets.includes(actual) || compare.call(this, actual);
  };
}

export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  const { persona, issuer, audience, knobs } = options;
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
