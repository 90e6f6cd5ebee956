// The tab's one fetch: bearer per request, one retry, problems with words. Against a real server on loopback.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { SignInError } from '../../../tabs/host/host';
import { signInCodes } from '../../../tabs/host/sign-in-failure';
import { type ApiDeps, createApi } from '../../../tabs/net/api';
import { readLines } from '../../../tabs/net/lines';
import { ApiProblem } from '../../../tabs/net/problem';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function apiWith(parts: Partial<ApiDeps> = {}) {
  return createApi({ getToken: () => Promise.resolve('t'), fetch, isOnline: () => true, ...parts });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ApiProblem ? error.code : String(error);
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

it('a line that is broken is a problem with words', async () => {
  const read = async () => {
    for await (const line of readLines(new Response('{"a":1}\n{"b":'))) void line;
  };
  expect(await codeOf(read())).toBe('unreadable');
});
