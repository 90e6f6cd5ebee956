// A page of a long log costs what it shows, whatever it is narrowed to: SQLite keeps everybody waiting while it reads.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AuditLog, createAuditLog } from '../../../api/audit/audit-log.store';
import { toScope } from '../../../api/sign-in/scope';
import { createStore, type Store } from '../../../api/store/store';
import { people, places } from '../../support/people';

const rows = 60_000;
const { olivia, chen } = people;
const scope = toScope({
  principal: olivia,
  tid: olivia.tid,
  teamId: places.ward5.teamId,
  channelId: '',
  viaChannelId: places.ward5.channelId,
  role: 'owner',
  requestId: 'request',
});
const folder = mkdtempSync(join(tmpdir(), 'patients-long-log-'));
let store: Store;
let log: AuditLog;

/** A row a minute from 2020 on; the 500th is the only one of Chen and the only one about the mode. */
async function fill(): Promise<void> {
  const sealer = await store.sealer.forTenant(scope.tid, store.db);
  const seal = (column: string) => sealer.seal({ table: 'audit_events', rowId: 'one', column }, '[]');
  await sql`
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${rows})
    insert into audit_events (tid, team_id, channel_id, seq, id, at, operation, outcome, person_oid, person_name, role,
      request_id, objects, patients, prev_hash, hash, key_id, form)
    select ${scope.tid}, ${scope.teamId}, '', n, 'one',
      strftime('%Y-%m-%dT%H:%M:00.000Z', '2020-01-01', n || ' minutes'),
      case n when 500 then 'ModeSet' else 'PatientView' end, 'success',
      case n when 500 then ${chen.oid} else ${olivia.oid} end, 'Somebody', 'member', 'request',
      ${seal('objects')}, ${seal('patients')}, 'hash', 'hash', 'key', 2
    from numbers`.execute(store.db);
}

beforeAll(async () => {
  store = await createStore({ url: `sqlite:${join(folder, 'store.sqlite')}`, masterKey: randomBytes(32) });
  log = createAuditLog({ db: store.db, sealer: store.sealer });
  await fill();
}, 60_000);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

type Filter = Parameters<AuditLog['findEntries']>[1];

/** The quickest of some, in milliseconds: whatever else the machine does only slows them. */
async function time(filter: Filter): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < 9; i++) {
    const from = performance.now();
    await log.findEntries(scope, filter);
    took.push(performance.now() - from);
  }
  return Math.min(...took);
}

it.each<readonly [string, Filter, number]>([
  ['an operation that was rare', { operation: 'ModeSet' }, 1],
  ['a person who was there once', { person: chen.oid }, 1],
  ['days long ago', { from: '2020-01-02T00:00:00Z', to: '2020-01-03T00:00:00Z' }, 50],
  ['what came before a row', { before: 1_000 }, 50],
])('%s: no longer than the newest of all that is frequent', async (_what, filter, shown) => {
  expect((await log.findEntries(scope, filter)).entries).toHaveLength(shown);
  const usual = await time({ operation: 'PatientView' });
  // Reading the whole log takes some ten times as long.
  expect(await time(filter)).toBeLessThan(usual * 3);
});

it.each<readonly [string, Filter, number, number]>([
  ['one row', { operation: 'ModeSet' }, 1, 3],
  ['all of them: of its first page of 500', {}, 500, 30],
])('so it is with a file of %s', async (_what, filter, size, most) => {
  const usual = await time({ operation: 'PatientView' });
  const took: number[] = [];
  for (let i = 0; i < 9; i++) {
    const from = performance.now();
    const { value } = await log.readRecords(scope, { filter, until: rows }).next();
    took.push(performance.now() - from);
    expect(value).toHaveLength(size);
  }
  expect(Math.min(...took) / usual).toBeLessThan(most);
});
