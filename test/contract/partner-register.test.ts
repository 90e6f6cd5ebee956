// The register of partners on both databases: two servers that start at once, changes one after another, and what is revoked.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../api/audit/audit.store';
import { toOperatorScope } from '../../api/audit/audit-scope';
import { createChainKey } from '../../api/audit/chain';
import { createEhrTrail } from '../../api/audit/ehr-trail';
import { createClientKeys } from '../../api/partners/client-keys';
import { findStoredPartners, operatorTid } from '../../api/partners/partner.store';
import { createPartnerChanges } from '../../api/partners/partner-changes.service';
import { createRegister } from '../../api/partners/register.service';
import { forgetDeleted } from '../../api/store/forget';
import { createStore } from '../../api/store/store';
import { createDatabase, getPostgres } from '../support/postgres';

const folder = mkdtempSync(join(tmpdir(), 'patients-register-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const masterKey = randomBytes(32);

const profile = {
  id: 'meridian',
  name: 'Meridian',
  bases: ['https://fhir.good.org/stu3'],
  tokenEndpoint: 'https://auth.good.org/token',
  auth: { kind: 'client_secret_post', clientId: 'app', clientSecret: 'canary' },
};

async function open(url: string) {
  const store = await createStore({ url, masterKey });
  const now = () => new Date();
  const clientKeys = await createClientKeys();
  const audit = createAudit({ ...store, chainKey: createChainKey(masterKey), now, trail: createEhrTrail() });
  const scope = toOperatorScope(operatorTid, 'tester', 'test');
  const changes = createPartnerChanges({ store, audit, clientKeys, now, by: 'tester', scope });
  return { store, clientKeys, changes };
}

describe.each([
  ['SQLite', async () => `sqlite:${join(folder, 'register.sqlite')}`],
  ['PostgreSQL', async () => createDatabase((await getPostgres()).url)],
])('the register on %s', (_name, toUrl) => {
  it('T36, T37: is imported once by two servers, follows changes, and forgets who is revoked', async () => {
    const url = await toUrl();
    const [one, other] = [await open(url), await open(url)];
    await Promise.all([one, other].map(({ changes }) => changes.importFile([profile], 'missing')));
    const [{ store }, deps] = [one, { openServers: [], onFault: () => undefined }];
    const register = await createRegister({ ...other.store, ...deps, clientKeys: other.clientKeys });
    const first = register.partners.findById('meridian');
    expect(first).toMatchObject({ auth: { clientSecret: 'canary' } });
    await register.refresh();
    expect(register.partners.findById('meridian')).toBe(first);

    const toProfile = () => ({
      ...profile,
      auth: { ...profile.auth, clientSecret: 'new', previousSecret: 'canary' },
    });
    await one.changes.edit('meridian', { operation: 'SecretRotated', what: 'rotated', toProfile });
    await register.refresh();
    expect(register.partners.findById('meridian')).toMatchObject({ auth: { clientSecret: 'new' } });

    const key = { ...profile, id: 'key', bases: ['https://key.example/r4'] };
    const auth = { kind: 'private_key_jwt', clientId: 'app' };
    await expect(one.changes.add('key', { ...key, auth }, 'added')).rejects.toThrow('PATIENTS_CLIENT_KEYS');
    await one.changes.importFile([{ ...key, auth }], 'missing');
    const without = { ...other.store, ...deps, clientKeys: other.clientKeys };
    await expect(createRegister(without)).rejects.toThrow('needs a key');
    const lenient = await createRegister({ ...without, isLenient: true });
    expect(lenient.partners.all.map(({ id }) => id)).toEqual(['meridian']);
    await one.changes.edit('key', {
      operation: 'PartnerChanged',
      what: 'revoked',
      toProfile: (before) => before,
      isRevoked: true,
    });

    const end = { toProfile: (before: unknown) => before, what: 'revoked', isRevoked: true } as const;
    await one.changes.edit('meridian', { operation: 'PartnerChanged', ...end });
    await register.refresh();
    expect(register.partners.all).toEqual([]);
    expect(await forgetDeleted(store.db, store.dialect, ['partner_secrets'])).toBe(true);
    expect(await store.db.selectFrom('partner_secrets').selectAll().execute()).toEqual([]);
    await other.changes.importFile([profile], 'always');
    expect(await findStoredPartners(store.db, store.sealer)).toMatchObject([
      { id: 'key', isRevoked: true },
      { id: 'meridian', isRevoked: true, version: 3 },
    ]);
    await Promise.all([one, other].map((each) => each.store.close()));
  });
});
