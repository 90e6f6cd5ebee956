// Each route leaves exactly the rows that it declares: its operationId, or the name it is audited as, once, with whom it was about;
// nothing if it is not audited; and what was refused in the words of a refusal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditOperation, auditOperation } from '../../../api/contract/audit.schema';
import { createStore, type Store } from '../../../api/store/store';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type PersonKey, people } from '../../sandbox/teams/people';
import { startTestApp, type TestApp } from '../../support/test-app';
import { type CallStage, connectForCalls, everyCall, type Ready, toFirstFieldSave } from '../every-call';
import { type EveryRoute, findEveryRoute } from '../every-route';
import { recordFigure } from '../figures';

let sandbox: Sandbox;
let app: TestApp;
let stage: CallStage;
let store: Store;
let routes: EveryRoute[];
let ahead = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ warm: ['open'] });
  app = await startTestApp({ sandbox, now: () => new Date(Date.now() + ahead) });
  stage = await connectForCalls(app, sandbox);
  routes = await findEveryRoute(app.anybody);
  const { PATIENTS_STORE: url = '', PATIENTS_MASTER_KEY: key = '' } = app.environment;
  store = await createStore({ url, masterKey: new Uint8Array(Buffer.from(key, 'base64')) });
}, 60_000);
afterAll(async () => {
  await store.close();
  await app.close();
  await sandbox.close();
});

const seqs = async () =>
  new Map((await store.db.selectFrom('audit_heads').selectAll().execute()).map(({ tid, seq }) => [tid, seq]));

interface Written {
  readonly operation: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly person: string;
  readonly role: string;
  readonly patients: readonly string[];
  /** What a refusal says was tried. */
  readonly tried?: string;
}

/** In every tenant's log, from these numbers on. */
async function findSince(before: ReadonlyMap<string, number>): Promise<Written[]> {
  const rows = await store.db.selectFrom('audit_events').selectAll().orderBy('tid').orderBy('seq').execute();
  const fresh = rows.filter(({ tid, seq }) => seq > (before.get(tid) ?? 0));
  const named = await store.db.selectFrom('audit_patients').selectAll().orderBy('ref').execute();
  return Promise.all(
    fresh.map(async (row) => {
      const { tid, seq, operation, outcome, reason, person_oid, role } = row;
      const patients = named.filter((one) => one.tid === tid && one.seq === seq).map(({ ref }) => ref);
      const tried = operation === 'AccessDenied' && { tried: await readTried(row) };
      return { ...{ operation, outcome, reason, person: person_oid, role }, patients, ...tried };
    }),
  );
}

async function readTried({
  tid,
  id,
  objects,
}: {
  tid: string;
  id: string;
  objects: string;
}): Promise<string> {
  const sealer = await store.sealer.forTenant(tid);
  const text = sealer.open({ table: 'audit_events', rowId: id, column: 'objects' }, objects);
  const kept = JSON.parse(text) as { kind: string; id: string }[];
  return kept.find(({ kind }) => kind === 'operation')?.id ?? '';
}

function getCall({ operationId }: EveryRoute) {
  const call = everyCall[operationId];
  if (!call) throw new Error(`${operationId} needs a line in test/security/every-call.ts`);
  return call;
}

function toDeclared({ operationId, auditedAs }: EveryRoute): AuditOperation | undefined {
  return auditOperation.safeParse(auditedAs ?? operationId).data;
}

async function ask(route: EveryRoute, ready: Ready, person: PersonKey) {
  const url = `${route.toUrl(getCall(route).place, ready.ids ?? {})}${ready.query ?? ''}`;
  // Of one person so many refusals a minute get a row of their own: nobody is counted here.
  ahead += 3_100;
  const before = await seqs();
  const answer = await app.as(person)[route.method](url, ready);
  return { answer, rows: await findSince(before) };
}

describe('T33, Q: every route', () => {
  it('leaves exactly the row that it declares, with whom it was about, and none if it declares none', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const { person, prepare } = getCall(route);
      const ready = await prepare(stage);
      const { answer, rows } = await ask(route, ready, person);
      const operation = toDeclared(route);
      const { oid } = people[person];
      const patients = [...(ready.patients ?? [])].sort();
      const count = operation === undefined ? 0 : (ready.rows ?? 1);
      const row = { operation, outcome: 'success', reason: null, person: oid };
      const expected = Array.from({ length: count }, (_, at) => ({
        ...{ ...row, role: person === 'olivia' ? 'owner' : 'member' },
        patients: count === 1 ? patients : [patients[at]],
      }));
      const isFine = answer.status < 300 && toText(rows) === toText(expected);
      if (!isFine)
        wrong.push(
          `${route.operationId} ${answer.status}: ${JSON.stringify(rows)} ${answer.text.slice(0, 200)}`,
        );
    }
    recordFigure({
      id: 'Q',
      name: 'routes that leave just their rows',
      tried: routes.length,
      through: wrong.length,
    });
    expect(wrong).toEqual([]);
    expect(Object.keys(everyCall).sort()).toEqual(routes.map(({ operationId }) => operationId).sort());
  });

  it('that saves a team’s fields for the first time is PatientSchemaCreate', async () => {
    const route = routes.find(({ operationId }) => operationId === 'PatientSchemaUpdate');
    if (!route) throw new Error('no route saves fields');
    const { answer, rows } = await ask(route, await toFirstFieldSave(store).prepare(stage), 'olivia');
    const row = { operation: 'PatientSchemaCreate', outcome: 'success', reason: null, patients: [] };
    expect([answer.status, rows]).toEqual([200, [{ ...row, person: people.olivia.oid, role: 'owner' }]]);
  });

  it('that only owners may take leaves one row of a refusal when a member does, and says what was tried', async () => {
    const ofOwners = routes.filter((route) => getCall(route).person === 'olivia');
    expect(ofOwners.length).toBeGreaterThan(4);
    for (const route of ofOwners) {
      const { answer, rows } = await ask(route, await getCall(route).prepare(stage), 'chen');
      expect([route.operationId, answer.status, rows]).toEqual([
        route.operationId,
        403,
        [toRefusal(route, 'chen', 'owner_only', 'member')],
      ]);
    }
  });

  it('leaves one row of a refusal in their own tenant’s log when a stranger comes, and none in the team’s', async () => {
    for (const route of routes.filter(({ isOfTeam }) => isOfTeam)) {
      const ready = await getCall(route).prepare(stage);
      for (const person of ['gus', 'nadia', 'bruno'] as const) {
        const { answer, rows } = await ask(route, ready, person);
        expect([route.operationId, answer.status, rows]).toEqual([
          route.operationId,
          404,
          [toRefusal(route, person, 'not_found', 'stranger')],
        ]);
      }
    }
  });

  it('that is audited leaves one row with the reason when it fails, and none if it is not audited', async () => {
    for (const route of routes.filter(({ isOfTeam }) => isOfTeam)) {
      const { person, prepare } = getCall(route);
      const ready = await prepare(stage);
      const { answer, rows } = await ask(route, { ...ready, query: '?unexpected=1' }, person);
      const operation = toDeclared(route);
      const row = {
        ...{ operation, outcome: 'failure', reason: 'invalid_input', person: people[person].oid },
        ...{ role: person === 'olivia' ? 'owner' : 'member', patients: [] },
      };
      expect([route.operationId, answer.status, rows]).toEqual([
        route.operationId,
        400,
        operation ? [row] : [],
      ]);
    }
  });
});

/** Of patients that were added at once nobody is first. */
function toText(rows: readonly object[]): string {
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n');
}

function toRefusal(route: EveryRoute, person: PersonKey, reason: string, role: string): Written {
  const { oid } = people[person];
  const tried = route.auditedAs ?? route.operationId;
  return { operation: 'AccessDenied', outcome: 'failure', reason, person: oid, role, patients: [], tried };
}
