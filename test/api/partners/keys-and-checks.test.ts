// What the operator's command says and does where a partner signs in with a key or a certificate, describes itself to registered
// clients alone, or wants to hear the scope when a client registers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tenantIds } from '../../sandbox/persona';
import { makeCertificate } from '../../support/certificate';
import { createPartnersCommand, type PartnersCommand } from '../../support/partners-command';
import { startRecorder } from '../../support/token-server';
import { type ManyStage, startManyStage } from '../lists/many-stage';

let stage: ManyStage;
let sandbox: ManyStage['sandbox'];
let partners: PartnersCommand;
const folder = mkdtempSync(join(tmpdir(), 'patients-keys-'));
const asSeaview = ['--as', tenantIds.seaview];

beforeAll(async () => {
  stage = await startManyStage(['google', 'redox']);
  ({ sandbox } = stage);
  partners = createPartnersCommand(stage.app.environment);
}, 60_000);
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

function toFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('check, where metadata is behind the token', () => {
  it.each(['google', 'redox'] as const)('%s is in order', async (id) => {
    const { code, out } = await partners(['check', id, ...asSeaview]);
    expect(out).not.toContain('FAULT');
    expect(out).toContain('the metadata, read with a token, is in order.');
    expect(code).toBe(0);
    const metadata = sandbox.journal(id).filter(({ path }) => path.endsWith('/metadata'));
    expect(metadata.at(-1)).toMatchObject({ hasBearer: true, status: 200 });
  });

  it('T4: a token address that differs is told before any token is asked for', async () => {
    sandbox.knobs('redox').set({ tokenEndpointAdvertised: `${sandbox.baseUrl}/bad/stolen/token` });
    const { code, out } = await partners(['check', 'redox', ...asSeaview]);
    expect([code, out]).toEqual([1, expect.stringContaining('FAULT')]);
    expect(sandbox.journal('redox').filter(({ hasSecret, hasBearer }) => hasSecret || hasBearer)).toEqual([]);
    await partners(['approve', 'redox', '--drift', '--keep']);
  });

  it('a server that refuses even with the token says so', async () => {
    sandbox.knobs('google').set({ status: 403, at: ['metadata'] });
    const { code, out } = await partners(['check', 'google', ...asSeaview]);
    expect([code, out]).toEqual([1, expect.stringContaining('Ask its administrator for the rights.')]);
  });
});

describe('rotate', () => {
  it('of the key of a service account says where the new one goes', async () => {
    const { code, said } = await partners(['rotate', 'google'], 'made-up');
    expect([code, said]).toEqual([1, expect.stringContaining('`update <id> --file`')]);
    expect(said).not.toContain('PATIENTS_CLIENT_KEYS');
  });

  it('of a key of ours says the file of our keys', async () => {
    expect((await partners(['rotate', 'redox'], 'made-up')).said).toContain('PATIENTS_CLIENT_KEYS');
  });

  it('of a certificate keeps the one before as the second, until it is finished', async () => {
    const [old, next] = [makeCertificate(), makeCertificate()];
    const profile = {
      preset: 'ahds',
      name: 'Azure',
      bases: ['https://hospital.fhir.example'],
      auth: {
        kind: 'entra',
        clientId: 'app',
        tenant: tenantIds.seaview,
        audience: 'https://hospital.fhir.example',
        credential: { kind: 'certificate', pem: old },
      },
    };
    const add = ['add', 'azure', '--file', toFile('azure.json', JSON.stringify(profile))];
    expect(await partners(add)).toMatchObject({ code: 0 });
    const rotate = ['rotate', 'azure', '--certificate-file', toFile('next.pem', next)];
    const rotated = await partners(rotate);
    expect([rotated.code, rotated.out]).toEqual([0, expect.stringContaining('rotate --finish')]);
    const show = async () => JSON.parse((await partners(['show', 'azure'])).out).profile.auth.credential;
    expect(await show()).toEqual({ kind: 'certificate', pem: '[secret]', previousPem: '[secret]' });
    expect((await partners(rotate)).said).toContain('has already');
    expect(await partners(['rotate', 'azure', '--finish'])).toMatchObject({ code: 0 });
    expect(await show()).toEqual({ kind: 'certificate', pem: '[secret]' });
    expect((await partners(['rotate', 'azure', '--finish'])).said).toContain('only one secret');
  });
});

describe('register', () => {
  it.each([
    ['system/*.read', 'system/*.read'],
    ['{tid}', undefined],
    ['', undefined],
  ])('of a profile with the scope "%s" says %s', async (scope, said) => {
    const server = await startRecorder(() => ({ status: 201, json: { client_id: 'x', client_secret: 'y' } }));
    const id = `far-${scope.length}`;
    const profile = {
      preset: scope === '{tid}' ? 'contract' : 'hapi',
      name: 'Far',
      bases: [`${server.url}/${id}`],
      tokenEndpoint: `${server.url}/token`,
      auth: { kind: 'client_secret_post' },
      scope,
    };
    const file = toFile(`${id}.json`, JSON.stringify(profile));
    const told = await partners(['register', id, '--file', file, '--at', `${server.url}/register`]);
    expect(told).toMatchObject({ code: 0 });
    const [asked] = server.journal;
    expect(JSON.parse(asked?.body ?? '{}').scope).toBe(said);
    await server.close();
  });
});
