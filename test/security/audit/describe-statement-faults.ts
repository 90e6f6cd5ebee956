// The database fails at every single statement of every audited operation: there is either all of it with its row in the log, or
// nothing but a row that says that it failed; and the answer says so, without a word of the database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditOperation, auditOperations } from '../../../api/contract/audit.schema';
import type { Database } from '../../../api/store/schema';
import { createStore, type Store } from '../../../api/store/store';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { Answered } from '../../support/http-client';
import { startTestApp, type TestApp } from '../../support/test-app';
import {
  type CallStage,
  connectForCalls,
  type EveryCall,
  everyCall,
  type Ready,
  toFirstFieldSave,
} from '../every-call';
import { type EveryRoute, findEveryRoute } from '../every-route';
import { recordFigure } from '../figures';
import type { FaultKind, StatementFaults } from '../statement-faults';

let sandbox: Sandbox;
let app: TestApp;
let stage: CallStage;
let store: Store;
let faults: StatementFaults;
/** The API's clock: an owner may look into Microsoft 365 so often a minute, and more often than that is asked here. */
let ahead = 0;

type AuditedRoute = EveryRoute & { readonly call: EveryCall; readonly operation: string };
let routes: AuditedRoute[];

export interface FaultyStore {
  /** A database of its own; undefined: the app brings one. */
  readonly newUrl: () => Promise<string | undefined>;
  readonly inject: () => StatementFaults;
  /** From which statement on all fail. Where it is a commit, PostgreSQL is asked for five seconds what became of it. */
  readonly forEverFrom: readonly number[];
}

async function start({ newUrl, inject }: FaultyStore): Promise<void> {
  const storeUrl = await newUrl();
  sandbox = await startSandbox({ warm: ['open'] });
  app = await startTestApp({
    sandbox,
    now: () => new Date(Date.now() + ahead),
    ...(storeUrl !== undefined && { storeUrl }),
  });
  stage = await connectForCalls(app, sandbox);
  const { PATIENTS_STORE: url = '', PATIENTS_MASTER_KEY: key = '' } = app.environment;
  store = await createStore({ url, masterKey: new Uint8Array(Buffer.from(key, 'base64')) });
  routes = (await findEveryRoute(app.anybody)).flatMap((route) => {
    const operation = auditOperation.safeParse(route.auditedAs ?? route.operationId).data;
    const call = everyCall[route.operationId];
    if (!operation || !call) return [];
    const known = { ...route, operation, call };
    return operation === 'PatientSchemaUpdate'
      ? [known, { ...known, call: toFirstFieldSave(store) }]
      : [known];
  });
  faults = inject();
}

async function stop(): Promise<void> {
  faults.restore();
  await store.close();
  await app.close();
  await sandbox.close();
}

const dataTables = [
  ...['connections', 'team_setup', 'lists', 'list_rows', 'notes', 'person_state', 'download_links'],
] as readonly (keyof Database)[];

/** Every row of the team's data, as text; and how far the log reaches. */
async function look() {
  const rows = new Map<string, string[]>();
  for (const table of dataTables) {
    const found = await store.db.selectFrom(table).selectAll().execute();
    rows.set(table, found.map((row) => JSON.stringify(row)).sort());
  }
  const heads = await store.db.selectFrom('audit_heads').selectAll().execute();
  return { rows, heads: new Map(heads.map(({ tid, seq }) => [tid, seq])) };
}
type Look = Awaited<ReturnType<typeof look>>;

/** How many rows of each table came and went: "lists +1 -1". */
function toEffect(before: Look, after: Look): string {
  return dataTables
    .flatMap((table) => {
      const [old, now] = [before.rows.get(table) ?? [], after.rows.get(table) ?? []];
      const [was, is] = [new Set(old), new Set(now)];
      const [came, went] = [now.filter((row) => !was.has(row)), old.filter((row) => !is.has(row))];
      return came.length + went.length === 0 ? [] : [`${table} +${came.length} -${went.length}`];
    })
    .join(', ');
}

/** In every tenant's log. */
async function findLogged({ heads }: Look): Promise<string[]> {
  const known = Math.min(...heads.values());
  const rows = await store.db
    .selectFrom('audit_events')
    .select(['operation', 'outcome', 'reason', 'tid', 'seq'])
    .where('seq', '>', known)
    .orderBy('seq')
    .execute();
  return rows
    .filter(({ tid, seq }) => seq > (heads.get(tid) ?? 0))
    .map(({ operation, outcome, reason }) => `${operation} ${outcome} ${reason ?? ''}`.trim());
}

async function ask(route: AuditedRoute, ready: Ready): Promise<Answered> {
  ahead += 1_000;
  const url = `${route.toUrl(route.call.place, ready.ids ?? {})}${ready.query ?? ''}`;
  try {
    return await app.as(route.call.person)[route.method](url, ready);
  } catch {
    // Lines that had begun are cut off: half an answer never looks like a whole one.
    return { status: 503, headers: new Headers(), text: '', json: undefined };
  }
}

const telling =
  /SQLITE|sqlite|I\/O|ECONN|space|base\/|\binsert\b|\bselect\b|var\/lib|node_modules|\.ts\b|Canary/;

/** Nobody has asked for files before, or the fifth success of an hour would be the last. */
async function prepare({ call }: AuditedRoute): Promise<Ready> {
  await store.transaction((tx) => tx.deleteFrom('download_links').execute());
  return call.prepare(stage);
}

async function failForEver(route: AuditedRoute, kind: FaultKind, from: readonly number[]): Promise<void> {
  const { operationId } = route;
  const { logged } = await findReference(route);
  const ready = await route.call.prepare(stage);
  for (const at of from) {
    const before = await look();
    faults.arm(at, kind, 'forever');
    const answer = await ask(route, ready);
    faults.disarm();
    const [does, says] = [toEffect(before, await look()), (await findLogged(before)).join()];
    // It takes fewer statements than that, and is on record.
    if (answer.status < 300 && says === logged) break;
    expect([operationId, at, answer.status >= 500, does, says]).toEqual([operationId, at, true, '', '']);
    expect(answer.text).not.toMatch(telling);
  }
  expect([operationId, (await ask(route, await route.call.prepare(stage))).status]).toEqual([
    operationId,
    expect.toSatisfy((status: number) => status < 300),
  ]);
}

/** What it does when nothing fails, and what is on record then. */
async function findReference(route: AuditedRoute): Promise<{ effect: string; logged: string }> {
  const ready = await prepare(route);
  const start = await look();
  const { status, text } = await ask(route, ready);
  if (status >= 300) throw new Error(`${route.operationId} fails by itself: ${status} ${text}`);
  return { effect: toEffect(start, await look()), logged: (await findLogged(start)).join() };
}

/** Fails one statement after the other until there is no more; answers how many, and what was neither whole nor nothing. */
async function failEach(
  route: AuditedRoute,
  kinds: readonly FaultKind[],
): Promise<{ tried: number; wrong: string[]; logged: string }> {
  const { operationId, operation } = route;
  const { effect, logged } = await findReference(route);
  // What is about nobody's team has no log to fail in.
  const failed = route.isOfTeam ? `${operation} failure store_unavailable` : '';
  const wrong: string[] = [];
  let ready: Ready | undefined;
  for (let at = 1; at <= 200; at++) {
    ready ??= await prepare(route);
    const before = await look();
    const kind = kinds[at % kinds.length] ?? 'refused';
    faults.arm(at, kind);
    const answer = await ask(route, ready);
    if (faults.disarm() === 0) return { tried: at - 1, wrong, logged };
    const [does, says] = [toEffect(before, await look()), (await findLogged(before)).join()];
    const isDone = answer.status < 300;
    const isWhole = isDone && does === effect && says === logged;
    const isNothing = answer.status === 503 && does === '' && says === failed && !telling.test(answer.text);
    if (!isWhole && !isNothing) {
      const outcome = `${answer.status}; ${does}; ${says}; ${answer.text.slice(0, 160)}`;
      wrong.push(`${operationId}, ${kind} at ${at}: ${outcome}`);
    }
    if (isDone || does !== '') ready = undefined;
  }
  throw new Error(`${operationId} has no end`);
}

/** Those of the retired app, as product.md names them: all are tried. */
const productOperations = auditOperations.slice(0, auditOperations.indexOf('PatientListRestore'));

export function describeStatementFaults(name: string, faulty: FaultyStore): void {
  describe(`T31, T33: ${name} that fails`, () => {
    beforeAll(() => start(faulty), 60_000);
    afterAll(stop);

    it('for ever shows and changes nothing, and once it is back everything goes on in one whole log', async () => {
      // Who hears nothing of what is done learns nothing of its end either.
      const kinds = faults.rounds.flat().filter((kind) => kind !== 'unheard');
      for (const [at, route] of routes.entries()) {
        await failForEver(route, kinds[at % kinds.length] ?? 'refused', faulty.forEverFrom);
      }
    });

    it('at the n-th statement, for every n of every audited operation: all and on record, or nothing', async () => {
      const wrong: string[] = [];
      let tried = 0;
      const recorded: string[] = [];
      for (const route of routes) {
        for (const kinds of faults.rounds) {
          const found = await failEach(route, kinds);
          tried += found.tried;
          recorded.push(found.logged);
          wrong.push(...found.wrong);
        }
      }
      recordFigure({ id: 'T33', name: `statements that fail on ${name}`, tried, through: wrong.length });
      expect(wrong).toEqual([]);
      expect(tried).toBeGreaterThan(200);
      expect(productOperations.filter((name) => !recorded.includes(`${name} success`))).toEqual([]);
    });
  });
}
