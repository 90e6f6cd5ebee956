import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../../api/server';
import { recordFigure, toSize } from '../figures';
import { doubtfulRequests } from './doubtful-requests';

const patience = { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 50 };
const held = toSize('PATIENTS_TEST_HELD', 900);

let server: Listening;
const asked: string[] = [];
beforeAll(async () => {
  const at = { host: '127.0.0.1', port: 0, patience };
  server = await listen((request, response) => {
    asked.push(request.url ?? '');
    request.resume().once('end', () => response.end('fine'));
  }, at);
});
afterAll(() => server.stop(0));

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** What came back until the server closed. */
async function readToEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

describe('T21: a request that can be read in two ways', () => {
  it(`${Object.keys(doubtfulRequests).length} of them are refused and the connection is closed, and none brings a second one in`, async () => {
    const through: string[] = [];
    for (const [name, bytes] of Object.entries(doubtfulRequests)) {
      const before = asked.length;
      const socket = await open();
      socket.write(bytes, 'latin1');
      const answer = await readToEnd(socket);
      const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
      const hidden = asked.slice(before).filter((url) => url !== '/outer');
      if (hidden.length > 0) through.push(`${name}: ${hidden.join()} came in`);
      if (!statuses.every((status) => status >= 400)) through.push(`${name}: ${statuses.join()}`);
    }
    const tried = Object.keys(doubtfulRequests).length;
    recordFigure({ id: 'B6', name: 'requests that can be read in two ways', tried, through: through.length });
    expect(through).toEqual([]);
    expect(tried).toBeGreaterThanOrEqual(30);
  });
});

describe('T20: a slow client', () => {
  it.each([
    ['drips its headers', 'GET / HTTP/1.1\r\n', 'X-A: b\r\n'],
    ['drips its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n', 'a'],
    ['drips chunks', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
    ['says nothing', '', ''],
  ])('that %s is let go in time', async (_how, first, more) => {
    const started = performance.now();
    const socket = await open();
    if (first !== '') socket.write(first);
    const drip = setInterval(() => more !== '' && socket.write(more), 20);
    socket.once('close', () => clearInterval(drip));
    await readToEnd(socket);
    expect(performance.now() - started).toBeLessThan(patience.requestTimeout + 1_500);
  });

  it('finds no place where there are as many connections as there may be, until one is free', async () => {
    const at = { host: '127.0.0.1', port: 0, mostConnections: 3 };
    const app = await listen((_request, response) => void response.end('fine'), at);
    const port = Number(new URL(app.url).port);
    const held = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    await expect(fetch(app.url)).rejects.toThrow();
    held[0]?.destroy();
    await expect
      .poll(() =>
        fetch(app.url).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    for (const socket of held) socket.destroy();
    await app.stop(0);
  });

  it('and hundreds of them held open keep nobody else waiting', async () => {
    const app = await listen((_request, response) => void response.end('fine'), {
      host: '127.0.0.1',
      port: 0,
    });
    const { port } = new URL(app.url);
    const sockets = await Promise.all(
      Array.from({ length: held }, async () => {
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('error', () => undefined);
        await once(socket, 'connect');
        socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-A: ');
        return socket;
      }),
    );
    const slow: number[] = [];
    for (let turn = 0; turn < 50; turn++) {
      const from = performance.now();
      expect((await fetch(app.url)).status).toBe(200);
      if (performance.now() - from > 500) slow.push(performance.now() - from);
    }
    expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(held);
    for (const socket of sockets) socket.destroy();
    await app.stop(0);
    recordFigure({
      id: 'T20',
      name: 'connections held open beside ordinary calls',
      tried: held,
      through: slow.length,
      size: 'PATIENTS_TEST_HELD',
    });
    expect(slow).toEqual([]);
  });
});
