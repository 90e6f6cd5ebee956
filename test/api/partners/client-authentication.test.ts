// Each way in which this app proves itself, against real servers over sockets: what they take, and what they refuse.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, exportJWK } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOutbound } from '../../../api/outbound/outbound.service';
import { type ClientKeys, createClientKeys } from '../../../api/partners/client-keys';
import type { Partner } from '../../../api/partners/partner.schema';
import { createPartners } from '../../../api/partners/registry.service';
import { createTokenService, type TokenDeps } from '../../../api/partners/token.service';
import { makeCertificate } from '../../support/certificate';
import { getRsaPem } from '../../support/rsa-pairs';
import { type OidcOptions, startEntra, startOidc, type TokenServer } from '../../support/token-server';

const tid = '11111111-aaaa-4aaa-8aaa-111111111111';
const stranger = '22222222-bbbb-4bbb-8bbb-222222222222';
const clientId = 'patients+app 1%';
const secret = 'canary-n3w%+ :s3cret';
const outbound = createOutbound({ allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true });
const servers: TokenServer[] = [];
let keys: ClientKeys;

beforeAll(async () => {
  keys = await createClientKeys((await getRsaPem('this app')) + makeEcPem());
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(() => outbound.close());

function makeEcPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

async function opened(starting: Promise<TokenServer>): Promise<TokenServer> {
  const server = await starting;
  servers.push(server);
  return server;
}

const startServer = (more: Partial<OidcOptions> & Pick<OidcOptions, 'method'>) =>
  opened(startOidc({ clientId, scopes: [tid], ...more }));

function toPartner(tokenEndpoint: string | undefined, auth: object, more: object = {}): Partner {
  const entry = { id: 'p', name: 'p', bases: ['https://fhir.example/r4'], tokenEndpoint, auth, ...more };
  const [partner] = createPartners({ partners: [entry], openServers: [] }).all;
  if (!partner) throw new Error('no partner');
  return partner;
}

const tokenFor = (partner: Partner, asTid = tid, deps: Partial<TokenDeps> = {}) =>
  createTokenService({ outbound, clientKeys: keys, ...deps }).getToken(partner, asTid);
const refused = { code: 'token_refused' };

describe.each(['client_secret_post', 'client_secret_basic'] as const)('T5: %s', (kind) => {
  const auth = { kind, clientId, clientSecret: secret };

  it('is taken, and the secret is in no other place than it should be', async () => {
    const server = await startServer({ method: kind, secrets: new Set([secret]) });
    const token = await tokenFor(toPartner(`${server.url}/token`, auth));
    expect(token).toMatchObject({ expiresIn: 300, usableSeconds: 240 });
    expect(server.journal).toHaveLength(1);
    const { path, body, headers } = server.journal[0] ?? {};
    expect([path, new URLSearchParams(body).get('scope')]).toEqual(['/token', tid]);
    expect(new URLSearchParams(body).has('client_secret')).toBe(kind === 'client_secret_post');
    expect(headers?.authorization !== undefined).toBe(kind === 'client_secret_basic');
  });

  it('with a wrong secret, for another client or another tenant is refused after one request', async () => {
    const server = await startServer({ method: kind, secrets: new Set([secret]) });
    const endpoint = `${server.url}/token`;
    await expect(tokenFor(toPartner(endpoint, { ...auth, clientSecret: 'no' }))).rejects.toMatchObject(
      refused,
    );
    await expect(tokenFor(toPartner(endpoint, { ...auth, clientId: 'no' }))).rejects.toMatchObject(refused);
    await expect(tokenFor(toPartner(endpoint, auth), stranger)).rejects.toMatchObject({
      code: 'tenant_unknown_to_partner',
    });
    expect(server.journal).toHaveLength(3);
  });

  it('T37: tries the secret before only where the new one is no client’s, and remembers which one works', async () => {
    const old = 'canary-old';
    const secrets = new Set([old]);
    const server = await startServer({ method: kind, secrets });
    const partner = toPartner(`${server.url}/token`, { ...auth, previousSecret: old });
    const tokens = createTokenService({ outbound });
    const countFor = async () => {
      const before = server.journal.length;
      const token = await tokens.getToken(partner, tid);
      tokens.invalidate(partner, tid, token.accessToken);
      return server.journal.length - before;
    };
    expect([await countFor(), await countFor()]).toEqual([2, 1]);
    secrets.delete(old);
    secrets.add(secret);
    expect([await countFor(), await countFor()]).toEqual([2, 1]);
    const before = server.journal.length;
    await expect(tokens.getToken(partner, stranger)).rejects.toMatchObject({
      code: 'tenant_unknown_to_partner',
    });
    expect(server.journal.length - before).toBe(1);
    secrets.clear();
    await expect(tokens.getToken(partner, tid)).rejects.toMatchObject(refused);
    expect(server.journal.length - before).toBe(3);
  });

  it('T37: is changed under load without one failed request', async () => {
    const old = 'canary-old';
    const secrets = new Set([old]);
    const scopes = Array.from(
      { length: 25 },
      (_, i) => `${String(i).padStart(8, '0')}-cccc-4ccc-8ccc-123456789abc`,
    );
    const server = await startServer({ method: kind, secrets, scopes });
    const partner = toPartner(`${server.url}/token`, { ...auth, previousSecret: old });
    const tokens = createTokenService({ outbound });
    const round = () =>
      Promise.all(
        scopes.map(async (scope) => {
          const { accessToken } = await tokens.getToken(partner, scope);
          tokens.invalidate(partner, scope, accessToken);
          return accessToken;
        }),
      );
    const rounds: Promise<string[]>[] = [];
    for (const change of [() => secrets, () => secrets.add(secret), () => secrets.delete(old)]) {
      change();
      rounds.push(round());
      await rounds.at(-1);
      rounds.push(round(), round());
    }
    const given = (await Promise.all(rounds)).flat();
    expect(given.length).toBe(9 * scopes.length);
    expect(given.every((token) => token !== '')).toBe(true);
  });
});

describe.each(['RS384', 'ES384'] as const)('T5: private_key_jwt by %s', (alg) => {
  const auth = { kind: 'private_key_jwt', clientId, alg };
  const startWith = (set: unknown) => startServer({ method: 'private_key_jwt', jwks: set, alg });
  const sentBy = (server: TokenServer) =>
    new URLSearchParams(server.journal.at(-1)?.body).get('client_assertion') ?? '';

  it('is taken with the key of our public set, says what it must and no more, and never twice the same', async () => {
    const server = await startWith(keys.publicSet);
    const partner = toPartner(`${server.url}/token`, { ...auth, seconds: 120 });
    const from = Math.floor(Date.now() / 1000);
    await tokenFor(partner);
    const first = sentBy(server);
    await tokenFor(partner);
    const { iss, sub, aud, jti, iat = 0, exp = 0, ...rest } = decodeJwt(first);
    expect([iss, sub, aud, rest]).toEqual([clientId, clientId, `${server.url}/token`, {}]);
    expect(iat).toBeGreaterThanOrEqual(from);
    expect(exp - iat).toBe(120);
    expect(decodeProtectedHeader(first)).toEqual({ alg, typ: 'JWT', kid: keys.find(alg)?.kid });
    expect(jti).not.toBe(decodeJwt(sentBy(server)).jti);
    const replayed = await outbound.post(`${server.url}/token`, server.journal[0]?.body ?? '', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(replayed.json).toMatchObject({ error: 'invalid_client' });
  });

  it('by an unknown key, for another audience, expired, of another client or tenant is refused', async () => {
    const server = await startWith(keys.publicSet);
    const endpoint = `${server.url}/token`;
    const good = toPartner(endpoint, auth);
    const clientKeys = await createClientKeys(alg === 'RS384' ? await getRsaPem('another app') : makeEcPem());
    await expect(tokenFor(good, tid, { clientKeys })).rejects.toMatchObject(refused);
    const elsewhere = toPartner(endpoint, { ...auth, audience: 'https://other.example/token' });
    await expect(tokenFor(elsewhere)).rejects.toMatchObject(refused);
    const hourAgo = () => Date.now() - 3_600_000;
    await expect(tokenFor(good, tid, { now: hourAgo })).rejects.toMatchObject(refused);
    await expect(tokenFor(toPartner(endpoint, { ...auth, clientId: 'no' }))).rejects.toMatchObject(refused);
    await expect(tokenFor(good, stranger)).rejects.toMatchObject({ code: 'tenant_unknown_to_partner' });
    expect(server.journal).toHaveLength(5);
  });

  it('without a key of its algorithm nothing is sent', async () => {
    const server = await startWith(keys.publicSet);
    const clientKeys = await createClientKeys(alg === 'RS384' ? makeEcPem() : await getRsaPem('this app'));
    const partner = toPartner(`${server.url}/token`, auth);
    await expect(tokenFor(partner, tid, { clientKeys })).rejects.toMatchObject(refused);
    expect(server.journal).toEqual([]);
  });
});

describe('T5: entra', () => {
  const tenant = '99999999-eeee-4eee-8eee-999999999999';
  const audience = 'https://ward.fhir.azurehealthcareapis.com';
  const pem = makeCertificate();
  const routing = { routing: { by: 'none' } };
  const start = async (clockAheadSeconds = 0) => {
    const jwk = await exportJWK(new X509Certificate(pem).publicKey);
    const jwks = { keys: [{ ...jwk, alg: 'PS256' }] };
    const secrets = new Set([secret]);
    return opened(startEntra({ tenant, clientId: 'app', secrets, audience, jwks, clockAheadSeconds }));
  };
  const toAuth = (server: TokenServer, more: object = {}) => ({
    kind: 'entra',
    clientId: 'app',
    authority: server.url,
    tenant,
    audience,
    credential: { kind: 'secret', clientSecret: secret },
    ...more,
  });
  const toEntra = (server: TokenServer, more: object = {}) =>
    toPartner(undefined, toAuth(server, more), routing);

  it.each([
    ['a secret', { kind: 'secret', clientSecret: secret }],
    ['a certificate', { kind: 'certificate', pem }],
  ])('takes %s in one request to the v2 endpoint of the registered tenant', async (_what, credential) => {
    const server = await start();
    const token = await tokenFor(toEntra(server, { credential }));
    expect(token).toMatchObject({ accessToken: 'entra.made.up', expiresIn: 3599 });
    expect(server.journal.map(({ path }) => path.split('?')[0])).toEqual([`/${tenant}/oauth2/v2.0/token`]);
    const scopes = new URLSearchParams(server.journal[0]?.body).get('scope')?.split(' ');
    expect(scopes).toContain(`${audience}/.default`);
    expect(scopes).not.toContain(tid);
  });

  it.each([
    ['a wrong secret', { credential: { kind: 'secret', clientSecret: 'no' } }],
    ['a certificate that nobody knows', { credential: { kind: 'certificate', pem: makeCertificate() } }],
    ['another tenant', { tenant: stranger }],
    ['another audience', { audience: 'https://other.example' }],
    ['another client', { clientId: 'other' }],
  ])('refuses %s, once asked', async (_what, more) => {
    const server = await start();
    await expect(tokenFor(toEntra(server, more))).rejects.toMatchObject(refused);
    expect(server.journal).toHaveLength(1);
  });

  it('takes an authority that lies in a folder', async () => {
    const server = await start();
    await tokenFor(toEntra(server, { authority: `${server.url}/cloud/auth/` }));
    expect(server.journal.map(({ path }) => path.split('?')[0])).toEqual([
      `/cloud/auth/${tenant}/oauth2/v2.0/token`,
    ]);
  });

  it('tries the secret before, once', async () => {
    const server = await start();
    const credential = { kind: 'secret', clientSecret: 'new', previousSecret: secret };
    expect((await tokenFor(toEntra(server, { credential }))).accessToken).toBe('entra.made.up');
    expect(server.journal).toHaveLength(2);
  });

  it('tries the certificate before, once, and remembers which of them worked', async () => {
    const server = await start();
    const partner = toEntra(server, {
      credential: { kind: 'certificate', pem: makeCertificate(), previousPem: pem },
    });
    const tokens = createTokenService({ outbound });
    const ask = async () => {
      const { accessToken } = await tokens.getToken(partner, tid);
      tokens.invalidate(partner, tid, accessToken);
      return accessToken;
    };
    expect(await ask()).toBe('entra.made.up');
    expect(server.journal).toHaveLength(2);
    expect(await ask()).toBe('entra.made.up');
    expect(server.journal).toHaveLength(3);
  });

  it('refuses an assertion that has expired', async () => {
    const server = await start(3_600);
    const credential = { kind: 'certificate', pem };
    await expect(tokenFor(toEntra(server, { credential }))).rejects.toMatchObject(refused);
    expect(server.journal).toHaveLength(1);
  });

  it('a server that cannot be reached is told as such', async () => {
    const partner = toEntra({ url: 'http://localhost:9', journal: [], close: async () => undefined });
    await expect(tokenFor(partner)).rejects.toMatchObject({ code: 'server_unreachable' });
  });
});
