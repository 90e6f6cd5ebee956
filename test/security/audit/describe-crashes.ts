// The server is killed in the middle of its work, again and again, on the same database, and so is a database that is a server of
// its own: what was answered is there and on record, what was refused is not, and nothing is half there.
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { recordFigure } from '../figures';

const ward = places.ward5;
let folder: string;
let sandbox: Sandbox;
let environment: Record<string, string>;
const tokens = new Map<PersonKey, string>();

export interface CrashingStore {
  /** undefined: a file in the server's own folder. */
  readonly newUrl: () => Promise<string | undefined>;
  /** Everything that is wrong with the database itself, in words; begins once nobody works on it any more. */
  readonly findDamage: (store: Store) => Promise<string[]>;
  /** Kills the database while the server lives, and starts it again: every second time. */
  readonly crash?: () => Promise<void>;
  readonly kills: number;
}

async function start({ newUrl }: CrashingStore): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'patients-crash-'));
  sandbox = await startSandbox({ warm: [] });
  const url = await newUrl();
  environment = {
    ...toDemoEnvironment(sandbox, { port: 0, dataFolder: folder }),
    PATIENTS_READERS: '0',
    ...(url !== undefined && { PATIENTS_STORE: url }),
  };
  for (const person of ['olivia', 'chen', 'priya'] as const) {
    tokens.set(person, await sandbox.tokenFor(person));
  }
}

async function stop(): Promise<void> {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
}

/** What was answered: by the number of the request, and the thing that it made, if it made one. */
interface Acknowledged {
  readonly requestId: string;
  readonly table?: 'lists' | 'list_rows' | 'notes';
  readonly id?: string;
}

interface Heard {
  readonly done: Acknowledged[];
  /** Requests to which the answer was that nothing was changed. */
  readonly refused: string[];
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
async function work(client: Client, heard: Heard): Promise<void> {
  const note = (answer: Answered, table?: Acknowledged['table']) => {
    const requestId = answer.headers.get('x-request-id') ?? '';
    if (answer.status === 503 && answer.json?.code === 'store_unavailable') heard.refused.push(requestId);
    if (answer.status >= 300) throw new Error(`refused: ${answer.status} ${answer.text}`);
    heard.done.push({ requestId, ...(table && { table, id: answer.json.id }) });
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

/** With `crash` the database goes first; the server must then work on it again. */
async function killInTheMiddle(crash: CrashingStore['crash']): Promise<Heard> {
  const { url, child } = await startServed();
  const heard: Heard = { done: [], refused: [] };
  const isOver = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const clients = [...tokens.values()].map((token) => createClient(url, async () => `Bearer ${token}`));
  if (clients[0]) await deleteLists(clients[0]);
  const asking = [...clients, ...clients].map((client) => {
    return work(client, heard).catch((error: unknown) => String(error));
  });
  while (heard.done.length < 6) await sleep(5);
  await sleep(randomInt(1, 400));
  if (crash) {
    await crash();
    for (const error of await Promise.all(asking)) expect(error).toContain('refused: 503');
    if (clients[0]) await waitForService(clients[0]);
  }
  child.kill('SIGKILL');
  await isOver;
  if (!crash) for (const error of await Promise.all(asking)) expect(error).not.toContain('refused');
  return heard;
}

async function waitForService(client: Client): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ((await client.get(paths.session(ward))).status !== 200) {
    if (Date.now() > deadline) throw new Error('the server does not work on the database that is back');
    await sleep(50);
  }
}

/** Everything that does not fit, in words. */
async function findFaults(store: Store, { done, refused }: Heard): Promise<string[]> {
  const { db, sealer } = store;
  const masterKey = Buffer.from(environment.PATIENTS_MASTER_KEY ?? '', 'base64');
  const chainKey = createChainKey(masterKey);
  const check = createLogCheck({ db, sealer, chainKey, signer: createSigner(masterKey) });
  const faults: string[] = [];
  for (const tid of await check.findTenants()) {
    const verdict = await check.verifyTenant(tid);
    if (!verdict.isWhole) faults.push(`${tid}: ${JSON.stringify(verdict)}`);
  }
  const logged = await db
    .selectFrom('audit_events')
    .select(['request_id', 'operation'])
    .where('outcome', '=', 'success')
    .execute();
  const onRecord = new Set(logged.map((row) => row.request_id));
  for (const requestId of refused) {
    if (onRecord.has(requestId)) faults.push(`${requestId} was refused and is on record as done`);
  }
  for (const { requestId, table, id } of done) {
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

export function describeCrashes(name: string, crashing: CrashingStore): void {
  describe(`T33, T41: killed at any moment, on ${name}`, () => {
    beforeAll(() => start(crashing), 60_000);
    afterAll(stop);

    it('the server loses nothing that it answered and leaves nothing half done', async () => {
      const { kills, crash, findDamage } = crashing;
      const all: Heard = { done: [], refused: [] };
      const wrong: string[] = [];
      const masterKey = new Uint8Array(Buffer.from(environment.PATIENTS_MASTER_KEY ?? '', 'base64'));
      for (let round = 1; round <= kills; round++) {
        const { done, refused } = await killInTheMiddle(round % 2 === 0 ? crash : undefined);
        all.done.push(...done);
        all.refused.push(...refused);
        const store = await createStore({ url: environment.PATIENTS_STORE ?? '', masterKey });
        const found = [...(await findDamage(store)), ...(await findFaults(store, all))];
        wrong.push(...found.map((fault) => `after kill ${round}: ${fault}`));
        await store.close();
      }
      const [tried, size] = [all.done.length, 'PATIENTS_TEST_KILLS'];
      recordFigure({
        id: 'D1',
        name: `answers before a kill on ${name}`,
        tried,
        through: wrong.length,
        size,
      });
      expect(wrong).toEqual([]);
      expect(tried).toBeGreaterThan(kills * 6);
    });
  });
}
