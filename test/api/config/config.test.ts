import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { type Command, ConfigFaults, readConfig } from '../../../api/config/config';

const folder = mkdtempSync(join(tmpdir(), 'patients-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const masterKey = randomBytes(32).toString('base64');
const clientSecret = 'canary-client-secret';
const good = {
  PATIENTS_PUBLIC_URL: 'https://patients.example.org',
  PATIENTS_STORE: `sqlite:${join(folder, 'store.sqlite')}`,
  PATIENTS_MASTER_KEY: masterKey,
  PATIENTS_CLIENT_ID: 'c11e4700-0000-4000-8000-00000000c11e',
  PATIENTS_CLIENT_SECRET: clientSecret,
  PATIENTS_TENANTS: '11111111-AAAA-4aaa-8aaa-111111111111, 22222222-bbbb-4bbb-8bbb-222222222222',
};

const stranger = '33333333-cccc-4ccc-8ccc-333333333333';

const read = (changes: Record<string, string | undefined> = {}, command: Command = 'serve') =>
  readConfig({
    env: { ...good, ...changes },
    command,
    findPartnerFaults: (json) => (Array.isArray(json) ? [] : ['is no list']),
  });

function faultsOf(changes: Record<string, string | undefined>, command?: Command): readonly string[] {
  try {
    read(changes, command);
    return [];
  } catch (error) {
    return error instanceof ConfigFaults ? error.faults : ['not ConfigFaults'];
  }
}

describe('a good configuration', () => {
  it('is read with its defaults', () => {
    expect(read()).toMatchObject({
      port: 3978,
      host: '127.0.0.1',
      identity: { kind: 'entra' },
      outbound: { allow: [], isHttpAllowed: false },
      openServers: [],
      offeredLinks: [],
      ehrCacheSeconds: 30,
      connectsPerHour: 5,
    });
    expect([...read().tenants]).toEqual([
      '11111111-aaaa-4aaa-8aaa-111111111111',
      '22222222-bbbb-4bbb-8bbb-222222222222',
    ]);
  });

  it('takes PostgreSQL and lists', () => {
    const config = read({
      PATIENTS_STORE: 'postgres://u:canary@db.example.org/p',
      PATIENTS_OPEN_SERVERS: 'https://a.example.org/fhir, https://b.example.org/r4',
      PATIENTS_OUTBOUND_ALLOW: '10.20.0.0/16,fd00::/8',
      PATIENTS_OFFERED_LINKS: '[{"name":"Sandbox","link":"https://a.example.org/fhir"}]',
      PATIENTS_FRAME_ANCESTORS: 'https://outlook.office.com',
    });
    expect(config.store.kind).toBe('postgres');
    expect(config.openServers).toHaveLength(2);
    expect(config.outbound.allow).toEqual(['10.20.0.0/16', 'fd00::/8']);
    expect(config.offeredLinks[0]).toMatchObject({ name: 'Sandbox', about: '' });
  });

  it('takes its secrets from files, as containers hand them over', () => {
    const write = (name: string, text: string) => {
      const file = join(folder, name);
      writeFileSync(file, text, { mode: 0o600 });
      return file;
    };
    const config = read({
      PATIENTS_MASTER_KEY: undefined,
      PATIENTS_MASTER_KEY_FILE: write('key', `${masterKey}\n`),
      PATIENTS_CLIENT_SECRET: undefined,
      PATIENTS_CLIENT_SECRET_FILE: write('client', 'from a file'),
      PATIENTS_STORE: undefined,
      PATIENTS_STORE_FILE: write('store', 'postgres://u:canary@db.example.org/p'),
    });
    expect(Buffer.from(config.masterKey.reveal()).toString('base64')).toBe(masterKey);
    expect(config.store).toMatchObject({ kind: 'postgres' });
    const { identity } = config;
    expect(
      identity.kind === 'entra' &&
        identity.credential.kind === 'secret' &&
        identity.credential.secret.reveal(),
    ).toBe('from a file');
  });

  it('T30: never prints a secret', () => {
    const config = read({ PATIENTS_STORE: 'postgres://u:canary@db.example.org/p' });
    for (const text of [JSON.stringify(config), inspect(config, { depth: 9 }), `${config.masterKey}`]) {
      expect(text).toContain('[secret]');
      expect(text).not.toMatch(/canary/);
      expect(text).not.toContain(masterKey);
    }
  });
});

describe('Q2: a bad configuration', () => {
  it('lets in nobody but members, unless told to', () => {
    const yours = '11111111-aaaa-4aaa-8aaa-111111111111';
    expect(read().admission).toEqual({ guestTenants: new Set(), foreignTenants: new Map() });
    const told = read({
      PATIENTS_GUESTS: yours.toUpperCase(),
      PATIENTS_FOREIGN_TENANTS: `${stranger}>${yours}, ${stranger}>22222222-BBBB-4bbb-8bbb-222222222222`,
    });
    expect(told.admission).toEqual({
      guestTenants: new Set([yours]),
      foreignTenants: new Map([[stranger, new Set([yours, '22222222-bbbb-4bbb-8bbb-222222222222'])]]),
    });
  });

  it('names every fault at once', () => {
    const faults = faultsOf({
      PATIENTS_MASTER_KEY: 'short',
      PATIENTS_TENANTS: 'x',
      PORT: '99999',
      PATIENTS_CLIENT_ID: undefined,
    });
    expect(faults.join('\n')).toMatch(
      /PATIENTS_MASTER_KEY[\s\S]*PATIENTS_CLIENT_ID is missing[\s\S]*PATIENTS_TENANTS/,
    );
    expect(faults.some((fault) => fault.startsWith('PORT'))).toBe(true);
  });

  it.each([
    ['a demo identity', { PATIENTS_IDENTITY: 'demo' }, /PATIENTS_IDENTITY=demo is for npm start/],
    ['http to other servers', { PATIENTS_OUTBOUND_HTTP: 'allow' }, /PATIENTS_OUTBOUND_HTTP=allow/],
    ['a missing master key', { PATIENTS_MASTER_KEY: undefined }, /PATIENTS_MASTER_KEY is missing/],
    ['a short master key', { PATIENTS_MASTER_KEY: Buffer.alloc(16).toString('base64') }, /32 bytes/],
    [
      'a master key of words, as the demo has it',
      { PATIENTS_MASTER_KEY: Buffer.from('made-up key for the sandbox only').toString('base64') },
      /not made at random/,
    ],
    [
      'a master key of nothing but zeros',
      { PATIENTS_MASTER_KEY: Buffer.alloc(32).toString('base64') },
      /not made at random/,
    ],
    [
      'libraries that print what they are sent',
      { DEBUG: '*', NODE_DEBUG: 'http' },
      /^DEBUG[\s\S]*NODE_DEBUG/m,
    ],
    ['requests read leniently', { NODE_OPTIONS: '--insecure-http-parser' }, /--insecure-http-parser/],
    ['a door for a debugger', { NODE_OPTIONS: '--inspect=0.0.0.0' }, /NODE_OPTIONS has --inspect/],
    [
      'a next master key of words',
      { PATIENTS_NEXT_MASTER_KEY: Buffer.from('made-up key for the sandbox only').toString('base64') },
      /PATIENTS_NEXT_MASTER_KEY was not made at random/,
    ],
    [
      'a next master key that is the same',
      { PATIENTS_NEXT_MASTER_KEY: masterKey },
      /is the master key itself/,
    ],
    ['no tenant', { PATIENTS_TENANTS: undefined }, /PATIENTS_TENANTS/],
    ['guests of a tenant that is not set up', { PATIENTS_GUESTS: stranger }, /PATIENTS_GUESTS names/],
    ['guests of what is no tenant', { PATIENTS_GUESTS: 'all' }, /PATIENTS_GUESTS must be a GUID/],
    [
      'people of another tenant in one that is not set up',
      { PATIENTS_FOREIGN_TENANTS: `${stranger}>${stranger}` },
      /PATIENTS_FOREIGN_TENANTS names/,
    ],
    [
      'a half pair of tenants',
      { PATIENTS_FOREIGN_TENANTS: stranger },
      /PATIENTS_FOREIGN_TENANTS must be pairs/,
    ],
    ['no public URL', { PATIENTS_PUBLIC_URL: undefined }, /PATIENTS_PUBLIC_URL is missing/],
    ['a public URL without TLS', { PATIENTS_PUBLIC_URL: 'http://patients.example.org' }, /https/],
    ['no way to prove who we are', { PATIENTS_CLIENT_SECRET: undefined }, /PATIENTS_CLIENT_CERTIFICATE/],
    ['a partners file that is not there', { PATIENTS_PARTNERS: join(folder, 'none.json') }, /cannot be read/],
    ['a store of another kind', { PATIENTS_STORE: 'mysql://x' }, /PATIENTS_STORE/],
    [
      'a store that cannot be written to',
      { PATIENTS_STORE: `sqlite:${import.meta.filename}/store.sqlite` },
      /cannot be written/,
    ],
    [
      'certificate checks switched off',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      /NODE_TLS_REJECT_UNAUTHORIZED/,
    ],
    [
      'an open server without TLS',
      { PATIENTS_OPEN_SERVERS: 'http://a.example.org/fhir' },
      /PATIENTS_OPEN_SERVERS/,
    ],
    ['address ranges that are none', { PATIENTS_OUTBOUND_ALLOW: '10.0.0.0' }, /PATIENTS_OUTBOUND_ALLOW/],
    ['links that are not JSON', { PATIENTS_OFFERED_LINKS: 'x' }, /PATIENTS_OFFERED_LINKS must be JSON/],
    ['a misspelt variable', { PATIENTS_TENNANTS: 'x' }, /PATIENTS_TENNANTS is no variable/],
    ['a frame that is no origin', { PATIENTS_FRAME_ANCESTORS: '*' }, /PATIENTS_FRAME_ANCESTORS/],
  ])('with %s does not serve', (_what, changes, words) => {
    expect(faultsOf(changes).join('\n')).toMatch(words);
  });

  it('T38: a secret in a file that everybody can read does not serve', () => {
    const file = join(folder, 'open-key');
    writeFileSync(file, masterKey, { mode: 0o644 });
    expect(faultsOf({ PATIENTS_MASTER_KEY: undefined, PATIENTS_MASTER_KEY_FILE: file })).toEqual([
      'PATIENTS_MASTER_KEY_FILE names a file that everybody on this machine can read: chmod 600',
    ]);
  });

  it('a secret both by value and by file, or by a file that is not there, does not serve', () => {
    expect(faultsOf({ PATIENTS_CLIENT_SECRET_FILE: join(folder, 'none') })).toEqual([
      'PATIENTS_CLIENT_SECRET and PATIENTS_CLIENT_SECRET_FILE are both set: keep one',
      'PATIENTS_CLIENT_SECRET_FILE names a file that cannot be read',
    ]);
  });

  it('T30: a fault never quotes the value', () => {
    const faults = faultsOf({ PATIENTS_MASTER_KEY: 'canary-key', PATIENTS_STORE: 'mysql://u:canary@h/x' });
    expect(faults.join('\n')).not.toMatch(/canary/);
  });

  it('with faults in the partners file says which', () => {
    const file = join(folder, 'partners.json');
    writeFileSync(file, '{}');
    expect(faultsOf({ PATIENTS_PARTNERS: file })).toEqual(['PATIENTS_PARTNERS is no list']);
    writeFileSync(file, '{');
    expect(faultsOf({ PATIENTS_PARTNERS: file })[0]).toBe('PATIENTS_PARTNERS is not JSON');
  });
});

describe('the demo', () => {
  const demo = { PATIENTS_IDENTITY: 'demo', PATIENTS_OUTBOUND_HTTP: 'allow', PATIENTS_PUBLIC_URL: undefined };

  it('may sign in made-up people and reach loopback over http', () => {
    const config = read(
      {
        ...demo,
        PATIENTS_DEMO_ISSUER: 'http://localhost:4000/entra',
        PATIENTS_DEMO_GRAPH: 'http://localhost:4000/graph/v1.0',
      },
      'demo',
    );
    expect(config.identity.kind).toBe('demo');
    expect(config.publicUrl.href).toBe('http://localhost:3978/');
  });

  it('needs to know who plays Entra and Graph', () => {
    expect(faultsOf(demo, 'demo')).toEqual([
      'PATIENTS_DEMO_ISSUER is missing',
      'PATIENTS_DEMO_GRAPH is missing',
    ]);
  });
});
