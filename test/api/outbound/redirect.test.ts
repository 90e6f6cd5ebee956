// Redirects to origins that a list names, over sockets: what goes along, what doesn't, and who hears nothing.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound } from '../../../api/outbound/outbound.service';
import { type Recorded, type Said, startRecorder, type TokenServer } from '../../support/token-server';

let server: TokenServer;
let listed: TokenServer;
let stranger: TokenServer;
let say: { server: (asked: Recorded) => Said; listed: (asked: Recorded) => Said };
let outbound: Outbound;
const fine: Said = { status: 200, json: { ok: true } };
const moved = (location: string, status = 307): Said => ({ status, headers: { location } });
const secrets = { authorization: 'Bearer canary', 'x-partner-key': 'canary', cookie: 'canary' };

beforeAll(async () => {
  server = await startRecorder((asked) => say.server(asked));
  listed = await startRecorder((asked) => say.listed(asked));
  stranger = await startRecorder(() => fine);
  outbound = createOutbound({ allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true });
});
afterAll(async () => {
  await outbound.close();
  await Promise.all([server, listed, stranger].map((each) => each.close()));
});
beforeEach(() => {
  say = { server: () => fine, listed: () => fine };
});

const toOptions = (headers: Readonly<Record<string, string>> = secrets) => ({
  headers: { ...headers, accept: 'application/fhir+json', prefer: 'handling=strict' },
  redirects: {
    origins: [server.url, listed.url],
    isInside: (url: string) => url.startsWith(`${server.url}/r4/`),
  },
});
const get = (path = '/r4/Patient') => outbound.get(`${server.url}${path}`, toOptions());
const toCode = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );
const since = (each: TokenServer) => {
  const from = each.journal.length;
  return () => each.journal.slice(from);
};

describe('T3: a redirect to a listed origin', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i is followed, and nothing that proves who we are goes along',
    async (status) => {
      say.server = () => moved(`${listed.url}/fhir/Patient?a=b`, status);
      const asked = since(listed);
      expect((await get()).json).toEqual({ ok: true });
      const [one] = asked();
      expect(one).toMatchObject({ method: 'GET', path: '/fhir/Patient?a=b', body: '' });
      expect(one?.headers).toMatchObject({ accept: 'application/fhir+json', prefer: 'handling=strict' });
      expect(JSON.stringify(one)).not.toContain('canary');
    },
  );

  it('inside the server itself keeps the token, outside its base it does not', async () => {
    say.server = ({ path }) => (path === '/r4/a' ? moved('b') : path === '/r4/c' ? moved('/other') : fine);
    const asked = since(server);
    await get('/r4/a');
    await get('/r4/c');
    const seen = asked().map(({ path, headers }) => [path, headers.authorization, headers['x-partner-key']]);
    expect(seen).toEqual([
      ['/r4/a', 'Bearer canary', 'canary'],
      ['/r4/b', 'Bearer canary', 'canary'],
      ['/r4/c', 'Bearer canary', 'canary'],
      ['/other', undefined, undefined],
    ]);
  });

  it('that comes back to the server brings no token back', async () => {
    say.server = ({ path }) => (path === '/r4/Patient' ? moved(`${listed.url}/x`) : fine);
    say.listed = () => moved(`${server.url}/r4/y`);
    const asked = since(server);
    await get();
    expect(asked().map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/r4/Patient', 'Bearer canary'],
      ['/r4/y', undefined],
    ]);
  });

  it('is followed twice and not a third time', async () => {
    say.server = ({ path }) => {
      const left = Number(path.split('/').at(-1));
      return left === 0 ? fine : moved(`${left - 1}`);
    };
    expect(await toCode(get('/r4/2'))).toBe('answered');
    const asked = since(server);
    expect(await toCode(get('/r4/3'))).toBe('server_redirects');
    expect(asked()).toHaveLength(3);
  });

  it('keeps a search what it was, or is not followed', async () => {
    const search = (status: number) => {
      say.server = () => moved(`${listed.url}/_search`, status);
      return outbound.post(`${server.url}/r4/_search`, 'family=Hart', { ...toOptions(), isRead: true });
    };
    const asked = since(listed);
    expect([await toCode(search(307)), await toCode(search(308))]).toEqual(['answered', 'answered']);
    expect(asked().map(({ method, body }) => [method, body])).toEqual(Array(2).fill(['POST', 'family=Hart']));
    for (const status of [301, 302, 303, 300, 304, 305])
      expect(await toCode(search(status))).toBe('server_redirects');
    expect(asked()).toHaveLength(2);
  });
});

describe('T3: a redirect that is not followed', () => {
  it('leads to who is not listed, however it is written; they hear nothing', async () => {
    const asked = since(stranger);
    const { host, port } = new URL(stranger.url);
    const at = new URL(listed.url).host;
    const locations = [
      ...[stranger.url, `//${host}/`, `http://${at}@${host}/`, `http://127.0.0.1:${port}/`, `\\\\${host}\\`],
      ...[`http://${at}:a@${host}/`, `HTTP://${host}`, `http:/\\${host}`, `http://[::1]:${port}/`],
      ...[listed.url.replace('http:', 'https:'), `http://a@${at}/`, `http://:b@${at}/`, 'file:///etc/passwd'],
      ...[
        'data:,x',
        'javascript:1',
        'ftp://localhost/',
        'http://',
        '',
        'gopher://localhost/',
        `${listed.url}.evil.test`,
      ],
    ];
    for (const location of locations) {
      say.server = () => moved(location);
      expect(await toCode(get()), location).toBe('server_redirects');
      say = { server: () => moved(listed.url), listed: () => moved(location) };
      expect(await toCode(get()), `second hop: ${location}`).toBe('server_redirects');
    }
    expect(asked()).toEqual([]);
  });

  it('names an address that may not be reached, listed or not', async () => {
    const strict = createOutbound({ allow: ['127.0.0.1/32', '::1/128'], isHttpAllowed: true });
    for (const origin of ['http://127.0.0.2:9', 'http://169.254.169.254', 'https://10.0.0.1']) {
      say.server = () => moved(`${origin}/latest`);
      const { redirects } = toOptions();
      const call = strict.get(`${server.url}/r4/a`, { redirects: { ...redirects, origins: [origin] } });
      expect(await toCode(call)).toBe('address_not_allowed');
    }
    await strict.close();
  });

  it('answers what may change something, or proves something: a token is never asked for elsewhere', async () => {
    say.server = () => moved(`${listed.url}/token`);
    const asked = since(listed);
    expect(await toCode(outbound.post(`${server.url}/token`, 'client_secret=canary'))).toBe(
      'server_redirects',
    );
    expect(await toCode(outbound.send('DELETE', `${server.url}/client`))).toBe('server_redirects');
    expect(asked()).toEqual([]);
  });

  it('takes longer than the one deadline of the whole call', async () => {
    const quick = createOutbound({
      allow: ['127.0.0.0/8', '::1/128'],
      isHttpAllowed: true,
      limits: { totalMs: 150 },
    });
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const origin = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    say.server = () => moved(origin);
    const { redirects } = toOptions();
    const call = quick.get(`${server.url}/r4/a`, { redirects: { ...redirects, origins: [origin] } });
    expect(await toCode(call)).toBe('server_timeout');
    await quick.close();
    silent.close();
  });
});
