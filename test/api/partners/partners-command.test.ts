// The operator's command against the real store, beside a server that runs: what it stores, what it refuses, what it never says.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../../api/store/store';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createPartnersCommand, type PartnersCommand } from '../../support/partners-command';
import { startTestApp, type TestApp } from '../../support/test-app';

let sandbox: Sandbox;
let app: TestApp;
let partners: PartnersCommand;
const folder = mkdtempSync(join(tmpdir(), 'patients-command-'));
const canary = 'canary-of-a-secret-5f2c';

beforeAll(async () => {
  sandbox = await startSandbox();
  app = await startTestApp({ sandbox });
  partners = createPartnersCommand(app.environment);
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const flags = ['--name', 'Far', '--base', 'https://fhir.far.example/stu3', '--client-id', 'app'];
const whole = [...flags, '--token-endpoint', 'https://auth.far.example/token'];

function readDisk(): string {
  const files = readdirSync(app.dataFolder).filter((name) => name.startsWith('patients.sqlite'));
  return files.map((name) => readFileSync(join(app.dataFolder, name), 'latin1')).join('');
}

async function readSealed(id: string): Promise<string[]> {
  const masterKey = Buffer.from(app.environment.PATIENTS_MASTER_KEY ?? '', 'base64');
  const store = await createStore({ url: app.environment.PATIENTS_STORE ?? '', masterKey });
  const rows = await store.db
    .selectFrom('partner_secrets')
    .select('sealed')
    .where('partner_id', '=', id)
    .execute();
  await store.close();
  return rows.map(({ sealed }) => sealed);
}

describe('the register', () => {
  it('has the partners of the file after the first start', async () => {
    const { out, code } = await partners(['list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'meridian', status: 'active' })]),
    );
  });
});

describe('add', () => {
  it('names every fault with its remedy, and stores nothing', async () => {
    const told = await partners(['add', 'far', '--base', 'nowhere', '--alg', 'RS1'], canary);
    expect(told.code).toBe(1);
    expect(told.said.split('\n').length).toBeGreaterThanOrEqual(4);
    for (const field of ['bases', 'name', 'clientId']) expect(told.said).toContain(field);
    expect((await partners(['show', 'far'])).said).toContain('There is no partner far');
  });

  it('wants the secret from a file or the keyboard', async () => {
    expect((await partners(['add', 'far', ...whole])).said).toContain('--secret-file');
    expect((await partners(['add', 'far', ...whole, '--client-secret', canary], canary)).code).toBe(2);
  });

  it('T36: stores the secret sealed; `show` says that there is one, and nobody says which', async () => {
    const file = join(folder, 'secret');
    writeFileSync(file, `${canary}\n`);
    const told = [
      await partners(['add', 'far', ...whole, '--secret-file', file]),
      await partners(['show', 'far']),
      await partners(['list']),
      await partners(['check', 'far', '--offline']),
    ];
    expect(told.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(JSON.stringify(told)).not.toContain(canary);
    expect(JSON.parse(told[1]?.out ?? '')).toMatchObject({
      profile: { id: 'far', preset: 'contract', auth: { clientSecret: '[secret]' } },
      history: [{ version: 1, what: 'registered' }],
    });
    expect(readDisk()).not.toContain(canary);
    expect(app.logged()).not.toContain(canary);
  });

  it('takes a whole profile from standard input', async () => {
    const profile = {
      name: 'In',
      bases: ['https://in.example/r4'],
      tokenEndpoint: 'https://in.example/token',
    };
    const json = JSON.stringify({ ...profile, auth: { clientId: 'app', clientSecret: canary } });
    expect(await partners(['add', 'in', '--file', '-'], json)).toMatchObject({ code: 0 });
    expect((await partners(['add', 'in', '--file', '-'], json)).said).toContain('registered already');
    expect((await partners(['add', 'in2', '--file', '-'], json)).said).toContain('lies inside one of');
  });
});

describe('T36: a sealed secret', () => {
  it('opens in its own slot of its own partner only', async () => {
    const masterKey = Buffer.from(app.environment.PATIENTS_MASTER_KEY ?? '', 'base64');
    const store = await createStore({ url: app.environment.PATIENTS_STORE ?? '', masterKey });
    const sealer = await store.sealer.forTenant('operator');
    const [sealed = ''] = await readSealed('far');
    const place = { table: 'partner_secrets', rowId: 'far', column: 'auth.clientSecret' };
    expect(sealer.open(place, sealed)).toBe(canary);
    for (const other of [{ rowId: 'in' }, { column: 'auth.previousSecret' }, { table: 'partners' }])
      expect(() => sealer.open({ ...place, ...other }, sealed)).toThrow();
    await store.close();
  });
});

describe('T37: rotate', () => {
  it('puts the new secret first and keeps the old one until `--finish`', async () => {
    expect((await partners(['rotate', 'far', '--finish'])).said).toContain('only one secret');
    expect((await partners(['rotate', 'far', '--secret-file', '-'], canary)).said).toContain('already');
    expect(await partners(['rotate', 'far', '--secret-file', '-'], 'the-new-one')).toMatchObject({ code: 0 });
    expect((await partners(['show', 'far'])).out).toContain('"previousSecret": "[secret]"');
    expect(await readSealed('far')).toHaveLength(2);
    expect(await partners(['rotate', 'far', '--finish'])).toMatchObject({ code: 0 });
    expect(await readSealed('far')).toHaveLength(1);
    expect((await partners(['show', 'far'])).out).not.toContain('previousSecret');
  });

  it('says where a key is changed instead', async () => {
    const jwt = ['--auth', 'private_key_jwt', ...whole.slice(0, 2), '--base', 'https://key.example/r4'];
    const more = ['--client-id', 'app', '--token-endpoint', 'https://key.example/token'];
    const told = await partners(['add', 'key', ...jwt, ...more]);
    expect(told.said).toContain('PATIENTS_CLIENT_KEYS has none');
  });
});

describe('T36, T39: revoke', () => {
  it('leaves neither the secret nor its sealed text in the database or its log', async () => {
    const sealed = await readSealed('far');
    expect(sealed).toHaveLength(1);
    expect(readDisk()).toContain(sealed[0]);
    expect(await partners(['revoke', 'far'])).toMatchObject({ code: 0, said: '' });
    const disk = readDisk();
    for (const text of [canary, 'the-new-one', ...sealed]) expect(disk).not.toContain(text);
    expect((await partners(['list'])).out).toContain('far  revoked');
    expect((await partners(['add', 'far', ...whole], canary)).said).toContain('was revoked');
  });
});

it('each change is in the operator’s own chain, by the account that made it', async () => {
  const masterKey = Buffer.from(app.environment.PATIENTS_MASTER_KEY ?? '', 'base64');
  const store = await createStore({ url: app.environment.PATIENTS_STORE ?? '', masterKey });
  const rows = await store.db
    .selectFrom('audit_events')
    .selectAll()
    .where('tid', '=', 'operator')
    .orderBy('seq')
    .execute();
  await store.close();
  const told = rows.map(({ operation, role }) => `${operation} ${role}`);
  for (const operation of ['PartnerRegistered', 'SecretRotated', 'PartnerChanged'])
    expect(told).toContain(`${operation} operator`);
});
