// The server is killed in the middle of its work, again and again, on the same database: what it answered is there and on record,
// what is on record is there, and nothing is half there.
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChainKey } from '../../../api/audit/chain';
import { createSigner } from '../../../api/audit/signer';
import { createLogCheck } from '../../../api/audit/verify.store';
import { paths } from '../../../api/contract/paths';
import { createStore, type Store } from '../../../api/store/store';
import { toDemoEnvironment } from '../../sandbox/demo-environment';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { PersonKey } from '../../sandbox/teams/people';
import { type Answered, type Client, createClient } from '../../support/http-client';
import { places } from '../../support/people';
import { recordFigure, toSize } from '../figures';

const kills = toSize('PATIENTS_TEST_KILLS', 20);
const folder = mkdtempSync(join(tmpdir(), 'patients-crash-'));
const ward = places.ward5;
let sandbox: Sandbox;
let environment: Record<string, string>;
const tokens = new Map<PersonKey, string>();

beforeAll(async () => {
  sandbox = await startSandbox({ warm: [] });
  environment = { ...toDemoEnvironment(sandbox, { port: 0, dataFolder: folder }), PATIENTS_READERS: '0' };
  for (const person of ['olivia', 'chen', 'priya'] as const) {
    tokens.set(person, await sandbox.tokenFor(person));
  }
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What was answered: by the number of the request, and the thing that it made, if it made one. */
interface Acknowledged {
  readonly requestId: string;
  readonly table?: 'lists' | 'list_rows' | 'notes';
  readonly id?: string;
}

async function startServed(): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'served-child.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended by itself (${code})`)));
    child.once('message', (url) => resolve({ url: String(url), child }));
  });
}

/** Lists, patients, changes, notes and reads without a pause, until nobody answers any more. */
async function work(client: Client, done: Acknowledged[]): Promise<void> {
  const note = (answer: Answered, table?: Acknowledged['table']) => {
    if (answer.status >= 300) throw new Error(`refused: ${answer.status} ${answer.text}`);
    const requestId = answer.headers.get('x-request-id') ?? '';
    done.push({ requestId, ...(table && { table, id: answer.json.id }) });
    return answer;
  };
  const name = `List ${randomUUID()}`;
  const listId: string = note(await client.post(paths.lists(ward), { body: { name } }), 'lists').json.id;
  for (;;) {
    const body = { typed: { family: 'Canary' } };
    const row = note(await client.post(paths.rows(ward, listId), { body }), 'list_rows').json;
    const at = paths.row(ward, listId, row.id);
    note(await client.patch(at, { body: { typed: { bed: '1' } }, ifMatch: row.version }));
    note(await client.post(paths.notes(ward, listId, row.id), { body: { text: 'Seen.' } }), 'notes');
    note(await client.get(paths.notes(ward, listId, row.id)));
    note(await client.delete(at));
    note(await client.get(paths.list(ward, listId)));
  }
}

/** A team has room for so many lists. */
async function deleteLists(client: Client): Promise<void> {
  const { lists } = (await client.get(paths.session(ward))).json;
  for (const { id, version } of lists) await client.delete(paths.list(ward, id), { ifMatch: version });
}

async function killInTheMiddle(): Promise<Acknowledged[]> {
  const { url, child } = await startServed();
  const done: Acknowledged[] = [];
  const isOver = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const clients = [...tokens.values()].map((token) => createClient(url, async () => `Bearer ${token}`));
  if (clients[0]) await deleteLists(clients[0]);
  const asking = [...clients, ...clients].map((client) => {
    return work(client, done).catch((error: unknown) => error);
  });
  while (done.length < 6) await sleep(5);
  await sleep(randomInt(1, 400));
  child.kill('SIGKILL');
  await isOver;
  for (const error of await Promise.all(asking)) expect(String(error)).not.toContain('refused');
  return done;
}

/** Everything that does not fit, in words. */
async function findFaults(store: Store, all: readonly Acknowledged[]): Promise<string[]> {
  const { db, sealer } = store;
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  const masterKey = Buffer.from(environment.PATIENTS_MASTER_KEY ?? '', 'base64');
  const chainKey = createChainKey(masterKey);
  const check = createLogCheck({ db, sealer, chainKey, signer: createSigner(masterKey) });
  const faults: string[] = [];
  if (integrity.rows[0]?.integrity_check !== 'ok') faults.push('the file is damaged');
  if (orphans.rows.length > 0) faults.push('something refers to nothing');
  for (const tid of await check.findTenants()) {
    const verdict = await check.verifyTenant(tid);
    if (!verdict.isWhole) faults.push(`${tid}: ${JSON.stringify(verdict)}`);
  }
  const logged = await db.selectFrom('audit_events').select(['request_id', 'operation', 'outcome']).execute();
  const onRecord = new Set(
    logged.filter(({ outcome }) => outcome === 'success').map((row) => row.request_id),
  );
  for (const { requestId, table, id } of all) {
    if (!onRecord.has(requestId)) faults.push(`${requestId} was answered and is not on record`);
    if (table === undefined || id === undefined) continue;
    const found = await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
    if (!found) faults.push(`${table} ${id} was answered and is gone`);
  }
  return [...faults, ...(await findHalves(store, (name) => count(logged, name)))];
}

function count(logged: readonly { operation: string }[], name: string): number {
  return logged.filter(({ operation }) => operation === name).length;
}

/** What is in the tables, and what the log says was done, are the same. */
async function findHalves({ db }: Store, recorded: (operation: string) => number): Promise<string[]> {
  const lists = await db.selectFrom('lists').select('id').execute();
  const rows = await db
    .selectFrom('list_rows')
    .select(['id', 'note_count', 'version', 'removed_at'])
    .execute();
  const notes = await db.selectFrom('notes').select('row_id').execute();
  const removed = rows.filter(({ removed_at }) => removed_at !== null);
  const edited = rows.filter(({ version }) => version > 1);
  const pairs: readonly (readonly [what: string, is: number, should: number])[] = [
    ['lists', lists.length, recorded('PatientListCreate')],
    ['patients', rows.length, recorded('PatientListAddPatient')],
    ['notes', notes.length, recorded('PatientNoteAdd')],
    ['patients who were removed', removed.length, recorded('PatientListRemovePatient')],
    ['patients who were changed', edited.length, recorded('PatientDetailsEdit')],
    ['counted notes', rows.reduce((sum, { note_count }) => sum + note_count, 0), notes.length],
  ];
  return pairs.flatMap(([what, is, should]) => (is === should ? [] : [`${what}: ${is}, not ${should}`]));
}

it('T33, T41: killed at any moment, the server loses nothing that it answered and leaves nothing half done', async () => {
  const all: Acknowledged[] = [];
  const wrong: string[] = [];
  for (let round = 0; round < kills; round++) {
    all.push(...(await killInTheMiddle()));
    const url = environment.PATIENTS_STORE ?? '';
    const masterKey = new Uint8Array(Buffer.from(environment.PATIENTS_MASTER_KEY ?? '', 'base64'));
    const store = await createStore({ url, masterKey });
    wrong.push(...(await findFaults(store, all)).map((fault) => `after kill ${round + 1}: ${fault}`));
    await store.close();
  }
  const size = 'PATIENTS_TEST_KILLS';
  recordFigure({ id: 'D1', name: 'answers before a kill', tried: all.length, through: wrong.length, size });
  expect(wrong).toEqual([]);
  expect(all.length).toBeGreaterThan(kills * 6);
});
