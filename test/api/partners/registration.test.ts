// This app registers itself where a partner takes registrations (RFC 7591, 7592), by the operator's command, at a real
// oidc-provider over sockets; and what a partner that lies gets is nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tenantIds } from '../../sandbox/persona';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createPartnersCommand, type PartnersCommand } from '../../support/partners-command';
import { startTestApp, type TestApp } from '../../support/test-app';
import { startRecorder } from '../../support/token-server';

let sandbox: Sandbox;
let app: TestApp;
let partners: PartnersCommand;
let flags: string[];
const folder = mkdtempSync(join(tmpdir(), 'patients-registration-'));

beforeAll(async () => {
  sandbox = await startSandbox({ personas: ['meditech'] });
  const file = join(folder, 'none.json');
  writeFileSync(file, '[]');
  app = await startTestApp({ sandbox, environment: { PATIENTS_PARTNERS: file } });
  partners = createPartnersCommand(app.environment);
  const entry = sandbox.partnerRegistry.find((one) => one.id === 'meditech');
  const endpoint = entry && 'tokenEndpoint' in entry ? (entry.tokenEndpoint ?? '') : '';
  const base = sandbox.linkTo('meditech', 'seaview');
  flags = ['--preset', 'meditech', '--name', 'Meditech', '--base', base, '--token-endpoint', endpoint];
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('register', () => {
  it('asks nobody while the profile has a fault', async () => {
    const told = await partners(['register', 'med', ...flags.slice(0, -2)]);
    expect([told.code, told.said]).toEqual([1, expect.stringContaining('tokenEndpoint')]);
  });

  it('T4: asks no address that only the server names, unless it stands beside the token endpoint', async () => {
    const elsewhere = await startRecorder(() => ({ status: 201, json: { client_id: 'x' } }));
    const server = await startRecorder(() => ({
      status: 200,
      json: { registration_endpoint: `${elsewhere.url}/register` },
    }));
    const base = `${server.url}/r4`;
    const told = await partners([
      ...['register', 'far', '--preset', 'hspc', '--name', 'Far', '--base', base],
      ...['--token-endpoint', `${server.url}/token`],
    ]);
    expect([told.code, told.said]).toEqual([1, expect.stringContaining('say --at')]);
    expect(elsewhere.journal).toEqual([]);
    await Promise.all([server.close(), elsewhere.close()]);
  });

  it('makes a client, stores what it got sealed, and a token is to be had at once', async () => {
    const made = await partners(['register', 'med', ...flags]);
    expect([made.code, made.said]).toEqual([0, '']);
    const { profile } = JSON.parse((await partners(['show', 'med'])).out);
    expect(profile).toMatchObject({
      auth: { clientSecret: '[secret]' },
      registration: { accessToken: '[secret]' },
    });
    const checked = await partners(['check', 'med', '--as', tenantIds.seaview]);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('A token is in order.')]);
  });

  it('says again what we are', async () => {
    expect(await partners(['register', 'med', '--rotate'])).toMatchObject({ code: 0 });
    expect((await partners(['check', 'med'])).code).toBe(0);
  });

  it('takes itself back there and here', async () => {
    expect(await partners(['register', 'med', '--delete'])).toMatchObject({ code: 0 });
    expect((await partners(['list'])).out).toContain('med  revoked');
    expect((await partners(['register', 'med', '--rotate'])).said).toContain('was revoked');
  });
});
