// What the PostgreSQL adapter promises beyond the contract: it outlives its server, and refuses one that loses data.
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import { createStore } from '../../../api/store/store';
import { injectPostgresFaults } from '../../security/statement-faults';
import { createDatabase, execute, getPostgres, type RunningPostgres } from '../../support/postgres';
import { toSetupRow, toTeamKey } from '../../support/store-records';

const masterKey = randomBytes(32);

describe('the PostgreSQL store', () => {
  let server: RunningPostgres;
  beforeAll(async () => {
    server = await getPostgres();
  }, 60_000);

  it('says store_unavailable when the server dies in a transaction, and works again when it is back', async () => {
    const url = await createDatabase(server.url);
    const store = await createStore({ url, masterKey });
    const key = toTeamKey();
    const cut: unknown = await store
      .transaction(async (tx) => {
        await tx.insertInto('team_setup').values(toSetupRow(key)).execute();
        await server.crashAndRestart();
        await tx.selectFrom('team_setup').selectAll().execute();
      })
      .catch((error: unknown) => error);
    expect(isKnownError(cut) && cut.code).toBe('store_unavailable');
    expect(await store.db.selectFrom('team_setup').selectAll().execute()).toEqual([]);
    await store.transaction((tx) => tx.insertInto('team_setup').values(toSetupRow(key)).execute());
    await store.close();
  }, 60_000);

  it('T33: says that it does not know whether a commit was done while nobody can tell, and then that it was', async () => {
    const url = await createDatabase(server.url);
    const store = await createStore({ url, masterKey });
    const key = toTeamKey();
    const faults = injectPostgresFaults();
    const save = (howLong: 'once' | 'forever') =>
      store
        .transaction(async (tx) => {
          await tx.insertInto('team_setup').values(toSetupRow(key)).execute();
          faults.arm(1, 'unheard', howLong);
        })
        .catch((error: unknown) => isKnownError(error) && error.code);
    try {
      expect(await save('forever')).toBe('outcome_unknown');
      faults.disarm();
      await store.db.deleteFrom('team_setup').execute();
      expect(await save('once')).toBeUndefined();
      expect(faults.disarm()).toBe(1);
      expect(await store.db.selectFrom('team_setup').selectAll().execute()).toHaveLength(1);
    } finally {
      faults.restore();
      await store.close();
    }
  }, 60_000);

  it('T33: calls no transaction saved that the server rolled back', async () => {
    const url = await createDatabase(server.url);
    const store = await createStore({ url, masterKey });
    const row = toSetupRow(toTeamKey());
    const swallowed = store.transaction(async (tx) => {
      await tx.insertInto('team_setup').values(row).execute();
      await tx
        .insertInto('team_setup')
        .values(row)
        .execute()
        .catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
    await store.close();
  });

  it('says store_unavailable when there is no server', async () => {
    const nowhere = new URL(server.url);
    nowhere.searchParams.set('host', '/nonexistent');
    const error: unknown = await createStore({ url: nowhere.href, masterKey }).catch((e: unknown) => e);
    expect(isKnownError(error) && error.code).toBe('store_unavailable');
  });

  it('T41: stays closed on a server that acknowledges before it has written', async () => {
    const url = await createDatabase(server.url);
    await execute(
      server.url,
      `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`,
    );
    await expect(createStore({ url, masterKey })).rejects.toThrow('synchronous_commit');
  });
});
