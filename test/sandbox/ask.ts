// A plain client for the sandbox's own tests: asks for tokens and reads FHIR, with nothing of the project in between.
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { HospitalId } from './census/hospital';
import { type AnyPersonaId, tenantIds } from './persona';
import type { RegistryEntry, SecretEntry } from './registry';
import { isObject, type JsonObject, toObjects, toText } from './resource';
import type { DemoSandbox, Sandbox } from './sandbox';
import type { SignOptions } from './token/client-keys';

export interface Said {
  status: number;
  type: string;
  text: string;
  json: JsonObject;
  headers: Headers;
}

/** RFC 6749, appendix B. */
function toFormEncoded(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length);
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function toSaid(response: Response): Promise<Said> {
  const text = await response.text();
  const read = toJson(text);
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text,
    json: isObject(read) ? read : {},
    headers: response.headers,
  };
}

export async function askForToken(
  { auth, tokenEndpoint = '' }: RegistryEntry,
  scope: string | undefined,
  change: Record<string, string> = {},
): Promise<Said> {
  if (!('clientSecret' in auth)) throw new Error(`No secret, but ${auth.kind}`);
  const credentials = { client_id: auth.clientId, client_secret: auth.clientSecret };
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) form.set('scope', scope);
  const headers: Record<string, string> = {};
  if (auth.kind === 'client_secret_post') {
    for (const [name, value] of Object.entries(credentials)) form.set(name, value);
  } else {
    const pair = `${toFormEncoded(auth.clientId)}:${toFormEncoded(auth.clientSecret)}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  for (const [name, value] of Object.entries(change)) form.set(name, value);
  return toSaid(await fetch(tokenEndpoint, { method: 'POST', headers, body: form }));
}

/** A token for a client with a key. */
export async function askWithAssertion(
  endpoint: string,
  assertion: string,
  change: Record<string, string> = {},
): Promise<Said> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...change,
  });
  return toSaid(await fetch(endpoint, { method: 'POST', body: form }));
}

export async function askWithKey(
  sandbox: Sandbox,
  partner: string,
  options: SignOptions = {},
): Promise<Said> {
  const { auth, tokenEndpoint = '', scope } = findPartner(sandbox, partner);
  const assertion = await sandbox.clientKeys?.sign(auth.clientId, tokenEndpoint, options);
  return askWithAssertion(tokenEndpoint, assertion ?? '', { scope: scope ?? 'system/*.read' });
}

export interface GrantChange {
  claims?: Readonly<Record<string, unknown>>;
  keyId?: string;
  form?: Readonly<Record<string, string>>;
}

/** A token for a service account, whose assertion is the grant. */
export async function askWithGrant(
  sandbox: Sandbox,
  partner: string,
  change: GrantChange = {},
): Promise<Said> {
  const { auth, tokenEndpoint = '' } = findPartner(sandbox, partner);
  if (auth.kind !== 'jwt_bearer') throw new Error(`${partner} has no service account`);
  const now = Math.floor(Date.now() / 1000);
  const scope = 'https://www.googleapis.com/auth/cloud-healthcare';
  const usual = { iss: auth.clientId, scope, aud: tokenEndpoint, iat: now, exp: now + 300 };
  const assertion = await new SignJWT({ ...usual, ...change.claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: change.keyId ?? auth.keyId })
    .sign(createPrivateKey(auth.pem));
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const form = new URLSearchParams({ grant_type: grant, assertion, ...change.form });
  return toSaid(await fetch(tokenEndpoint, { method: 'POST', body: form }));
}

async function askEntra(sandbox: Sandbox, partner: string): Promise<Said> {
  const { auth } = findPartner(sandbox, partner);
  if (auth.kind !== 'entra' || auth.credential.kind !== 'secret') throw new Error(`${partner} has no Entra`);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: auth.clientId,
    client_secret: auth.credential.clientSecret,
    scope: `${auth.audience}/.default`,
  });
  const endpoint = `${auth.authority}/${auth.tenant}/oauth2/v2.0/token`;
  return toSaid(await fetch(endpoint, { method: 'POST', body: form }));
}

function askAsAgreed(sandbox: Sandbox, partner: string, tid: string): Promise<Said> {
  const entry = findPartner(sandbox, partner);
  if (entry.auth.kind === 'private_key_jwt') return askWithKey(sandbox, partner);
  if (entry.auth.kind === 'jwt_bearer') return askWithGrant(sandbox, partner);
  if (entry.auth.kind === 'entra') return askEntra(sandbox, partner);
  const isContract = ['contract', 'datica', 'cloverleaf', 'corolar'].includes(entry.preset ?? 'contract');
  return askForToken(entry, isContract ? tid : 'system/*.read');
}

export function findPartner(sandbox: DemoSandbox, id: string): SecretEntry;
export function findPartner(sandbox: Sandbox, id: string): RegistryEntry;
export function findPartner(sandbox: Sandbox, id: string): RegistryEntry {
  const entry = sandbox.partnerRegistry.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`No partner ${id}`);
  return entry;
}

export async function getToken(sandbox: Sandbox, partner: string, tid: string): Promise<string> {
  const { json } = await askAsAgreed(sandbox, partner, tid);
  const token = toText(json.access_token);
  if (token === undefined) throw new Error(`No token: ${toText(json.error)}`);
  return token;
}

/** A client of one hospital of a persona that was asked for, with the token that is agreed there. */
export async function createHospitalAsker(
  sandbox: Sandbox,
  id: AnyPersonaId,
  hospital: HospitalId = 'seaview',
): Promise<Asker> {
  const isOpen = !sandbox.partnerRegistry.some((one) => one.id === id);
  const token = isOpen ? undefined : await getToken(sandbox, id, tenantIds[hospital]);
  return createAsker(sandbox.linkTo(id, hospital), token);
}

export interface Asker {
  get(path: string, headers?: Record<string, string>): Promise<Said>;
  /** `query`: what stands in the address of the posted search as well. */
  search(type: string, form: Record<string, string>, query?: string): Promise<Said>;
  batch(urls: readonly string[], headers?: Record<string, string>): Promise<Said>;
}

/** Asks one FHIR server; `path` is relative to its base, or absolute. */
export function createAsker(base: string, token?: string): Asker {
  const bearer: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const toUrl = (path: string) => (path.startsWith('http') ? path : `${base}/${path}`);
  return {
    get: async (path, headers = {}) =>
      toSaid(await fetch(toUrl(path), { headers: { ...bearer, ...headers }, redirect: 'manual' })),
    search: async (type, form, query = '') =>
      toSaid(
        await fetch(`${base}/${type}/_search${query}`, {
          method: 'POST',
          headers: bearer,
          body: new URLSearchParams(form),
        }),
      ),
    batch: async (urls, headers = {}) => {
      const entry = urls.map((url) => ({ request: { method: 'GET', url } }));
      const body = JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry });
      const sent = { ...bearer, 'content-type': 'application/fhir+json', ...headers };
      return toSaid(await fetch(base, { method: 'POST', headers: sent, body }));
    },
  };
}

/** Resources of a searchset, without its OperationOutcome. */
export function toResources(bundle: JsonObject): JsonObject[] {
  return toObjects(bundle.entry)
    .map((entry) => entry.resource)
    .filter(isObject)
    .filter((resource) => resource.resourceType !== 'OperationOutcome');
}

export function toIds(bundle: JsonObject): string[] {
  return toResources(bundle).map((resource) => toText(resource.id) ?? '');
}

/** Texts of the warnings and errors that came along. */
export function toWarnings(bundle: JsonObject): string[] {
  const outcomes = [bundle, ...toObjects(bundle.entry).map((entry) => entry.resource)].filter(isObject);
  return outcomes
    .filter((outcome) => outcome.resourceType === 'OperationOutcome')
    .flatMap((outcome) => toObjects(outcome.issue))
    .map((issue) => toText(issue.diagnostics) ?? '');
}

export function findNext(bundle: JsonObject): string | undefined {
  return toText(toObjects(bundle.link).find((link) => link.relation === 'next')?.url);
}
