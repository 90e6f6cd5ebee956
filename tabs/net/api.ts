// The one fetch to our own API: bearer per request, one retry with a fresh token, problems as ApiProblem. No UI.
import { SignInError, type TokenRequest } from '../host/host';
import { ApiProblem, isAbort, toTabProblem } from './problem';
import { parseVisible } from './visible-text';

export interface Answer<T> {
  readonly data: T;
  /** Row version from the ETag, for If-Match. */
  readonly version: number | undefined;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly ifMatch?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly accept?: string | undefined;
}

type Call = <T>(path: string, options?: CallOptions) => Promise<Answer<T>>;

export interface Api {
  readonly get: Call;
  readonly post: Call;
  readonly put: Call;
  readonly patch: Call;
  readonly delete: Call;
  /** The raw answer, already checked to be a success: for ndjson (see lines.ts). */
  readonly open: (method: string, path: string, options?: CallOptions) => Promise<Response>;
  /** A fetch for libraries that bring their own headers (fhirclient): adds the bearer and retries, judges nothing. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

export interface ApiDeps {
  readonly getToken: (request?: TokenRequest) => Promise<string>;
  readonly fetch: typeof fetch;
  readonly isOnline: () => boolean;
}

export function createApi(deps: ApiDeps): Api {
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const first = await once(deps, url, init);
    if (first.status !== 401) return first;
    await first.body?.cancel();
    return once(deps, url, init);
  };
  const open: Api['open'] = async (method, path, options = {}) => {
    const response = await send(path, toInit(method, options));
    if (!response.ok) throw await readProblem(response);
    return response;
  };
  const call = (method: string): Call => {
    return async <T>(path: string, options?: CallOptions) => {
      const response = await open(method, path, options);
      return { data: (await readJson(response)) as T, version: toVersion(response.headers.get('etag')) };
    };
  };
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
    open,
    fetch: (url, init = {}) => send(url, init),
  };
}

async function once(deps: ApiDeps, url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${await getToken(deps)}`);
  try {
    return await deps.fetch(url, { ...init, headers, credentials: 'omit', cache: 'no-store' });
  } catch (error) {
    if (isAbort(error) || init.signal?.aborted === true) throw error;
    throw toTabProblem(deps.isOnline() ? 'unreachable' : 'offline');
  }
}

async function getToken(deps: ApiDeps): Promise<string> {
  try {
    return await deps.getToken();
  } catch (error) {
    if (!deps.isOnline()) throw toTabProblem('offline');
    const code = error instanceof SignInError ? error.code : 'sign_in_failed';
    throw toTabProblem(code, error instanceof Error ? error.message : '');
  }
}

function toInit(method: string, options: CallOptions): RequestInit {
  const headers = new Headers({ Accept: options.accept ?? 'application/json' });
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  const init: RequestInit = { method, headers };
  if (options.signal !== undefined) init.signal = options.signal;
  if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    init.body = JSON.stringify(options.body);
  }
  return init;
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return parseVisible(await response.text());
  } catch (error) {
    if (isAbort(error)) throw error;
    throw toTabProblem('unreadable');
  }
}

/** A proxy between us and the API answers HTML: that is still a problem with words. */
async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response
    .text()
    .then(parseVisible)
    .catch(() => undefined);
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return new ApiProblem({ title: '', detail: '', ...body } as ApiProblem['problem']);
  }
  return response.status >= 502 && response.status <= 504
    ? toTabProblem('unreachable')
    : toTabProblem('unreadable');
}

function toVersion(etag: string | null): number | undefined {
  const digits = /^(?:W\/)?"(\d+)"$/.exec(etag ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
