// Calls in flight, the queue behind them and the breaker, by the door's own hands on real sockets.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound } from '../../../api/outbound/outbound.service';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(limits: Record<string, number>): Outbound {
  const outbound = createOutbound({ allow: ['127.0.0.0/8'], isHttpAllowed: true, limits });
  closing.push(() => outbound.close());
  return outbound;
}

const json = { 'content-type': 'application/json' };
const toCode = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

describe('T25: a queue behind a server that never answers', () => {
  it('lets everybody go at their own deadline', async () => {
    const base = await serve(() => undefined);
    const outbound = open({ inFlightPerServer: 2, queuedPerServer: 20, totalMs: 100 });
    const started = performance.now();
    const codes = await Promise.all(Array.from({ length: 22 }, () => toCode(outbound.get(base))));
    expect(new Set(codes)).toEqual(new Set(['server_timeout']));
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('gives the place of who has gone to the next at once, in the order in which they came', async () => {
    const finish: (() => void)[] = [];
    const seen: string[] = [];
    const base = await serve((request, response) => {
      seen.push(request.url ?? '');
      finish.push(() => response.writeHead(200, json).end('{}'));
    });
    const outbound = open({ inFlightPerServer: 1, queuedPerServer: 2, totalMs: 5_000 });
    const first = toCode(outbound.get(`${base}/1`));
    await expect.poll(() => seen).toEqual(['/1']);
    const gone = new AbortController();
    const second = toCode(outbound.get(`${base}/2`, { signal: gone.signal }));
    const third = toCode(outbound.get(`${base}/3`));
    expect(await toCode(outbound.get(`${base}/4`))).toBe('server_busy');
    gone.abort(Object.assign(new Error('gone'), { code: 'gone' }));
    expect(await second).toBe('gone');
    const fifth = toCode(outbound.get(`${base}/5`));
    for (const index of [0, 1, 2]) {
      await expect.poll(() => finish.length).toBe(index + 1);
      finish[index]?.();
    }
    expect(await Promise.all([first, third, fifth])).toEqual(['answered', 'answered', 'answered']);
    expect(seen).toEqual(['/1', '/3', '/5']);
  });
});

describe('T25: a call whose kept connection breaks', () => {
  const breaking = async () => {
    const asked: string[] = [];
    const base = await serve((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (asked.length === 2) request.socket.destroy();
      else response.writeHead(200, json).end('{}');
    });
    const outbound = open({});
    await outbound.get(`${base}/first`);
    return { asked, base, outbound };
  };

  it('is made once more where it only reads', async () => {
    const { asked, base, outbound } = await breaking();
    expect((await outbound.get(`${base}/a`)).status).toBe(200);
    expect(asked).toEqual(['GET /first', 'GET /a', 'GET /a']);
    const again = await breaking();
    expect((await again.outbound.post(`${again.base}/_search`, '', { isRead: true })).status).toBe(200);
    expect(again.asked).toEqual(['GET /first', 'POST /_search', 'POST /_search']);
  });

  it('is not made once more where it may have changed something, or shown a proof that is good once', async () => {
    const { asked, base, outbound } = await breaking();
    expect(await toCode(outbound.post(`${base}/token`, 'client_assertion=x'))).toBe('server_unreachable');
    expect(asked).toEqual(['GET /first', 'POST /token']);
    const again = await breaking();
    expect(await toCode(again.outbound.send('DELETE', `${again.base}/client`))).toBe('server_unreachable');
    expect(again.asked).toEqual(['GET /first', 'DELETE /client']);
  });
});
