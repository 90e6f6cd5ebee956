// A plain client for the sandbox's own tests: asks for tokens and reads FHIR, with nothing of the project in between.
import { isObject, type JsonObject, toObjects, toText } from './resource';
import type { RegistryEntry, Sandbox } from './sandbox';

export interface Said {
  status: number;
  type: string;
  json: JsonObject;
  headers: Headers;
}

/** RFC 6749, appendix B. */
function toFormEncoded(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length);
}

async function toSaid(response: Response): Promise<Said> {
  const read: unknown = await response.json();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    json: isObject(read) ? read : {},
    headers: response.headers,
  };
}

export async function askForToken(
  { auth, tokenEndpoint }: RegistryEntry,
  scope: string | undefined,
  change: Record<string, string> = {},
): Promise<Said> {
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

export function findPartner(sandbox: Sandbox, id: string): RegistryEntry {
  const entry = sandbox.partnerRegistry.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`No partner ${id}`);
  return entry;
}

export async function getToken(sandbox: Sandbox, partner: string, tid: string): Promise<string> {
  const { json } = await askForToken(findPartner(sandbox, partner), tid);
  const token = toText(json.access_token);
  if (token === undefined) throw new Error(`No token: ${toText(json.error)}`);
  return token;
}

export interface Asker {
  get(path: string, headers?: Record<string, string>): Promise<Said>;
  search(type: string, form: Record<string, string>): Promise<Said>;
  batch(urls: readonly string[], headers?: Record<string, string>): Promise<Said>;
}

/** Asks one FHIR server; `path` is relative to its base, or absolute. */
export function createAsker(base: string, token?: string): Asker {
  const bearer: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const toUrl = (path: string) => (path.startsWith('http') ? path : `${base}/${path}`);
  return {
    get: async (path, headers = {}) =>
      toSaid(await fetch(toUrl(path), { headers: { ...bearer, ...headers } })),
    search: async (type, form) =>
      toSaid(
        await fetch(`${base}/${type}/_search`, {
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
