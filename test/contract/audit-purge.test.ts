// Rows that are old enough may go, and only in one way; on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../api/audit/audit.store';
import { toOperatorScope } from '../../api/audit/audit-scope';
import { createChainKey } from '../../api/audit/chain';
import { createCheckpoints } from '../../api/audit/checkpoint.store';
import { createEhrTrail } from '../../api/audit/ehr-trail';
import { createPurge } from '../../api/audit/purge.store';
import { createSigner } from '../../api/audit/signer';
import { createLogCheck } from '../../api/audit/verify.store';
import { createStore } from '../../api/store/store';
import { createDatabase, getPostgres } from '../support/postgres';

const folder = mkdtempSync(join(tmpdir(), 'patients-purge-'));
const masterKey = new Uint8Array(32).fill(8);
const scope = toOperatorScope('t', 'operator', 'request');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(url: string) {
  const store = await createStore({ url, masterKey });
  const [chainKey, signer] = [createChainKey(masterKey), createSigner(masterKey)];
  let today = new Date('2019-03-01T07:00:00Z');
  const now = () => today;
  const audit = createAudit({ sealer: store.sealer, chainKey, now, trail: createEhrTrail() });
  const onFault = (error: unknown) => {
    throw error;
  };
  const checkpoints = createCheckpoints({ store, signer, now, publish: () => undefined, onFault });
  const check = createLogCheck({ db: store.db, sealer: store.sealer, chainKey, signer });
  return {
    store,
    purge: createPurge({ store, audit, signer, now }),
    verify: () => check.verifyTenant('t'),
    async record(at: string, count: number) {
      today = new Date(at);
      const event = { scope, operation: 'PatientView', outcome: 'success', objects: [] } as const;
      for (let made = 0; made < count; made++) {
        await store.transaction((tx) => audit.record(tx, { ...event, patients: [{ ref: 'c/p' }] }));
      }
      await checkpoints.make();
    },
    count: async () => (await store.db.selectFrom('audit_events').select('seq').execute()).length,
  };
}

function describePurge(name: string, newUrl: () => Promise<string>): void {
  it(`T32: on ${name} old rows go under a signed record, the rest stays whole, and nothing else can be deleted`, async () => {
    const { store, purge, verify, record, count } = await start(await newUrl());
    await record('2019-03-01T07:00:00Z', 5);
    await record('2026-11-26T07:00:00Z', 3);
    expect(await purge(scope, '2018-01-01T00:00:00.000Z')).toBe(0);
    expect(await purge(scope, '2020-01-01T00:00:00.000Z')).toBe(5);
    // Three that stay, and the one that says what was done.
    expect([await count(), await verify()]).toMatchObject([4, { isWhole: true, rows: 4 }]);
    expect(await purge(scope, '2020-01-01T00:00:00.000Z')).toBe(0);
    await record('2026-11-26T08:00:00Z', 1);
    expect(await verify()).toMatchObject({ isWhole: true, rows: 5 });
    for (const table of ['audit_events', 'audit_patients', 'audit_segments', 'audit_checkpoints'] as const) {
      await expect(store.db.deleteFrom(table).execute()).rejects.toThrow();
    }
    // Whoever makes such a record without the key opens the guard, and is found.
    const forged = { tid: 't', number: 2, at: 'x', key_id: createSigner(masterKey).keyId, signature: 'x' };
    const place = { first_seq: 6, last_seq: 7, head: 'x' };
    await store.db
      .insertInto('audit_segments')
      .values({ ...forged, ...place })
      .execute();
    await sql`delete from audit_patients where seq <= 7`.execute(store.db);
    await sql`delete from audit_events where seq <= 7`.execute(store.db);
    expect(await verify()).toMatchObject({ isWhole: false, seq: 6, fault: 'segment_forged' });
    await store.close();
  });
}

describe('a purge', () => {
  describePurge('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
  describePurge('PostgreSQL', async () => createDatabase((await getPostgres()).url));
});
