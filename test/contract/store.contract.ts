// What every store must do, whatever database is under it. Run by store.sqlite.test.ts and store.postgres.test.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Migration, migrate } from '../../api/store/migrate';
import { migrations } from '../../api/store/migrations/all';
import { createStore, openDatabase, type Store } from '../../api/store/store';
import { isUniqueViolation } from '../../api/store/store-errors';
import { noLaterColumns } from '../support/audit-rows';
import { toConnectionRow, toListRecord, toRowRecord, toSetupRow, toTeamKey } from '../support/store-records';
import type { StoreUnderTest } from './stores-under-test';

const masterKey = randomBytes(32);

export function describeStore(name: string, makeSubject: () => Promise<StoreUnderTest>): void {
  describe(`store on ${name}`, () => {
    let subject: StoreUnderTest;
    const open: Store[] = [];
    const openStore = async (url: string): Promise<Store> => {
      const store = await createStore({ url, masterKey });
      open.push(store);
      return store;
    };
    const newStore = async (): Promise<Store> => openStore(await subject.newUrl());

    beforeAll(async () => {
      subject = await makeSubject();
    }, 60_000);
    afterAll(async () => {
      await Promise.all(open.map((store) => store.close()));
      subject.close();
    });

    describe('migrations', () => {
      it('run once, however many open the database at the same time', async () => {
        const url = await subject.newUrl();
        const stores = await Promise.all([openStore(url), openStore(url), openStore(url)]);
        const { rows } = await sql`select id from schema_migrations`.execute(stores[0].db);
        expect(rows).toEqual(migrations.map(({ id }) => ({ id })));
      });

      it('T41: a crash at any statement leaves nothing half-made, and the next start goes on', async () => {
        const { db, dialect } = await openDatabase(await subject.newUrl());
        for (const [index, migration] of migrations.entries()) {
          const before = await tableNames(db, dialect);
          const statementCount = [...migration.statements(dialect)].length;
          for (let at = 0; at < statementCount; at += 1) {
            await expect(migrate(db, dialect, failingAt(index, at))).rejects.toThrow('crash');
            expect(await tableNames(db, dialect)).toEqual(before);
          }
          await migrate(db, dialect, migrations.slice(0, index + 1));
        }
        expect(await tableNames(db, dialect)).toContain('list_rows');
        await db.destroy();
      }, 60_000);

      it('refuses a database that a newer version has migrated', async () => {
        const url = await subject.newUrl();
        const store = await openStore(url);
        await sql`insert into schema_migrations (id, at) values ('9999-later', 'x')`.execute(store.db);
        await expect(createStore({ url, masterKey })).rejects.toThrow('another version');
      });
    });

    describe('transactions', () => {
      it('leave nothing behind when they fail', async () => {
        const store = await newStore();
        const key = toTeamKey();
        const failing = store.transaction(async (tx) => {
          await tx.insertInto('team_setup').values(toSetupRow(key)).execute();
          throw new Error('no');
        });
        await expect(failing).rejects.toThrow('no');
        expect(await store.db.selectFrom('team_setup').selectAll().execute()).toEqual([]);
      });

      it('that count up side by side lose nothing', async () => {
        const store = await newStore();
        const key = toTeamKey();
        await store.db.insertInto('team_setup').values(toSetupRow(key)).execute();
        const countUp = () =>
          store.transaction(async (tx) => {
            await tx
              .updateTable('team_setup')
              .set((eb) => ({ lists_version: eb('lists_version', '+', 1) }))
              .where('tid', '=', key.tid)
              .execute();
          });
        await Promise.all(Array.from({ length: 40 }, countUp));
        const setup = await store.db
          .selectFrom('team_setup')
          .select('lists_version')
          .executeTakeFirstOrThrow();
        expect(setup.lists_version).toBe(40);
      });
    });

    describe('constraints', () => {
      it('tell which table a duplicate is in', async () => {
        const store = await newStore();
        const key = toTeamKey();
        await store.db.insertInto('team_setup').values(toSetupRow(key)).execute();
        await store.db.insertInto('lists').values(toListRecord(key)).execute();
        const again = await store.db
          .insertInto('lists')
          .values(toListRecord(key))
          .execute()
          .catch((e: unknown) => e);
        expect(isUniqueViolation(again, 'lists')).toBe(true);
        expect(isUniqueViolation(again, 'list_rows')).toBe(false);
      });

      it('a deleted list gives its name free', async () => {
        const store = await newStore();
        const key = toTeamKey();
        await store.db.insertInto('team_setup').values(toSetupRow(key)).execute();
        await store.db
          .insertInto('lists')
          .values({ ...toListRecord(key), deleted_at: 'then' })
          .execute();
        await store.db.insertInto('lists').values(toListRecord(key)).execute();
        expect(await store.db.selectFrom('lists').selectAll().execute()).toHaveLength(2);
      });

      it('T9: a row can’t hang on the list or the connection of another team', async () => {
        const store = await newStore();
        const mine = toTeamKey();
        const theirs = toTeamKey();
        for (const key of [mine, theirs])
          await store.db.insertInto('team_setup').values(toSetupRow(key)).execute();
        const list = toListRecord(theirs);
        const ownList = toListRecord(mine);
        const connection = toConnectionRow(theirs);
        await store.db.insertInto('lists').values([list, ownList]).execute();
        await store.db.insertInto('connections').values(connection).execute();
        const onTheirList = store.db.insertInto('list_rows').values(toRowRecord(mine, list.id)).execute();
        await expect(onTheirList).rejects.toThrow(/foreign key/i);
        const onTheirConnection = store.db
          .insertInto('list_rows')
          .values({ ...toRowRecord(mine, ownList.id), connection_id: connection.id, patient_id: 'p1' })
          .execute();
        await expect(onTheirConnection).rejects.toThrow(/foreign key/i);
      });

      it('a team has one current connection', async () => {
        const store = await newStore();
        const key = toTeamKey();
        await store.db.insertInto('connections').values(toConnectionRow(key)).execute();
        const second = store.db.insertInto('connections').values(toConnectionRow(key)).execute();
        await expect(second).rejects.toThrow('connections');
        await store.db
          .insertInto('connections')
          .values({ ...toConnectionRow(key), is_current: 0 })
          .execute();
      });

      it('T32: the audit log takes rows and gives none back', async () => {
        const store = await newStore();
        await insertAuditRow(store);
        await expect(sql`update audit_events set person_name = 'x'`.execute(store.db)).rejects.toThrow(
          'append only',
        );
        await expect(sql`delete from audit_events`.execute(store.db)).rejects.toThrow('append only');
        await expect(sql`delete from audit_patients`.execute(store.db)).rejects.toThrow('append only');
      });
    });

    describe('sealed fields', () => {
      const place = { table: 'notes', rowId: 'row-1', column: 'text' };

      it('open where they were sealed, also after a restart', async () => {
        const url = await subject.newUrl();
        const first = await openStore(url);
        const sealed = (await first.sealer.forTenant('t1')).seal(place, 'Näh — 疼痛');
        const second = await openStore(url);
        expect((await second.sealer.forTenant('t1')).open(place, sealed)).toBe('Näh — 疼痛');
      });

      it('T36: moved to another row, column, table or tenant they don’t open', async () => {
        const { sealer } = await newStore();
        const [one, other] = [await sealer.forTenant('t1'), await sealer.forTenant('t2')];
        const sealed = one.seal(place, 'pain');
        expect(() => one.open({ ...place, rowId: 'row-2' }, sealed)).toThrow();
        expect(() => one.open({ ...place, column: 'name' }, sealed)).toThrow();
        expect(() => one.open({ ...place, table: 'lists' }, sealed)).toThrow();
        expect(() => other.open(place, sealed)).toThrow();
        expect(() => one.open(place, `${sealed.slice(0, -6)}AAAAAA`)).toThrow();
      });

      it('many first users of a tenant get one key', async () => {
        const url = await subject.newUrl();
        const stores = await Promise.all([openStore(url), openStore(url)]);
        const sealers = await Promise.all(
          Array.from({ length: 10 }, (_, i) => (stores[i % 2] ?? stores[0]).sealer.forTenant('t1')),
        );
        expect(new Set(sealers.map(({ keyId }) => keyId)).size).toBe(1);
      });

      it('a key whose transaction failed is never used again', async () => {
        const { sealer, transaction } = await newStore();
        const lost: string[] = [];
        const failing = transaction(async (tx) => {
          lost.push((await sealer.forTenant('t1', tx)).keyId);
          throw new Error('no');
        });
        await expect(failing).rejects.toThrow('no');
        expect(lost).not.toContain((await sealer.forTenant('t1')).keyId);
      });

      it('T36: the store stays closed under another master key', async () => {
        const url = await subject.newUrl();
        const store = await openStore(url);
        await store.sealer.forTenant('t1');
        await expect(createStore({ url, masterKey: randomBytes(32) })).rejects.toThrow('master key');
        await expect(createStore({ url, masterKey: randomBytes(16) })).rejects.toThrow('32 bytes');
      });

      it('T37: and under the next master key alone, while one tenant of many is still to be wrapped with it', async () => {
        const url = await subject.newUrl();
        const nextMasterKey = randomBytes(32);
        const store = await createStore({ url, masterKey, nextMasterKey });
        for (const tid of ['t1', 't2', 't3']) await store.sealer.forTenant(tid);
        await store.transaction(async (tx) => {
          await store.sealer.masterKeys.putNextInForce(tx);
          for (const tid of ['t1', 't2']) await store.sealer.rewrapTenant(tx, tid);
        });
        const alone = () => createStore({ url, masterKey: nextMasterKey });
        await expect(alone()).rejects.toThrow('master key');
        await store.transaction((tx) => store.sealer.rewrapTenant(tx, 't3'));
        await store.close();
        await (await alone()).close();
      });

      it('hashes tell equality inside one tenant and purpose only', async () => {
        const { sealer } = await newStore();
        const [one, other] = [await sealer.forTenant('t1'), await sealer.forTenant('t2')];
        expect(one.hash('list', 'ward 5')).toBe(one.hash('list', 'ward 5'));
        expect(one.hash('mrn', 'ward 5')).not.toBe(one.hash('list', 'ward 5'));
        expect(other.hash('list', 'ward 5')).not.toBe(one.hash('list', 'ward 5'));
      });
    });
  });
}

/** The migrations up to one that fails after the statement at `position`. */
function failingAt(index: number, position: number): Migration[] {
  return migrations.slice(0, index + 1).map((migration, at) => ({
    id: migration.id,
    *statements(dialect) {
      for (const [seen, statement] of [...migration.statements(dialect)].entries()) {
        yield statement;
        if (at === index && seen === position) throw new Error('crash');
      }
    },
  }));
}

async function tableNames(db: Store['db'], dialect: Store['dialect']): Promise<string[]> {
  const query =
    dialect === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type in ('table', 'index', 'trigger')`
      : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`;
  return (await query.execute(db)).rows.map(({ name }) => name);
}

async function insertAuditRow({ db }: Store): Promise<void> {
  const key = toTeamKey();
  const words = { operation: 'PatientView', outcome: 'success', reason: null, role: 'member', query: null };
  const sealed = { objects: 'x', patients: 'x', prev_hash: 'x', hash: 'x', key_id: 'x' };
  const person = { person_oid: randomUUID(), person_name: 'Chen Wei', request_id: randomUUID() };
  const at = { seq: 1, id: randomUUID(), at: new Date().toISOString() };
  await db
    .insertInto('audit_events')
    .values({ ...key, ...at, ...words, ...person, ...sealed, ...noLaterColumns, form: 1 })
    .execute();
  await db
    .insertInto('audit_patients')
    .values({ ...key, seq: 1, ref: 'c/p' })
    .execute();
}
