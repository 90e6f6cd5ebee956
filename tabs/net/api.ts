// The one fetch to our own API: bearer per request, one retry with a fresh token, problems as ApiProblem. No UI.
import { readLines } from './lines';
import { ApiProblem, toPageProblem, toRequestError } from './problem';
import { askToken, type TokenDeps } from './token';
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
}

type Call = <T>(path: string, options?: CallOptions) => Promise<Answer<T>>;

export interface Api {
  readonly get: Call;
  readonly post: Call;
  readonly put: Call;
  readonly patch: Call;
  readonly delete: Call;
  /** What stands at an address as text. */
  readonly text: (path: string) => Promise<string>;
  /** An answer that comes line by line (see lines.ts). Throws ApiProblem also when it is cut in the middle. */
  readonly lines: <T>(method: string, path: string, options?: CallOptions) => AsyncGenerator<T>;
}

export interface ApiDeps extends TokenDeps {
  readonly fetch: typeof fetch;
}

export function createApi(deps: ApiDeps): Api {
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const first = await once(deps, url, init);
    if (first.status !== 401) return first;
    await first.body?.cancel();
    return once(deps, url, init);
  };
  const open = async (method: string, path: string, accept: string, options: CallOptions) => {
    const response = await send(path, toInit(method, accept, options));
    if (!response.ok) throw await readProblem(response);
    return response;
  };
  const call = (method: string): Call => {
    return async <T>(path: string, options: CallOptions = {}) => {
      const response = await open(method, path, 'application/json', options);
      const data = await readJson(response).catch((error: unknown) => {
        throw toRequestError(error, deps.isOnline(), options.signal);
      });
      return { data: data as T, version: toVersion(response.headers.get('etag')) };
    };
  };
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
    text: async (path) => {
      const response = await open('GET', path, 'text/plain', {});
      return response.text().catch((error: unknown) => {
        throw toRequestError(error, deps.isOnline(), undefined);
      });
    },
    lines: async function* <T>(method: string, path: string, options: CallOptions = {}) {
      const response = await open(method, path, 'application/x-ndjson', options);
      try {
        yield* readLines<T>(response);
      } catch (error) {
        throw toRequestError(error, deps.isOnline(), options.signal);
      }
    },
  };
}

async function once(deps: ApiDeps, url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${await askToken(deps)}`);
  try {
    return await deps.fetch(url, { ...init, headers, credentials: 'omit', cache: 'no-store' });
  } catch (error) {
    throw toRequestError(error, deps.isOnline(), init.signal);
  }
}

function toInit(method: string, accept: string, options: CallOptions): RequestInit {
  const headers = new Headers({ Accept: accept });
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
  return response.status === 204 ? undefined : parseVisible(await response.text());
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response
    .text()
    .then(parseVisible)
    .catch(() => undefined);
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return new ApiProblem({ title: '', detail: '', ...body } as ApiProblem['problem']);
  }
  return toPageProblem(response.status);
}

function toVersion(etag: string | null): number | undefined {
  const digits = /^(?:W\/)?"(\d+)"$/.exec(etag ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
