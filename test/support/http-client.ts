// A small HTTP client for tests: JSON in and out, the bearer of a person, and lines of NDJSON as they come.
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** undefined if the answer isn't JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly json: any;
}

export interface Asked {
  readonly body?: unknown;
  readonly form?: Record<string, string>;
  readonly ifMatch?: number;
  readonly headers?: Record<string, string>;
}

export interface Client {
  get(path: string, asked?: Asked): Promise<Answered>;
  post(path: string, asked?: Asked): Promise<Answered>;
  put(path: string, asked?: Asked): Promise<Answered>;
  patch(path: string, asked?: Asked): Promise<Answered>;
  delete(path: string, asked?: Asked): Promise<Answered>;
  /** Yields each line of an `application/x-ndjson` answer; throws if the answer is another. */
  lines(method: 'GET' | 'POST', path: string, asked?: Asked): AsyncGenerator<unknown>;
}

export function createClient(baseUrl: string, authorization: () => Promise<string | undefined>): Client {
  async function ask(
    method: string,
    path: string,
    asked: Asked = {},
    accept = 'application/json',
  ): Promise<Response> {
    const bearer = await authorization();
    const body = asked.form ? new URLSearchParams(asked.form).toString() : toBody(asked.body);
    const type = asked.form ? 'application/x-www-form-urlencoded' : 'application/json';
    return fetch(new URL(path, baseUrl), {
      method,
      headers: {
        accept,
        ...(bearer !== undefined && { authorization: bearer }),
        ...(body !== undefined && { 'content-type': type }),
        ...(asked.ifMatch !== undefined && { 'if-match': `"${asked.ifMatch}"` }),
        ...asked.headers,
      },
      ...(body !== undefined && { body }),
      redirect: 'manual',
    });
  }
  const call = (method: string) => async (path: string, asked?: Asked) =>
    toAnswered(await ask(method, path, asked));
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
    async *lines(method, path, asked) {
      const response = await ask(method, path, asked, 'application/x-ndjson');
      if (!response.headers.get('content-type')?.startsWith('application/x-ndjson')) {
        throw new Error(`no lines: ${response.status} ${await response.text()}`);
      }
      yield* readLines(response);
    },
  };
}

function toBody(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

async function toAnswered(response: Response): Promise<Answered> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

async function* readLines(response: Response): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line);
  }
}
