// The tab's one fetch: bearer per request, one retry, problems with words. Against a real server on loopback.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { SignInError } from '../../../tabs/host/host';
import { signInCodes } from '../../../tabs/host/sign-in-failure';
import { type ApiDeps, createApi } from '../../../tabs/net/api';
import { readLines } from '../../../tabs/net/lines';
import { ApiProblem } from '../../../tabs/net/problem';
import { codeOf, serve } from './serving';

function apiWith(parts: Partial<ApiDeps> = {}) {
  return createApi({ getToken: () => Promise.resolve('t'), fetch, isOnline: () => true, ...parts });
}

it('sends the bearer, the body and the version, and reads the version of the answer', async () => {
  const seen: string[] = [];
  const base = await serve((request, response) => {
    seen.push(
      String(request.headers.authorization),
      String(request.headers['if-match']),
      String(request.headers.cookie),
    );
    response.setHeader('ETag', '"8"').end('{"name":"Ward"}');
  });
  const answer = await apiWith().put<{ name: string }>(base, { body: { name: 'Ward' }, ifMatch: 7 });
  expect(answer).toEqual({ data: { name: 'Ward' }, version: 8 });
  expect(seen).toEqual(['Bearer t', '"7"', 'undefined']);
});

it('an expired token is asked for anew once, and only once', async () => {
  const tokens = ['old', 'new'];
  const seen: string[] = [];
  const base = await serve((request, response) => {
    seen.push(String(request.headers.authorization));
    response.statusCode = request.headers.authorization === 'Bearer new' ? 200 : 401;
    response.end('{}');
  });
  await apiWith({ getToken: () => Promise.resolve(tokens.shift() ?? 'none') }).get(base);
  expect(seen).toEqual(['Bearer old', 'Bearer new']);
  expect(await codeOf(apiWith({ getToken: () => Promise.resolve('old') }).get(base))).toBe('unreadable');
  expect(seen.slice(2)).toEqual(['Bearer old', 'Bearer old']);
});

it('a stream that falls silent is told as a broken network, with all that came before; one that goes on is not', async () => {
  const base = await serve(async (request, response) => {
    response.write('{"n":1}\n');
    if (request.url !== '/slow') return;
    for (const n of [2, 3, 4, 5]) {
      await wait(500);
      response.write(`{"n":${n}}\n`);
    }
    response.end();
  });
  const read = async (path: string, silentMs: number) => {
    const seen: unknown[] = [];
    const ended = await codeOf(
      (async () => {
        for await (const line of readLines(await fetch(new URL(path, base)), silentMs)) seen.push(line);
      })(),
    );
    return [seen.length, ended];
  };
  // As a whole it takes longer than it may be silent.
  expect(await read('/slow', 1_500)).toEqual([5, 'undefined']);
  expect(await read('/stalls', 100)).toEqual([1, 'unreachable']);
});

it('reads a text as it stands, and what is no success as a problem', async () => {
  const base = await serve((request, response) => {
    response.statusCode = request.url === '/gone' ? 404 : 200;
    response.end(request.url === '/gone' ? '{"code":"not_found","status":404}' : 'a\tb\r\n');
  });
  expect(await apiWith().text(base)).toBe('a\tb\r\n');
  expect(await codeOf(apiWith().text(new URL('/gone', base).href))).toBe('not_found');
});

it('a problem document keeps its code and its details', async () => {
  const base = await serve((_request, response) => {
    response.writeHead(412, { 'Content-Type': 'application/problem+json' });
    response.end('{"code":"changed_meanwhile","status":412,"current":{"name":"Theirs"}}');
  });
  const error: unknown = await apiWith()
    .get(base)
    .catch((reason: unknown) => reason);
  expect(error instanceof ApiProblem && error.problem).toMatchObject({
    code: 'changed_meanwhile',
    current: { name: 'Theirs' },
  });
});

it.each([
  [502, '<html>Bad gateway</html>', 'unreachable'],
  [500, '<html>Oops</html>', 'unreadable'],
  [200, 'not json', 'unreadable'],
])('an answer %i of %s from a proxy has words: %s', async (status, body, code) => {
  const base = await serve((_request, response) => response.writeHead(status).end(body));
  expect(await codeOf(apiWith().get(base))).toBe(code);
});

it('a server that is away is told apart from a device that is offline', async () => {
  const gone = 'http://127.0.0.1:9';
  expect(await codeOf(apiWith().get(gone))).toBe('unreachable');
  expect(await codeOf(apiWith({ isOnline: () => false }).get(gone))).toBe('offline');
});

it.each(signInCodes)('a sign-in that ended with %s is told as such', async (code) => {
  const getToken = () => Promise.reject(new SignInError(code, 'why'));
  expect(await codeOf(apiWith({ getToken }).get('http://127.0.0.1:9'))).toBe(code);
});

it('a call that was given up stays an abort', async () => {
  const base = await serve(() => undefined);
  const controller = new AbortController();
  const work = apiWith().get(base, { signal: controller.signal });
  controller.abort();
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
});

it('lines come one by one, however the bytes are cut', async () => {
  const pieces = ['{"a":1}\n{"b":"', 'ä"}', '\n\n{"c":3}'];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const lines = [];
  for await (const line of readLines(new Response(body))) lines.push(line);
  expect(lines).toEqual([{ a: 1 }, { b: 'ä' }, { c: 3 }]);
});

it('an answer that is cut on the way is the network’s fault, whole or line by line', async () => {
  const base = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"a":1}\n{"b":', () => response.destroy());
  });
  expect(await codeOf(apiWith().get(base))).toBe('unreachable');
  const seen: unknown[] = [];
  const read = async (isOnline: boolean) => {
    for await (const line of apiWith({ isOnline: () => isOnline }).lines('GET', base)) seen.push(line);
  };
  expect(await codeOf(read(true))).toBe('unreachable');
  expect(await codeOf(read(false))).toBe('offline');
  expect(seen).toEqual([{ a: 1 }, { a: 1 }]);
});

it('lines of a refusal are none, and those that were given up end in an abort', async () => {
  const base = await serve((request, response) => {
    if (request.url === '/refused') response.writeHead(404).end('{"code":"not_found","status":404}');
    else response.write('{"a":1}\n');
  });
  const controller = new AbortController();
  const read = async (path: string) => {
    for await (const line of apiWith().lines('GET', `${base}${path}`, { signal: controller.signal })) {
      expect(line).toEqual({ a: 1 });
      controller.abort();
    }
  };
  expect(await codeOf(read('/refused'))).toBe('not_found');
  await expect(read('/')).rejects.toMatchObject({ name: 'AbortError' });
});

it.each([
  ['{"a":1}\n{"b":\n{"c":3}\n', 'unreadable'],
  ['<html>A proxy</html>', 'unreadable'],
  // The rest didn't come.
  ['{"a":1}\n{"b":', 'unreachable'],
])('a line that is broken is a problem with words: %j is %s', async (body, code) => {
  const read = async () => {
    for await (const line of readLines(new Response(body))) void line;
  };
  expect(await codeOf(read())).toBe(code);
});
