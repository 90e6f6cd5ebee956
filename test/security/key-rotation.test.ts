// The master key is exchanged while people work: nobody notices, everything opens as before, the log is one whole, and the old key
// opens nothing any more; who has stolen it can't write the log anew.
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChainKey } from '../../api/audit/chain';
import { paths } from '../../api/contract/paths';
import { createAuditTool } from '../../api/operate-audit';
import { createDataTool } from '../../api/operate-data';
import { runTool } from '../../api/operator/tool';
import { createStore } from '../../api/store/store';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import type { Answered } from '../support/http-client';
import { places, seaview } from '../support/people';
import { createDatabase, getPostgres } from '../support/postgres';
import { startTestApp, type TestApp } from '../support/test-app';
import { createTestTerminal } from '../support/test-terminal';
import { recordFigure, toSize } from './figures';

const workMs = toSize('PATIENTS_TEST_ROTATION_MS', 3_000);
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ warm: [] });
}, 60_000);
afterAll(() => sandbox.close());

type Environment = Readonly<Record<string, string>>;
const newKey = () => randomBytes(32).toString('base64');
const toBytes = (env: Environment) => new Uint8Array(Buffer.from(env.PATIENTS_MASTER_KEY ?? '', 'base64'));
const open = (env: Environment) => createStore({ url: env.PATIENTS_STORE ?? '', masterKey: toBytes(env) });

async function rotate(env: Environment) {
  const terminal = createTestTerminal();
  const code = await runTool(createDataTool({ env }), ['rotate-key', '--yes'], terminal);
  return { code, said: terminal.said.join('\n') };
}

async function verify(env: Environment): Promise<string> {
  const terminal = createTestTerminal();
  await runTool(createAuditTool({ env }), ['verify'], terminal);
  return terminal.written.join('\n');
}

/** With the next key in the place of the first. */
function toAfter({ PATIENTS_NEXT_MASTER_KEY: next = '', ...env }: Environment): Record<string, string> {
  return { ...env, PATIENTS_MASTER_KEY: next };
}

/** Reads and changes without a pause until it is told to stop; answers every status. */
async function work(app: TestApp, isOver: () => boolean): Promise<number[]> {
  const chen = app.as('chen');
  const made = await chen.post(paths.lists(places.ward5), { body: { name: `List ${randomUUID()}` } });
  const statuses = [made.status];
  while (!isOver()) {
    const body = { typed: { family: 'Canary' } };
    const row: Answered = await chen.post(paths.rows(places.ward5, made.json.id), { body });
    const at = paths.row(places.ward5, made.json.id, row.json?.id ?? '');
    const [read, gone] = [await chen.get(paths.list(places.ward5, made.json.id)), await chen.delete(at)];
    statuses.push(row.status, read.status, gone.status);
  }
  return statuses;
}

describe.each([
  ['SQLite', async (): Promise<string | undefined> => undefined],
  ['PostgreSQL', async () => createDatabase((await getPostgres()).url)],
] as const)('T37: the master key on %s', (name, newUrl) => {
  let app: TestApp;
  let env: Environment;
  /** By the first key. */
  let wrapped: string[] = [];
  const started: TestApp[] = [];
  const start = async (environment: Environment, dataFolder?: string) => {
    const { PATIENTS_STORE: storeUrl = '' } = environment;
    const parts = { sandbox, environment, ...(storeUrl && { storeUrl }), ...(dataFolder && { dataFolder }) };
    const one = await startTestApp(parts);
    started.push(one);
    return one;
  };

  beforeAll(async () => {
    const url = await newUrl();
    app = await start({ PATIENTS_NEXT_MASTER_KEY: newKey(), ...(url && { PATIENTS_STORE: url }) });
    env = app.environment;
  }, 60_000);
  afterAll(async () => {
    for (const one of started) await one.close().catch(() => undefined);
  });

  it('is exchanged under load without one failed request, also for a hospital that comes while it is', async () => {
    let isOver = false;
    const working = Array.from({ length: 6 }, () => work(app, () => isOver));
    await sleep(workMs / 3);
    wrapped = await readWrapped(env);
    const [rotated, newcomer] = await Promise.all([
      rotate(env),
      app.as('bruno').post(paths.lists(places.cardiology), { body: { name: 'Elsewhere' } }),
    ]);
    // Of SQLite's files all is looked at; PostgreSQL's table was written anew.
    const disk = readdirSync(app.dataFolder).map((file) =>
      readFileSync(join(app.dataFolder, file), 'latin1'),
    );
    expect(wrapped.length).toBeGreaterThan(1);
    expect(wrapped.filter((text) => disk.join('').includes(text))).toEqual([]);
    await sleep(workMs / 3);
    isOver = true;
    const statuses = (await Promise.all(working)).flat();
    const failed = statuses.filter((status) => status >= 300);
    const size = 'PATIENTS_TEST_ROTATION_MS';
    recordFigure({
      id: 'T37',
      name: `requests while the key changes (${name})`,
      tried: statuses.length,
      through: failed.length,
      size,
    });
    expect(rotated).toEqual({ code: 0, said: '' });
    expect(newcomer.status).toBe(201);
    expect(failed).toEqual([]);
    expect(statuses.length).toBeGreaterThan(60);
    expect(await verify(env)).not.toMatch(/row \d/);
  });

  it('that is new opens everything alone, goes on with the one log, and the old one opens nothing', async () => {
    const { lists: before } = (await app.as('chen').get(paths.session(places.ward5))).json;
    await app.close(true);
    const former = env;
    app = await start(toAfter(env), app.dataFolder);
    env = app.environment;
    const { lists } = (await app.as('chen').get(paths.session(places.ward5))).json;
    expect(lists).toEqual(before);
    expect((await app.as('bruno').get(paths.session(places.cardiology))).json.lists).toHaveLength(1);
    const log = await verify(env);
    expect(log.split('\n').filter((line) => line.includes('whole')).length).toBeGreaterThan(2);
    expect(log).not.toMatch(/row \d/);
    await expect(open(former)).rejects.toThrow('not the one');
  });

  it('can be exchanged again, and a log of three keys is one whole; a run that broke off is taken up', async () => {
    await app.close(true);
    app = await start({ ...env, PATIENTS_NEXT_MASTER_KEY: newKey() }, app.dataFolder);
    env = app.environment;
    await app.as('chen').get(paths.session(places.ward5));
    expect((await rotate(env)).code).toBe(0);
    expect((await rotate(env)).code).toBe(0);
    await app.as('chen').post(paths.lists(places.ward5), { body: { name: 'Third' } });
    await app.close(true);
    env = toAfter(env);
    expect(await verify(env)).not.toMatch(/row \d/);
  });

  it('T32: that was stolen and exchanged forges nothing: no row of before, and none after', async () => {
    const store = await open(env);
    const stolen = createChainKey(new Uint8Array(Buffer.from('made-up key for the sandbox only')));
    const rows = await store.db
      .selectFrom('audit_events')
      .selectAll()
      .where('tid', '=', seaview)
      .orderBy('seq')
      .execute();
    const old = rows.filter(({ key_id }) => key_id === stolen.id);
    const [last, fresh] = [old.at(-1), rows.at(-1)];
    if (!last || !fresh) throw new Error('there are rows of both keys');
    if (name === 'SQLite') await sql`drop trigger audit_events_no_update`.execute(store.db);
    else await sql`drop trigger audit_events_no_change on audit_events`.execute(store.db);
    const forge = async (row: typeof last) => {
      const altered = { ...row, person_name: 'Mallory', key_id: stolen.id };
      const change = { person_name: altered.person_name, key_id: stolen.id, hash: stolen.hash(altered) };
      await store.db.updateTable('audit_events').set(change).where('id', '=', row.id).execute();
    };
    const restore = ({ person_name, key_id, hash, id }: typeof last) =>
      store.db.updateTable('audit_events').set({ person_name, key_id, hash }).where('id', '=', id).execute();
    await forge(last);
    expect(await verify(env)).toContain(`${seaview}: row ${last.seq + 1}`);
    await restore(last);
    await forge(fresh);
    expect(await verify(env)).toContain(`${seaview}: row ${fresh.seq}: the row was written with another key`);
    await restore(fresh);
    await store.db.deleteFrom('retired_audit_keys').where('tid', '=', seaview).execute();
    expect(await verify(env)).toContain(`${seaview}: row 1`);
    await store.close();
  });
});

/** The wrapped keys of all tenants, as they stand in the database now. */
async function readWrapped(env: Environment): Promise<string[]> {
  const store = await open(env);
  const rows = await store.db.selectFrom('tenant_keys').select('wrapped').execute();
  await store.close();
  return rows.map(({ wrapped }) => wrapped);
}
