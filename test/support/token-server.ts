// Real token servers on sockets, with a journal of every byte that came: oidc-provider for secrets and assertions, a small
// Entra, and recorders that answer whatever a test wants of a hostile host.
import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { type Adapter, type ClientMetadata, errors, Provider } from 'oidc-provider';
import { type Listening, listenOnLoopback } from '../sandbox/listen';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface TokenServer {
  readonly url: string;
  readonly journal: readonly Recorded[];
  close(): Promise<void>;
}

export interface Said {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

type Handle = (asked: Recorded, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

async function startRecorded(handle: Handle): Promise<TokenServer> {
  const journal: Recorded[] = [];
  const listening: Listening = await listenOnLoopback(0, (request, response) => {
    readBody(request)
      .then(async (body) => {
        const { method = '', url: path = '', headers } = request;
        const asked = { method, path, headers, body };
        journal.push(asked);
        await handle(asked, request, response);
      })
      .catch(() => response.destroy());
  });
  return { url: `http://localhost:${listening.port}`, journal, close: listening.close };
}

function say(response: ServerResponse, { status, json, headers }: Said): void {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(json ?? {}));
}

/** A host that answers as it is told and remembers all that it got. */
export function startRecorder(answer: (asked: Recorded, url: string) => Said): Promise<TokenServer> {
  return startRecorded((asked, request, response) =>
    say(response, answer(asked, `http://${request.headers.host ?? ''}`)),
  );
}

/** What oidc-provider keeps is the ids of assertions that were used: that is what refuses them a second time. */
class Memory implements Adapter {
  static readonly #kept = new Map<string, Record<string, unknown>>();
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  async upsert(id: string, payload: Record<string, unknown>): Promise<void> {
    Memory.#kept.set(`${this.#name} ${id}`, payload);
  }

  async find(id: string): Promise<Record<string, unknown> | undefined> {
    return Memory.#kept.get(`${this.#name} ${id}`);
  }

  async findByUserCode(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(id: string): Promise<void> {
    Memory.#kept.delete(`${this.#name} ${id}`);
  }
  async revokeByGrantId(): Promise<void> {}
}

export interface OidcOptions {
  readonly clientId: string;
  readonly method: 'client_secret_post' | 'client_secret_basic' | 'private_key_jwt';
  /** All that are alive; may be changed while it runs. */
  readonly secrets?: Set<string>;
  readonly jwks?: unknown;
  readonly alg?: 'RS384' | 'ES384';
  /** Scopes that it knows; another is refused. */
  readonly scopes: readonly string[];
}

function toClient({ clientId, method, secrets, jwks, alg }: OidcOptions): ClientMetadata {
  return {
    client_id: clientId,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    id_token_signed_response_alg: 'ES256',
    token_endpoint_auth_method: method,
    ...(secrets && { client_secret: [...secrets][0] ?? 'none' }),
    // Public keys as they were served to it.
    ...(jwks !== undefined && { jwks: jwks as NonNullable<ClientMetadata['jwks']> }),
    ...(alg && { token_endpoint_auth_signing_alg: alg }),
  };
}

const { privateKey: signing } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function createProvider(issuer: string, options: OidcOptions): Provider {
  const provider = new Provider(issuer, {
    clients: [toClient(options)],
    cookies: { keys: ['made-up-cookie-key'] },
    jwks: { keys: [{ ...signing.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'made-up' }] },
    adapter: Memory,
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    ttl: { ClientCredentials: () => 300 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `${issuer}/fhir`,
        getResourceServerInfo: (ctx) => {
          const asked = String(ctx.oidc.params?.scope ?? '');
          if (asked !== '' && !options.scopes.includes(asked))
            throw new errors.InvalidScope('unknown', asked);
          return { scope: asked, audience: `${issuer}/fhir`, accessTokenFormat: 'opaque' };
        },
      },
    },
  });
  const { secrets } = options;
  if (secrets) provider.Client.prototype.compareClientSecret = (actual: string) => secrets.has(actual);
  return provider;
}

/** oidc-provider at `url`, its token endpoint at `${url}/token`. */
export async function startOidc(options: OidcOptions): Promise<TokenServer> {
  let callback: ReturnType<Provider['callback']> | undefined;
  const server = await startRecorded((asked, request, response) => {
    // oidc-provider takes a body that was read already.
    Object.assign(request, { body: Object.fromEntries(new URLSearchParams(asked.body)) });
    callback?.(request, response);
  });
  callback = createProvider(server.url, options).callback();
  return server;
}

export interface EntraOptions {
  readonly tenant: string;
  readonly clientId: string;
  readonly secrets: ReadonlySet<string>;
  /** Of the FHIR service. */
  readonly audience: string;
  /** Public keys of registered certificates. */
  readonly jwks?: JSONWebKeySet;
  readonly clockAheadSeconds?: number;
}

type Claim = (code: number, error: string, status?: number) => Said;
const refuse: Claim = (code, error, status = 400) => ({
  status,
  json: { error, error_description: `AADSTS${code}: made up`, error_codes: [code], timestamp: '2026-11-22' },
});

/** Entra's v2 token endpoint, as far as app to app calls see it. */
export function startEntra(options: EntraOptions): Promise<TokenServer> {
  const answer = async (asked: Recorded, host: string): Promise<Said> => {
    const form = new URLSearchParams(asked.body);
    const { pathname } = new URL(asked.path, 'http://x');
    const [, tenant] = /\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(pathname) ?? [];
    if (tenant === undefined) return { status: 404 };
    if (tenant !== options.tenant) return refuse(90002, 'invalid_request');
    if (form.get('client_id') !== options.clientId) return refuse(700016, 'unauthorized_client');
    const scope = form.get('scope') ?? '';
    const asWanted = scope.split(' ').includes(`${options.audience}/.default`);
    if (!scope.includes('/.default')) return refuse(1002012, 'invalid_scope');
    if (!asWanted) return refuse(500011, 'invalid_resource');
    const assertion = form.get('client_assertion');
    const isProven = assertion
      ? await isAssertionGood(assertion, options, `https://${host}${asked.path.split('?')[0]}`)
      : options.secrets.has(form.get('client_secret') ?? '');
    if (!isProven) return refuse(assertion ? 700027 : 7000215, 'invalid_client', 401);
    return { status: 200, json: { token_type: 'Bearer', expires_in: 3599, access_token: 'entra.made.up' } };
  };
  return startRecorded(async (asked, request, response) =>
    say(response, await answer(asked, request.headers.host ?? '')),
  );
}

async function isAssertionGood(assertion: string, options: EntraOptions, audience: string): Promise<boolean> {
  if (!options.jwks) return false;
  try {
    const { clientId: issuer, clockAheadSeconds = 0 } = options;
    const currentDate = new Date(Date.now() + clockAheadSeconds * 1000);
    const keys = createLocalJWKSet(options.jwks);
    await jwtVerify(assertion, keys, {
      audience,
      issuer,
      subject: issuer,
      requiredClaims: ['exp', 'jti'],
      currentDate,
      clockTolerance: 5,
    });
    return true;
  } catch {
    return false;
  }
}
