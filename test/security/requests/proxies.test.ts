// The same doubtful requests through the proxies that operators are told to use (T21), and what a proxy may say of its caller (T34).
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths, teamPath } from '../../../api/contract/paths';
import { teamRoute } from '../../../api/http/route';
import { type Listening, listen } from '../../../api/server';
import { toBearer } from '../../support/entra';
import { people, places } from '../../support/people';
import { findProxies, type RunningProxy, startProxy } from '../../support/proxies';
import { type SmallApp, startSmallApp } from '../../support/small-app';
import { recordFigure } from '../figures';
import { doubtfulRequests } from './doubtful-requests';
import { createQuickClient } from './quick-client';

/** The proxy calls us from 127.0.0.1. */
const attacker = '127.0.0.2';
const innocent = '127.0.0.1';
const quietMs = 150;
const atOnce = 8;

interface Seen {
  readonly url: string;
  /** The last address of X-Forwarded-For: whom the proxy saw. */
  readonly by: string | undefined;
}

/** Answers each request with its own address, and keeps who was said to have sent it. */
async function startRecorder(): Promise<{ server: Listening; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = await listen(
    ({ url = '', headers }, response) => {
      seen.push({ url, by: String(headers['x-forwarded-for']).split(', ').at(-1) });
      response.end(url);
    },
    { host: '127.0.0.1', port: 0 },
  );
  return { server, seen };
}

/** Each with addresses of its own, as long as the ones that it had: lengths are what these requests are about. */
const numbered = Object.entries(doubtfulRequests).map(([name, bytes], at) => {
  const digits = String(at).padStart(2, '0');
  return {
    name,
    digits,
    bytes: bytes.replaceAll('/hidden', `/hidd${digits}`).replaceAll('/outer', `/out${digits}`),
  };
});

/** What came back until the other side closed or had nothing more to say. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket: Socket = connect({ port, host: '127.0.0.1', localAddress: attacker });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  let text = '';
  const quiet = setTimeout(() => socket.destroy(), quietMs);
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
    quiet.refresh();
  });
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  clearTimeout(quiet);
  return text;
}

/** Sends all of them while somebody else asks; answers in words whatever one of the three was wrong about. */
async function findSmuggled(port: number, seen: Seen[]): Promise<string[]> {
  const wrong: string[] = [];
  const queue = numbered.values();
  const attack = async () => {
    for (const { name, digits, bytes } of queue) {
      const answer = await exchange(port, bytes);
      const others = [...answer.matchAll(/\/(?:hidd|out|fine)\d+/g)].filter(([url]) => !url.endsWith(digits));
      if (others.length > 0) wrong.push(`${name} was answered with ${others.join()}`);
    }
  };
  let isOver = false;
  const ask = async () => {
    const client = createQuickClient(`http://127.0.0.1:${port}`, 2, 5_000);
    for (let turn = 0; !isOver || turn < 50; turn++) {
      const path = `/fine${turn}`;
      const { text } = await client.ask({ method: 'get', path, headers: {}, body: undefined });
      if (text !== path) wrong.push(`${path} was answered with ${text}`);
    }
    await client.close();
  };
  const asking = ask();
  await Promise.all(Array.from({ length: atOnce }, attack));
  isOver = true;
  await asking;
  for (const { url, by } of seen) {
    if (by !== (url.startsWith('/fine') ? innocent : attacker)) wrong.push(`${url} came in, sent by ${by}`);
  }
  return wrong;
}

it('T21: a request that hides behind another one is seen where a proxy lets it through', async () => {
  const { server, seen } = await startRecorder();
  const target = Number(new URL(server.url).port);
  // Looks at the first request alone.
  const naive = createServer((caller) => {
    const upstream = connect(target, '127.0.0.1');
    for (const each of [caller, upstream]) each.on('error', () => each.destroy());
    const mark = `X-Forwarded-For: ${caller.remoteAddress}\r\n`;
    caller.once('data', (first) => {
      upstream.write(first.toString('latin1').replace(/\r\n/, `\r\n${mark}`), 'latin1');
      caller.pipe(upstream);
    });
    upstream.pipe(caller);
  }).listen(0, '127.0.0.1');
  await once(naive, 'listening');
  const address = naive.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const twice = `GET /out00 HTTP/1.1\r\nHost: a\r\n\r\n${'GET /hidd00 HTTP/1.1\r\nHost: a\r\n\r\n'}`;
  expect(await exchange(port, twice)).toContain('/hidd00');
  expect(seen.map(({ by }) => by)).toEqual([attacker, 'undefined']);
  naive.close();
  await server.stop(0);
});

describe.each(findProxies())('through $kind', (found) => {
  let proxy: RunningProxy;
  let small: SmallApp;
  let isSeen: () => void;
  const firstLine = new Promise<void>((resolve) => {
    isSeen = resolve;
  });

  beforeAll(async () => {
    const slow = teamRoute({
      operationId: 'PatientListView',
      method: 'get',
      path: '/slow-lines',
      who: 'member',
      summary: 'Made up',
      handle: async () => ({
        lines: async (write) => {
          write({ line: 1 });
          await firstLine;
          write({ line: 2 });
        },
      }),
    });
    small = await startSmallApp({ routes: () => [slow], trustedProxies: ['127.0.0.1/32'] });
    proxy = await startProxy(found, small.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await small.close();
  });

  const ask = async (port: number, path: string, headers: Record<string, string> = {}) => {
    const authorization = await toBearer(people.olivia);
    const asked = request({
      port,
      path,
      host: '127.0.0.1',
      localAddress: attacker,
      headers: { authorization, ...headers },
    });
    const [answer] = await once(asked.end(), 'response');
    return answer.setEncoding('utf8');
  };
  const lastAddress = async () => {
    const rows = small.store.db.selectFrom('audit_events').select('client_ip').orderBy('seq', 'desc');
    return (await rows.executeTakeFirst())?.client_ip;
  };

  it(`T21: ${numbered.length} requests that can be read in two ways bring in none that it did not send, and nobody gets an answer of others`, async () => {
    const { server, seen } = await startRecorder();
    const before = await startProxy(found, server.url);
    const wrong = await findSmuggled(before.port, seen);
    await before.stop();
    await server.stop(0);
    recordFigure({
      id: 'B6',
      name: `requests that can be read in two ways, through ${found.kind}`,
      tried: numbered.length,
      through: wrong.length,
    });
    expect(wrong).toEqual([]);
    expect(seen.length).toBeGreaterThan(50);
  });

  it('T34: the log has the address of the caller, whatever the caller says', async () => {
    const forged = { 'x-forwarded-for': '6.6.6.6' };
    (await ask(proxy.port, paths.audit(places.ward5))).resume();
    await expect.poll(lastAddress).toBe(attacker);
    const answer = await ask(proxy.port, paths.audit(places.ward5), forged);
    expect(answer.statusCode).toBe(200);
    await once(answer.resume(), 'end');
    expect(await lastAddress()).toBe(attacker);
    const straight = await ask(Number(new URL(small.url).port), paths.audit(places.ward5), forged);
    await once(straight.resume(), 'end');
    expect(await lastAddress()).toBe(attacker);
  });

  it('the first line of an answer arrives before the last one is made', async () => {
    const answer = await ask(proxy.port, `${teamPath(places.ward5)}/slow-lines`);
    const [first] = await once(answer, 'data');
    expect(first).toBe('{"line":1}\n');
    isSeen();
    const [second] = await once(answer, 'data');
    expect(second).toBe('{"line":2}\n');
  });
});
