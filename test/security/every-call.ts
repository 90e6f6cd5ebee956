// One call of each route of the product that does what the route is for, with whatever it needs made first: for tests that go
// through all of them. A route without an entry here fails those tests.
import { randomUUID } from 'node:crypto';
import { paths, type TeamAddress } from '../../api/contract/paths';
import type { Store } from '../../api/store/store';
import { cast } from '../sandbox/census/roles';
import type { Sandbox } from '../sandbox/sandbox';
import type { PersonKey } from '../sandbox/teams/people';
import type { Answered, Asked, Client } from '../support/http-client';
import { places } from '../support/people';
import type { TestApp } from '../support/test-app';

export interface CallStage {
  readonly app: TestApp;
  readonly sandbox: Sandbox;
  readonly connectionId: string;
}

/** What the path's places are filled with, and what is sent. */
export interface Ready extends Asked {
  readonly ids?: Readonly<Record<string, string>>;
  /** Behind the path, with its question mark. */
  readonly query?: string;
  /** Whom the row of the log names, by reference. */
  readonly patients?: readonly string[];
  /** How many rows, if not one. */
  readonly rows?: number;
}

export interface EveryCall {
  readonly person: PersonKey;
  readonly place: TeamAddress;
  /** Does it change what the team has? */
  readonly isChange: boolean;
  readonly prepare: (stage: CallStage) => Promise<Ready>;
}

const ward = places.ward5;
/** Where the mode and the connection may change without taking them from the others. */
const apart = places.ward5Palliative;

const reads = (prepare: EveryCall['prepare'], person: PersonKey = 'chen'): EveryCall => ({
  ...{ person, place: ward, isChange: false, prepare },
});
const changes = (prepare: EveryCall['prepare'], parts: Partial<EveryCall> = {}): EveryCall => ({
  ...{ person: 'chen', place: ward, isChange: true, prepare },
  ...parts,
});
const nothing = async () => ({});
const readsPatient = reads(async ({ connectionId }) => ({
  ids: { patientId: cast.accented },
  patients: [`${connectionId}/${cast.accented}`],
}));

export async function connectForCalls(app: TestApp, sandbox: Sandbox): Promise<CallStage> {
  return { app, sandbox, connectionId: await app.connect(ward, sandbox.links.open) };
}

/** Throws with the answer if it is no success. */
async function must(answer: Promise<Answered>): Promise<Answered> {
  const answered = await answer;
  if (answered.status >= 300) throw new Error(`could not be prepared: ${answered.status} ${answered.text}`);
  return answered;
}

const chen = ({ app }: CallStage): Client => app.as('chen');

/** The route of PatientSchemaUpdate where the team has saved no fields yet: another operation of the log. */
export function toFirstFieldSave(store: Store): EveryCall {
  const none = { fields: '[]', retired_fields: '[]', fields_version: 0 };
  return changes(
    async () => {
      const key = { team_id: ward.teamId };
      await store.transaction((tx) =>
        tx
          .updateTable('team_setup')
          .set(none)
          .where((eb) => eb.and(key))
          .execute(),
      );
      return { ifMatch: 0, body: { fields: [{ name: `Field ${randomUUID()}`, type: 'text' }] } };
    },
    { person: 'olivia' },
  );
}

/** A team has room for so many lists: what was made for the call before is deleted. */
async function newList(stage: CallStage): Promise<string> {
  const body = { name: `List ${randomUUID()}` };
  return (await must(chen(stage).post(paths.lists(ward), { body }))).json.id;
}

async function deleteLists(stage: CallStage): Promise<void> {
  const { lists } = (await chen(stage).get(paths.session(ward))).json;
  for (const { id, version } of lists) await chen(stage).delete(paths.list(ward, id), { ifMatch: version });
}

async function newRow(stage: CallStage) {
  await deleteLists(stage);
  const listId = await newList(stage);
  const body = { typed: { family: 'Canary', given: 'Zoe' } };
  const row = (await must(chen(stage).post(paths.rows(ward, listId), { body }))).json;
  const rowId: string = row.id;
  return { ids: { listId, rowId }, ifMatch: Number(row.version), patients: [rowId] };
}

async function listOnly(stage: CallStage) {
  await deleteLists(stage);
  return { ids: { listId: await newList(stage) } };
}

const withRow = (more: Partial<Ready>) => async (stage: CallStage) => ({ ...(await newRow(stage)), ...more });
const withList = (more: Partial<Ready>) => async (stage: CallStage) => ({
  ...(await listOnly(stage)),
  ...more,
});

const listCalls: Readonly<Record<string, EveryCall>> = {
  PatientListCreate: changes(async (stage) => {
    await deleteLists(stage);
    return { body: { name: `List ${randomUUID()}` } };
  }),
  PatientListView: reads(newRow),
  PatientListRename: changes(withList({ ifMatch: 1, body: { name: 'Renamed' } })),
  PatientListDelete: changes(withList({ ifMatch: 1 })),
  PatientListRestore: changes(async (stage) => {
    const ready = await listOnly(stage);
    await must(chen(stage).delete(paths.list(ward, ready.ids.listId), { ifMatch: 1 }));
    return ready;
  }),
  PatientListDefaultSet: changes(listOnly),
  ExportInitiation: changes(withRow({ body: {} }), { person: 'olivia' }),
  PatientListEditColumns: changes(withList({ ifMatch: 1, body: { columns: ['bed', 'patient'] } })),
};

const rowCalls: Readonly<Record<string, EveryCall>> = {
  PatientListAddPatient: changes(async (stage) => {
    const ehr = { connectionId: stage.connectionId, patientId: cast.accented };
    const patients = [`${stage.connectionId}/${cast.accented}`];
    return { ...(await listOnly(stage)), body: { ehr }, patients };
  }),
  PatientDetailsEdit: changes(withRow({ body: { typed: { bed: '7' } } })),
  PatientListRemovePatient: changes(newRow),
  PatientListRemovedView: reads(async (stage) => {
    const ready = await newRow(stage);
    await must(chen(stage).delete(paths.row(ward, ready.ids.listId, ready.ids.rowId)));
    return ready;
  }),
  PatientListRestorePatient: changes(async (stage) => {
    const ready = await newRow(stage);
    await must(chen(stage).delete(paths.row(ward, ready.ids.listId, ready.ids.rowId)));
    return ready;
  }),
  PatientMoved: changes(async (stage) => {
    const ready = await newRow(stage);
    return { ...ready, body: { toListId: await newList(stage) } };
  }),
  PatientNoteView: reads(newRow),
  PatientNoteAdd: changes(withRow({ body: { text: 'Seen today.' } })),
};

const manyCalls: Readonly<Record<string, EveryCall>> = {
  PatientFindMany: reads(withList({ body: { mrns: ['SV1', 'SV2'] } })),
  PatientListAddMany: changes(async (stage) => {
    const patientIds = [cast.accented, cast.highAllergy];
    const { connectionId } = stage;
    const patients = patientIds.map((id) => `${connectionId}/${id}`);
    return { ...(await listOnly(stage)), body: { connectionId, patientIds }, patients, rows: 2 };
  }),
  PatientListRemoveMany: changes(async (stage) => {
    const ready = await newRow(stage);
    return { ...ready, body: { rowIds: [ready.ids.rowId] } };
  }),
  EhrSources: reads(nothing),
  EhrLists: reads(nothing),
  EhrWards: reads(nothing),
};

const facadeCalls: Readonly<Record<string, EveryCall>> = {
  FacadeMetadata: reads(nothing),
  PatientSearch: reads(async () => ({ form: { name: 'zzzz' } })),
  PatientSearchNext: reads(async (stage) => {
    const path = `${paths.fhir(ward)}/Patient/_search`;
    const { link } = (await must(chen(stage).post(path, { form: { name: 'br', _count: '1' } }))).json;
    const next: string = link.find(({ relation }: { relation: string }) => relation === 'next').url;
    const { entry } = (await must(chen(stage).get(next))).json;
    const patients = entry.map(
      ({ resource }: { resource: { id: string } }) => `${stage.connectionId}/${resource.id}`,
    );
    return { query: new URL(next).search, patients };
  }),
  PatientLocationView: reads(async ({ connectionId }) => ({
    form: { patient: cast.accented },
    patients: [`${connectionId}/${cast.accented}`],
  })),
  PatientRead: readsPatient,
  PatientView: readsPatient,
};

export const everyCall: Readonly<Record<string, EveryCall>> = {
  getSession: reads(nothing),
  MyListsView: reads(withRow({ patients: [] })),
  ModeSet: changes(async () => ({ body: { mode: 'manual' } }), { person: 'olivia', place: apart }),
  EHRConnectionSet: changes(
    async ({ sandbox }) => ({
      body: { link: sandbox.links.open, name: 'Apart' },
      headers: { accept: 'application/x-ndjson' },
    }),
    { person: 'olivia', place: apart },
  ),
  getConnectionHealth: reads(nothing),
  getFields: reads(nothing),
  PatientSchemaUpdate: changes(
    async ({ app }) => {
      const saved = (await app.as('olivia').get(paths.fields(ward))).json;
      const save = async (version: number) =>
        must(app.as('olivia').put(paths.fields(ward), { body: { fields: [] }, ifMatch: version }));
      const version: number = saved.version === 0 ? (await save(0)).json.version : saved.version;
      return { ifMatch: version, body: { fields: [{ name: `Field ${randomUUID()}`, type: 'text' }] } };
    },
    { person: 'olivia' },
  ),
  ...listCalls,
  ...rowCalls,
  ...manyCalls,
  ...facadeCalls,
  AuditRead: reads(async () => ({ query: '?patient=c1%2Fp1', patients: ['c1/p1'] }), 'olivia'),
  AuditExport: changes(async () => ({ body: { patient: 'c1/p1' }, patients: ['c1/p1'] }), {
    person: 'olivia',
  }),
};
