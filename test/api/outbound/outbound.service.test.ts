// The door to other servers against real listeners on loopback that behave badly.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { outboundLimits } from '../../../api/contract/limits';
import { createOutbound, type Outbound, type OutboundConfig } from '../../../api/outbound/outbound.service';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(config: Partial<OutboundConfig> = {}): Outbound {
  const outbound = createOutbound({ allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true, ...config });
  closing.push(() => outbound.close());
  return outbound;
}

const json = { 'content-type': 'application/fhir+json' };

describe('a good answer', () => {
  it('is parsed, and 4xx and 501 are answers too', async () => {
    const base = await serve((request, response) => {
      response.writeHead(Number(request.url?.slice(1)), json).end('{"a":[1,{"b":"}]"}]}');
    });
    const outbound = open();
    for (const status of [200, 404, 422, 501]) {
      const answer = await outbound.get(`${base}/${status}`);
      expect(answer).toMatchObject({ status, isJson: true, json: { a: [1, { b: '}]' }] } });
    }
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('may be compressed by %s', async (encoding, compress) => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { ...json, 'content-encoding': encoding }).end(compress('{"ok":true}'));
    });
    expect((await open().get(base)).json).toEqual({ ok: true });
  });

  it('that is HTML is no JSON', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
    });
    expect(await open().get(base)).toMatchObject({ isJson: false, json: undefined });
  });

  it('is asked for a second time when a kept connection breaks', async () => {
    let calls = 0;
    const base = await serve((request, response) => {
      calls++;
      if (calls === 2) request.socket.destroy();
      else response.writeHead(200, json).end('{}');
    });
    const outbound = open();
    await outbound.get(base);
    expect((await outbound.get(base)).status).toBe(200);
    expect(calls).toBe(3);
  });
});

describe('T3: redirects', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i is not followed and no body reaches the other place',
    async (status) => {
      let reached = 0;
      const other = await serve((_request, response) => {
        reached++;
        response.end();
      });
      const outbound = open();
      for (const target of [other, '/', 'http://169.254.169.254/', 'file:///etc/passwd', 'data:,x']) {
        const base = await serve((_request, response) => {
          response.writeHead(status, { location: target }).end();
        });
        await expect(outbound.post(base, 'client_secret=s')).rejects.toMatchObject({
          code: 'server_redirects',
        });
      }
      expect(reached).toBe(0);
    },
  );
});

describe('T24: size', () => {
  const limits = { answerBytes: 100_000 };

  it('an answer that says it is too large is not read', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { ...json, 'content-length': 100_000_000 });
      response.write('{');
    });
    await expect(open({ limits }).get(base)).rejects.toMatchObject({ code: 'server_answer_too_large' });
  });

  it('an endless answer without a length is cut off', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, json);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20)));
      };
      response.on('drain', more);
      more();
    });
    await expect(open({ limits }).get(base)).rejects.toMatchObject({ code: 'server_answer_too_large' });
  });

  it('a compression bomb is stopped at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    const base = await serve((_request, response) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb);
    });
    await expect(open({ limits }).get(base)).rejects.toMatchObject({ code: 'server_answer_too_large' });
  });

  it('chained encodings are refused', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync('{}')));
    });
    await expect(open().get(base)).rejects.toMatchObject({ code: 'server_answer_broken' });
  });
});

describe('T22: JSON', () => {
  it.each([
    '{"a":',
    '',
    'no json',
    `${'['.repeat(65)}${']'.repeat(65)}`,
    `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`,
  ])('broken or too deep is server_answer_broken (%#)', async (body) => {
    const base = await serve((_request, response) => response.writeHead(200, json).end(body));
    await expect(open().get(base)).rejects.toMatchObject({ code: 'server_answer_broken' });
  });

  it('of more parts than any server has to tell is server_answer_too_large', async () => {
    const base = await serve((request, response) =>
      response.writeHead(200, json).end(`[${(request.url ?? '').includes('zeros') ? '0,0,0,0' : '{},[]'}]`),
    );
    const outbound = open({ limits: { jsonParts: 3 } });
    await expect(outbound.get(`${base}/zeros`)).rejects.toMatchObject({ code: 'server_answer_too_large' });
    await expect(outbound.get(`${base}/parts`)).rejects.toMatchObject({ code: 'server_answer_too_large' });
    expect((await open({ limits: { jsonParts: 4 } }).get(`${base}/parts`)).isJson).toBe(true);
  });

  it('is scanned for a reader that never recurses only where parsing it would take long', async () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const base = await serve((request, response) =>
      response.writeHead(200, json).end(deep(Number(request.url?.slice(1)))),
    );
    const ask = (levels: number) => open().post(`${base}/${levels}`, '{}', { isShallowReader: true });
    expect((await ask(100_000)).isJson).toBe(true);
    await expect(ask(140_000)).rejects.toMatchObject({ code: 'server_answer_broken' });
  });

  it('of 64 levels and with brackets inside strings is fine', async () => {
    const body = `${'['.repeat(64)}"${'[{'.repeat(100)}\\"["${']'.repeat(64)}`;
    const base = await serve((_request, response) => response.writeHead(200, json).end(body));
    expect((await open().get(base)).isJson).toBe(true);
  });
});

describe('T25: time', () => {
  it('a server that never answers is a timeout', async () => {
    const base = await serve(() => undefined);
    await expect(open({ limits: { totalMs: 60 } }).get(base)).rejects.toMatchObject({
      code: 'server_timeout',
    });
  });

  it('a slow drip ends at the total deadline', async () => {
    const base = await serve((_request, response) => {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    await expect(open({ limits: { totalMs: 120 } }).get(base)).rejects.toMatchObject({
      code: 'server_timeout',
    });
  });

  it('a connection reset in the answer is server_unreachable', async () => {
    const base = await serve((request, response) => {
      response.writeHead(200, { ...json, 'content-length': 100 });
      response.write('{', () => request.socket.destroy());
    });
    await expect(open().get(base)).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  it('what is no HTTP is an error of the server', async () => {
    const server = createTcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    closing.push(() => server.close());
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(open().get(base)).rejects.toMatchObject({ code: expect.stringMatching(/^server_/) });
  });

  it('what the parser stumbled over is not kept: a token may be among it', async () => {
    const server = createTcpServer((socket) => socket.end('{"access_token":"canary-token"}')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const error: unknown = await open()
      .get(`http://127.0.0.1:${port}`)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'server_answer_broken' });
    expect(inspect(error, { depth: 12 })).not.toContain('canary');
  });

  it('nobody at home is server_unreachable', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await expect(open().get(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });

  it('the caller can give up', async () => {
    const base = await serve(() => undefined);
    const gone = new AbortController();
    const call = open().get(base, { signal: gone.signal });
    gone.abort(new Error('gone'));
    await expect(call).rejects.toThrow('gone');
  });

  it('a server that keeps failing is left alone, and another one is not touched by it', async () => {
    let calls = 0;
    const bad = await serve((_request, response) => {
      calls++;
      response.writeHead(500).end();
    });
    const good = await serve((_request, response) => response.writeHead(200, json).end('{}'));
    const outbound = open();
    const codes: unknown[] = [];
    for (let i = 0; i < 60; i++)
      codes.push(await outbound.get(bad).catch((error: { code: string }) => error.code));
    expect(codes[0]).toBe('server_error');
    expect(codes.at(-1)).toBe('server_unreachable');
    expect(calls).toBeLessThan(60);
    expect((await outbound.get(good)).status).toBe(200);
  });

  it('a server whose connections keep breaking is asked again for one call in ten at the most', async () => {
    let calls = 0;
    const base = await serve((request) => {
      calls++;
      request.socket.destroy();
    });
    const outbound = open();
    // All kept connections may break at once: that many may be repeated before the tenth counts.
    const kept = outboundLimits.inFlightPerServer * 2;
    const asked = 400;
    for (let i = 0; i < asked; i++)
      await outbound.get(base, { server: `one that breaks ${i % 2}` }).catch(() => undefined);
    // The breaker keeps most of them away; of what went out no more was repeated than is allowed.
    expect(calls).toBeLessThanOrEqual(asked * 1.1 + kept * 2);
    expect(calls).toBeGreaterThan(0);
  });

  it('more calls than the queue holds are server_busy', async () => {
    const base = await serve(() => undefined);
    const outbound = open({ limits: { inFlightPerServer: 1, queuedPerServer: 1, totalMs: 150 } });
    const codes = await Promise.all(
      [1, 2, 3].map(() => outbound.get(base).catch((error: { code: string }) => error.code)),
    );
    expect(codes.sort()).toEqual(['server_busy', 'server_timeout', 'server_timeout']);
  });

  it('500 is server_error, 503 is server_busy', async () => {
    const base = await serve((request, response) => {
      response.writeHead(Number(request.url?.slice(1))).end();
    });
    const outbound = open();
    await expect(outbound.get(`${base}/500`)).rejects.toMatchObject({ code: 'server_error' });
    await expect(outbound.get(`${base}/503`)).rejects.toMatchObject({ code: 'server_busy' });
  });
});

describe('a certificate', () => {
  it('that nobody vouches for is server_certificate, and what speaks no TLS too', async () => {
    const base = await serve((_request, response) => response.end());
    const outbound = open();
    await expect(outbound.get(base.replace('http:', 'https:'))).rejects.toMatchObject({
      code: 'server_certificate',
    });
  });
});
