// The real rooms of lists, fields and setup in the small app, on an EHR in memory, with a clock that a test can move.
import { randomUUID } from 'node:crypto';
import { toEhrCells } from '../../api/clinical/cells';
import { type TeamAddress, teamPath } from '../../api/contract/paths';
import { KnownError } from '../../api/errors/known-error';
import { createFieldRoutes } from '../../api/fields/fields.routes';
import { createFieldService } from '../../api/fields/fields.service';
import { createLists } from '../../api/lists/lists';
import { findSnapshot } from '../../api/lists/snapshot.map';
import { createReadCells } from '../../api/readers/read-cells.service';
import { createSetMode } from '../../api/setup/mode.service';
import { createMyLists } from '../../api/setup/my-lists.service';
import { createSession } from '../../api/setup/session.service';
import { createSetupRoutes } from '../../api/setup/setup.routes';
import type { Scope } from '../../api/sign-in/scope';
import { createFakeEhr, type FakeEhr } from './fake-ehr';
import type { Answered, Client } from './http-client';
import { hillcrest, people, places, seaview, type TestPerson } from './people';
import { noLimit } from './rates';
import { type SmallApp, type SmallAppOptions, type SmallParts, startSmallApp } from './small-app';
import { toConnectionRow, toRowRecord } from './store-records';

export interface ListsApp extends SmallApp {
  readonly fake: FakeEhr;
  /** Moves the clock on. */
  wait(ms: number): void;
  /** Gives the team a current connection, instead of the one that it had, and answers its id. */
  connect(place?: TeamAddress): Promise<string>;
  /** Puts that many nameless patients on a list of ward 5, past the API. */
  fill(listId: string, count: number): Promise<void>;
  /** Operations recorded for the tenant since `from`, oldest first: "PatientListCreate success". */
  audited(from?: number): Promise<string[]>;
  auditCount(): Promise<number>;
}

export async function startListsApp(
  options: Pick<SmallAppOptions, 'storeUrl' | 'now'> = {},
): Promise<ListsApp> {
  const fake = createFakeEhr();
  const current = new Map<string, string>();
  let ahead = 0;
  const getEhr = async (scope: Scope) => {
    const connectionId = current.get(toPlaceKey(scope));
    if (!connectionId) throw new KnownError('no_connection', { status: 409, detail: 'Connect first.' });
    return { ehr: fake.ehr, connectionId };
  };
  const app = await startSmallApp({
    ...options,
    requestsPerMinute: noLimit,
    routes: (parts) => createRoutes(parts, getEhr, () => new Date(Date.now() + ahead)),
  });
  const auditCount = async (): Promise<number> => (await selectAudit(app, 0)).length;
  return {
    ...app,
    fake,
    wait: (ms) => {
      ahead += ms;
    },
    async connect(place = places.ward5) {
      const { teamId } = place;
      const channel_id = place === places.ward5Palliative ? place.channelId : '';
      const key = {
        tid: teamId === places.cardiology.teamId ? hillcrest : seaview,
        team_id: teamId,
        channel_id,
      };
      const connection = { ...toConnectionRow(key), id: randomUUID() };
      await app.store.transaction(async (tx) => {
        await tx
          .updateTable('connections')
          .set({ is_current: 0 })
          .where((eb) => eb.and(key))
          .execute();
        await tx.insertInto('connections').values(connection).execute();
      });
      current.set(`${key.tid} ${teamId} ${channel_id}`, connection.id);
      return connection.id;
    },
    fill: (listId, count) => fill(app, listId, count),
    audited: (from = 0) => selectAudit(app, from),
    auditCount,
  };
}

function createRoutes(
  parts: SmallParts,
  getEhr: (scope: Scope) => Promise<{ ehr: FakeEhr['ehr']; connectionId: string }>,
  now: () => Date,
) {
  const deps = {
    ...parts,
    now,
    getEhr,
    toEhrCells,
    readCells: createReadCells({ toEhrCells, findSnapshot, now }),
    findConnection: async () => undefined,
    filesFor: 'owners' as const,
  };
  const lists = createLists(deps);
  return [
    ...lists.routes,
    ...createFieldRoutes(createFieldService(deps)),
    ...createSetupRoutes({
      getSession: createSession({
        ...deps,
        ...lists,
        idleMinutes: 15,
        canExport: () => true,
        offeredLinks: [{ name: 'Open sandbox', link: 'http://127.0.0.1/open/fhir', about: 'made up' }],
      }),
      setMode: createSetMode(deps),
      getMyLists: createMyLists({ ...deps, ...lists }),
    }),
  ];
}

async function fill({ store }: SmallApp, listId: string, count: number): Promise<void> {
  const key = { tid: seaview, team_id: places.ward5.teamId, channel_id: '' };
  const sealer = await store.sealer.forTenant(seaview);
  const rows = Array.from({ length: count }, () => toRowRecord(key, listId)).map((row) => ({
    ...row,
    typed: sealer.seal({ table: 'list_rows', rowId: row.id, column: 'typed' }, '{}'),
  }));
  await store.transaction(async (tx) => {
    for (const row of rows) await tx.insertInto('list_rows').values(row).execute();
  });
}

function toPlaceKey(scope: Scope): string {
  return `${scope.tid} ${scope.teamId} ${scope.channelId}`;
}

async function selectAudit({ store }: SmallApp, from: number): Promise<string[]> {
  const events = await store.db
    .selectFrom('audit_events')
    .select(['operation', 'outcome'])
    .orderBy('at')
    .orderBy('tid')
    .orderBy('seq')
    .execute();
  return events.slice(from).map(({ operation, outcome }) => `${operation} ${outcome}`);
}

/** Calls of one person in one team, as the tab makes them. */
export function createCaller(
  app: ListsApp,
  person: TestPerson = people.chen,
  place: TeamAddress = places.ward5,
) {
  const client: Client = app.as(person);
  const base = teamPath(place);
  return {
    client,
    base,
    newList: async (name = `List ${randomUUID()}`): Promise<Answered> =>
      client.post(`${base}/lists`, { body: { name } }),
    newListId: async (): Promise<string> =>
      (await client.post(`${base}/lists`, { body: { name: `List ${randomUUID()}` } })).json.id,
    addTyped: async (listId: string, typed: Record<string, unknown>): Promise<Answered> =>
      client.post(`${base}/lists/${listId}/patients`, { body: { typed } }),
    addEhr: async (listId: string, connectionId: string, patientId: string): Promise<Answered> =>
      client.post(`${base}/lists/${listId}/patients`, { body: { ehr: { connectionId, patientId } } }),
    view: async (listId: string): Promise<Answered> => client.get(`${base}/lists/${listId}`),
  };
}
