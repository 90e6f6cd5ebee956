// What the SQLite adapter promises beyond the contract: settings read back, a private file, no plain text in it.
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import { applySettings, openSqlite } from '../../../api/store/sqlite';
import { createStore } from '../../../api/store/store';
import { toListRecord, toSetupRow, toTeamKey } from '../../support/store-records';

const folder = mkdtempSync(join(tmpdir(), 'patients-sqlite-'));
const newFile = (): string => join(folder, randomUUID(), 'store.sqlite');
const masterKey = randomBytes(32);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the SQLite store', () => {
  it('T41: runs with WAL, synchronous FULL and foreign keys, as read back from SQLite', async () => {
    const store = await createStore({ url: `sqlite:${newFile()}`, masterKey });
    const pragmas = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'secure_delete',
      'temp_store',
      'trusted_schema',
    ];
    const found: Record<string, unknown> = {};
    for (const name of pragmas) {
      const { rows } = await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(store.db);
      Object.assign(found, rows[0]);
    }
    await store.close();
    expect(found).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      secure_delete: 1,
      temp_store: 2,
      trusted_schema: 0,
    });
  });

  it('stays closed when SQLite does not accept a setting', () => {
    // A database in memory can't have a write-ahead log.
    const database = new Sqlite(':memory:');
    expect(() => applySettings(database)).toThrow('journal_mode');
    database.close();
  });

  it('T38: keeps its files to itself, and stays closed on one that others can read', async () => {
    const file = newFile();
    const store = await createStore({ url: `sqlite:${file}`, masterKey });
    await store.sealer.forTenant('t1');
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(file + suffix).mode & 0o077).toBe(0);
    await store.close();
    chmodSync(file, 0o644);
    await expect(createStore({ url: `sqlite:${file}`, masterKey })).rejects.toThrow('chmod 600');
  });

  it('refuses an address that names no file', () => {
    expect(() => openSqlite(':memory:')).toThrow('needs a file');
    expect(() => openSqlite('')).toThrow('needs a file');
  });

  it('says store_unavailable while another process keeps it locked, and works again afterwards', async () => {
    const file = newFile();
    const store = await createStore({ url: `sqlite:${file}`, masterKey });
    const key = toTeamKey();
    const insert = () =>
      store.transaction((tx) => tx.insertInto('team_setup').values(toSetupRow(key)).execute());
    const other = new Sqlite(file);
    other.exec('begin immediate');
    const error: unknown = await insert().catch((e: unknown) => e);
    expect(isKnownError(error) && error.code).toBe('store_unavailable');
    other.exec('rollback');
    other.close();
    await insert();
    await store.close();
  });

  it('T38: sealed words are nowhere on the disk', async () => {
    const file = newFile();
    const store = await createStore({ url: `sqlite:${file}`, masterKey });
    const key = toTeamKey();
    const sealer = await store.sealer.forTenant(key.tid);
    const list = toListRecord(key);
    const name = sealer.seal({ table: 'lists', rowId: list.id, column: 'name' }, 'CANARY-list-name');
    await store.transaction(async (tx) => {
      await tx.insertInto('team_setup').values(toSetupRow(key)).execute();
      await tx
        .insertInto('lists')
        .values({ ...list, name, name_hash: sealer.hash('list', 'CANARY-list-name') })
        .execute();
    });
    for (const entry of readdirSync(join(file, '..'))) {
      expect(readFileSync(join(file, '..', entry)).includes('CANARY')).toBe(false);
    }
    await store.close();
  });
});
