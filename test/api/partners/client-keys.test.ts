// Our own keys: read from PEM or JWK, named when wrong, and served with nothing private in them.
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import express from 'express';
import { afterAll, describe, expect, it } from 'vitest';
import { compose } from '../../../api/compose';
import { ConfigFaults } from '../../../api/config/config';
import { createKeySetPage, keySetPath } from '../../../api/http/key-set.middleware';
import { ClientKeyFaults, createClientKeys } from '../../../api/partners/client-keys';
import { createPartners, RegistryFaults } from '../../../api/partners/registry.service';
import { readServerConfig } from '../../../api/server';
import { listenOnLoopback } from '../../sandbox/listen';
import { getRsaPair } from '../../support/rsa-pairs';

const { privateKey: rsa } = await getRsaPair('this app');
const { privateKey: nextRsa } = await getRsaPair('this app, next');
const shortRsa = () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const ec = (namedCurve = 'P-384') => generateKeyPairSync('ec', { namedCurve }).privateKey;
const toPem = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }));
const toJwk = (key: KeyObject, more: object = {}) => ({
  ...key.export({ format: 'jwk' }),
  ...more,
});
const faultsOf = async (text: string) =>
  createClientKeys(text).then(
    () => [],
    (error: unknown) => (error instanceof ClientKeyFaults ? error.faults : [String(error)]),
  );

describe('the key set', () => {
  it('has the current and the next key of each algorithm, the first of which signs', async () => {
    const keys = await createClientKeys([rsa, ec(), nextRsa, ec()].map(toPem).join('\n'));
    const [first, second] = keys.publicSet.keys;
    expect(keys.publicSet.keys.map(({ alg }) => alg)).toEqual(['RS384', 'ES384', 'RS384', 'ES384']);
    expect([keys.find('RS384')?.kid, keys.find('ES384')?.kid]).toEqual([first?.kid, second?.kid]);
  });

  it('takes a JWK set with ids of the operator', async () => {
    const set = { keys: [toJwk(rsa, { kid: 'a', alg: 'RS384' }), toJwk(ec(), { kid: 'b' })] };
    const keys = await createClientKeys(JSON.stringify(set));
    expect([keys.find('RS384')?.kid, keys.find('ES384')?.kid]).toEqual(['a', 'b']);
  });

  it('T36: is served without sign-in, to be kept for minutes, with public members alone', async () => {
    const jwks = { keys: [toJwk(rsa, { kid: 'a', more: 'canary' }), toJwk(ec())] };
    const keys = await createClientKeys(JSON.stringify(jwks));
    const server = await listenOnLoopback(0, express().use(createKeySetPage(keys.publicSet)));
    const answer = await fetch(`http://localhost:${server.port}${keySetPath}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=900']);
    const { keys: served } = (await answer.json()) as { keys: object[] };
    await server.close();
    expect(served.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ]);
  });

  it('is empty where nothing is configured', async () => {
    expect((await createClientKeys('')).publicSet).toEqual({ keys: [] });
  });
});

describe('T37: a wrong key', () => {
  it.each([
    ['no key at all', () => 'hello canary', 'neither PEM'],
    ['broken JSON', () => '{canary', 'no JWK set'],
    ['a public key', () => JSON.stringify({ keys: [{ ...toJwk(ec()), d: undefined }] }), 'cannot be read'],
    ['a short RSA key', () => toPem(shortRsa()), '2048'],
    ['another curve', () => toPem(ec('P-256')), 'P-384'],
    [
      'an alg of another kind',
      () => JSON.stringify({ keys: [toJwk(ec(), { alg: 'RS384' })] }),
      'must be RSA',
    ],
    ['broken base64', () => toPem(ec()).replace(/\n[A-Za-z0-9+/]{20}/, '\n####canary'), 'cannot be read'],
    ['three of a kind', () => [ec(), ec(), ec()].map(toPem).join(''), '3 keys for ES384'],
    [
      'one id twice',
      () => JSON.stringify({ keys: [toJwk(ec(), { kid: 'a' }), toJwk(rsa, { kid: 'a' })] }),
      'kid',
    ],
  ])('%s is named and not quoted', async (_what, make, named) => {
    const faults = await faultsOf(make());
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(named);
    expect(faults[0]).not.toContain('canary');
  });

  it('that a partner needs and that is not there is a fault of its registration', async () => {
    const clientKeys = await createClientKeys(toPem(rsa));
    const toEntry = (id: string, alg: string) => ({
      id,
      name: id,
      bases: [`https://fhir.example/${id}`],
      tokenEndpoint: 'https://auth.example/token',
      auth: { kind: 'private_key_jwt', clientId: 'app', alg },
    });
    const partners = [toEntry('a', 'RS384'), toEntry('b', 'ES384')];
    const open = () => createPartners({ partners, openServers: [], clientKeys });
    expect(open).toThrow(RegistryFaults);
    expect(open).toThrow('b: needs a key for ES384');
    expect(open).not.toThrow('a: needs');
  });
});

describe('T36: PATIENTS_CLIENT_KEYS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patients-keys-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const partners = [
    {
      id: 'b',
      name: 'b',
      bases: ['https://fhir.example/b'],
      tokenEndpoint: 'https://auth.example/token',
      auth: { kind: 'private_key_jwt', clientId: 'app', alg: 'ES384' },
    },
  ];
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const masterKey = randomBytes(32).toString('base64');
  const read = (keyFile: string) =>
    readServerConfig(
      {
        PATIENTS_PUBLIC_URL: 'https://patients.example.org',
        PATIENTS_STORE: `sqlite:${join(folder, 'store.sqlite')}`,
        PATIENTS_MASTER_KEY: masterKey,
        PATIENTS_CLIENT_ID: 'c11e4700-0000-4000-8000-00000000c11e',
        PATIENTS_CLIENT_SECRET: 'made-up',
        PATIENTS_TENANTS: '11111111-aaaa-4aaa-8aaa-111111111111',
        PATIENTS_PARTNERS: write('partners.json', JSON.stringify(partners)),
        PATIENTS_CLIENT_KEYS: keyFile,
        PATIENTS_READERS: '0',
      },
      'serve',
    );
  const faultsAtStart = (pem: string) =>
    compose(read(write('keys.pem', pem))).then(
      () => [],
      (error: unknown) => (error instanceof ConfigFaults ? error.faults : [String(error)]),
    );

  it('names a file that cannot be read, keys that are none and one that is missing, before anything is opened', async () => {
    expect(() => read(join(folder, 'nowhere.pem'))).toThrow(
      'PATIENTS_CLIENT_KEYS names a file that cannot be read',
    );
    expect(await faultsAtStart('canary')).toEqual([
      expect.stringMatching(/^PATIENTS_CLIENT_KEYS are neither/),
    ]);
    expect(await faultsAtStart(toPem(rsa))).toEqual([
      'PATIENTS_PARTNERS b: needs a key for ES384, and PATIENTS_CLIENT_KEYS has none',
    ]);
  });

  it('never prints a key, and the composed app serves the public part to anybody', async () => {
    const pem = toPem(ec());
    const config = read(write('keys.pem', pem));
    for (const text of [JSON.stringify(config), inspect(config, { depth: 9 })]) {
      expect(text).not.toContain(pem.split('\n')[1]);
    }
    const composed = await compose(config);
    const server = await listenOnLoopback(0, composed.app);
    const at = (path: string) => fetch(`http://localhost:${server.port}${path}`);
    const answer = await at(keySetPath);
    expect([answer.status, answer.headers.get('x-powered-by')]).toEqual([200, null]);
    expect(await answer.json()).toMatchObject({ keys: [{ kty: 'EC', crv: 'P-384', alg: 'ES384' }] });
    expect((await at('/api/health')).status).toBe(200);
    expect((await at('/api/nowhere')).status).toBe(404);
    await server.close();
    await composed.close();
  });
});
