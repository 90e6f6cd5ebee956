// The patients on a list, over HTTP: add, edit, remove and restore; each route in good and bad weather.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../api/contract/limits';
import { createCaller, type ListsApp, startListsApp } from '../../support/lists-app';
import { people, places } from '../../support/people';

const day = 86_400_000;

let app: ListsApp;
let connectionId = '';
beforeAll(async () => {
  app = await startListsApp();
  connectionId = await app.connect();
  app.fake.put('p1', 'Hart', 'MRN-1');
  app.fake.put('p2', 'Moss');
});
beforeEach(() => {
  app.fake.failSections(undefined);
  app.fake.throwOnRead(undefined);
});
afterAll(() => app.close());

const chen = () => createCaller(app);
const rowPath = (listId: string, rowId: string) => `${chen().base}/lists/${listId}/patients/${rowId}`;

async function newRow(typed: Record<string, unknown> = { family: 'Hart', given: 'Ana' }) {
  const listId = await chen().newListId();
  const row = (await chen().addTyped(listId, typed)).json;
  return { listId, row, path: rowPath(listId, row.id) };
}

describe('adding a patient of the EHR', () => {
  it('proves that the patient is there and keeps who it is', async () => {
    const listId = await chen().newListId();
    const from = await app.auditCount();
    const added = await chen().addEhr(listId, connectionId, 'p1');
    expect(added.status).toBe(201);
    expect(added.json).toMatchObject({
      version: 1,
      ehr: { connectionId, patientId: 'p1' },
      snapshot: { name: 'HART, Ana', birthDate: '1957-06-05', gender: 'female', mrn: 'MRN-1' },
      typed: {},
      noteCount: 0,
      lastNote: null,
      addedBy: { id: people.chen.oid, name: 'Chen Wei' },
    });
    expect(app.fake.asked.at(-1)).toEqual({ ids: ['p1'], types: ['Patient'] });
    expect(await app.audited(from)).toEqual(['PatientListAddPatient success']);
  });

  it('who is on the list already is told so, and not added twice by two at once', async () => {
    const listId = await chen().newListId();
    const both = await Promise.all([1, 2].map(() => chen().addEhr(listId, connectionId, 'p1')));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const from = await app.auditCount();
    expect((await chen().addEhr(listId, connectionId, 'p1')).json.code).toBe('already_on_list');
    expect(await app.audited(from)).toEqual(['PatientListAddPatient failure']);
  });

  it('a patient id that doesn’t exist is said so, and nobody is added', async () => {
    const listId = await chen().newListId();
    expect((await chen().addEhr(listId, connectionId, 'nobody')).json).toMatchObject({
      status: 404,
      code: 'patient_not_found',
    });
    expect((await chen().view(listId)).json.rows).toEqual([]);
  });

  it.each([
    ['server_timeout', 504],
    ['server_unreachable', 502],
    ['access_denied_by_server', 502],
  ] as const)('an EHR that fails with %s adds nobody', async (reason, status) => {
    const listId = await chen().newListId();
    app.fake.failSections(reason);
    expect((await chen().addEhr(listId, connectionId, 'p1')).json).toMatchObject({ status, code: reason });
    expect((await chen().view(listId)).json.rows).toEqual([]);
  });

  it('of a connection that the team doesn’t use is refused', async () => {
    const listId = await chen().newListId();
    expect((await chen().addEhr(listId, randomUUID(), 'p1')).json.code).toBe('no_connection');
    const other = createCaller(app, people.olivia, places.ward6);
    expect((await other.addEhr(await other.newListId(), connectionId, 'p1')).json.code).toBe('no_connection');
  });

  it('an id that no server may have is refused before anybody is asked', async () => {
    const listId = await chen().newListId();
    const asked = app.fake.asked.length;
    for (const patientId of ['../Patient', 'p1?_id=p2', '', 'x'.repeat(65), 'ü']) {
      expect((await chen().addEhr(listId, connectionId, patientId)).status).toBe(400);
    }
    expect(app.fake.asked.length).toBe(asked);
  });

  it('T9: to a list of another team is not found, and the EHR is not asked', async () => {
    const theirs = await createCaller(app, people.olivia, places.ward6).newListId();
    const asked = app.fake.asked.length;
    expect((await chen().addEhr(theirs, connectionId, 'p1')).status).toBe(404);
    expect(app.fake.asked.length).toBe(asked);
  });
});

describe('adding a typed patient', () => {
  it('keeps each value with its author and time', async () => {
    const { row } = await newRow({
      family: ' Hart ',
      birthDate: '1957-06',
      noKnownAllergies: true,
      ward: '',
    });
    expect(Object.keys(row.typed).sort()).toEqual(['birthDate', 'family', 'noKnownAllergies']);
    expect(row.typed.family).toEqual({
      value: 'Hart',
      by: { id: people.chen.oid, name: 'Chen Wei' },
      at: expect.stringMatching(/Z$/),
    });
    expect(row.ehr).toBeNull();
  });

  it('an MRN is on a list once', async () => {
    const { listId } = await newRow({ mrn: 'A 12' });
    expect((await chen().addTyped(listId, { mrn: 'a12' })).json.code).toBe('already_on_list');
    expect((await chen().addTyped(listId, { mrn: 'a13' })).status).toBe(201);
  });

  it.each([
    [{}, 'typed'],
    [{ ward: '5 West' }, 'typed'],
    [{ family: 'Hart', birthDate: '5/6/1957' }, 'typed.birthDate'],
    [{ family: 'Hart', birthDate: '2026-02-30' }, 'typed.birthDate'],
    [{ family: 'Hart', gender: 'f' }, 'typed.gender'],
    [{ family: 'Hart', noKnownAllergies: 'yes' }, 'typed.noKnownAllergies'],
    [{ family: 'x'.repeat(501) }, 'typed.family'],
    [{ family: 'Hart', ownerOid: 'x' }, 'typed.ownerOid'],
    [{ family: 'Hart', [`field:${randomUUID()}`]: 'x' }, 'typed.field:'],
  ])('%j is refused, and the key is named', async (typed, path) => {
    const refused = await chen().addTyped(await chen().newListId(), typed);
    expect(refused.json.code).toBe('invalid_input');
    expect(refused.json.fields[0].path).toContain(path);
  });

  it('T10: a body that is both, neither, or more than that is refused', async () => {
    const listId = await chen().newListId();
    const ehr = { connectionId, patientId: 'p1' };
    const bodies = [
      {},
      { ehr, typed: { family: 'Hart' } },
      { typed: { family: 'Hart' }, teamId: 'x' },
      { ehr: { ...ehr, tid: 'x' } },
    ];
    for (const body of bodies) {
      const refused = await chen().client.post(`${chen().base}/lists/${listId}/patients`, { body });
      expect(refused.json.code).toBe('invalid_input');
    }
  });

  it('a list holds at most so many patients', async () => {
    const listId = await chen().newListId();
    await app.fill(listId, limits.patientsPerList);
    expect((await chen().addTyped(listId, { family: 'One more' })).json.code).toBe('limit_reached');
    const { row, path } = await newRow();
    expect((await chen().client.post(`${path}/move`, { body: { toListId: listId } })).json.code).toBe(
      'limit_reached',
    );
    expect(
      (await chen().client.patch(path, { body: { typed: { ward: '5' } }, ifMatch: row.version })).status,
    ).toBe(200);
  });
});

describe('editing what was typed', () => {
  it('changes what was sent and nothing else; null takes a value away', async () => {
    const { row, path } = await newRow({ family: 'Hart', given: 'Ana', ward: '5' });
    const from = await app.auditCount();
    const edited = await createCaller(app, people.priya).client.patch(path, {
      body: { typed: { given: 'Anna', ward: null } },
      ifMatch: 1,
    });
    expect(edited.json).toMatchObject({ version: 2, updatedBy: { name: 'Priya Nair' } });
    expect(edited.headers.get('etag')).toBe('"2"');
    expect(edited.json.typed).toEqual({
      family: row.typed.family,
      given: { value: 'Anna', by: { id: people.priya.oid, name: 'Priya Nair' }, at: expect.any(String) },
    });
    expect(await app.audited(from)).toEqual(['PatientDetailsEdit success']);
  });

  it('two people at once: the second one is shown the row as it is now', async () => {
    const { path } = await newRow();
    const edit = (given: string) => chen().client.patch(path, { body: { typed: { given } }, ifMatch: 1 });
    const [first, second] = await Promise.all([edit('A'), edit('B')]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect(lost.json).toMatchObject({ status: 412, code: 'changed_meanwhile' });
    expect(lost.json.current).toEqual(won.json);
  });

  it('over the EHR only the main problem and the team’s own fields', async () => {
    const listId = await chen().newListId();
    const row = (await chen().addEhr(listId, connectionId, 'p1')).json;
    const path = rowPath(listId, row.id);
    const problem = await chen().client.patch(path, { body: { typed: { mainProblem: 'Hip' } }, ifMatch: 1 });
    expect(problem.json.typed.mainProblem.value).toBe('Hip');
    const family = await chen().client.patch(path, { body: { typed: { family: 'X' } }, ifMatch: 2 });
    expect(family.json.fields[0].path).toBe('typed.family');
  });

  it('can’t leave a typed patient without a name and MRN, nor take another one’s MRN', async () => {
    const { listId, path } = await newRow({ family: 'Hart' });
    await chen().addTyped(listId, { mrn: '77' });
    const nameless = await chen().client.patch(path, { body: { typed: { family: null } }, ifMatch: 1 });
    expect(nameless.json.code).toBe('invalid_input');
    const same = await chen().client.patch(path, { body: { typed: { mrn: '77' } }, ifMatch: 1 });
    expect(same.json.code).toBe('already_on_list');
  });

  it('needs If-Match, and a row that is there', async () => {
    const { path, listId } = await newRow();
    const body = { typed: { ward: '5' } };
    expect((await chen().client.patch(path, { body })).status).toBe(428);
    expect((await chen().client.patch(rowPath(listId, randomUUID()), { body, ifMatch: 1 })).status).toBe(404);
  });
});

describe('removing a patient', () => {
  it('can be undone, and until then is among the removed', async () => {
    const { listId, row, path } = await newRow();
    const from = await app.auditCount();
    expect((await chen().client.delete(path)).status).toBe(204);
    expect((await chen().view(listId)).json).toMatchObject({ rows: [], patientCount: 0 });
    const removed = await chen().client.get(`${chen().base}/lists/${listId}/removed-patients`);
    expect(removed.json.rows).toMatchObject([{ id: row.id, removedBy: { name: 'Chen Wei' } }]);
    expect((await chen().client.post(`${path}/restore`)).json).toMatchObject({
      id: row.id,
      typed: row.typed,
    });
    expect((await chen().view(listId)).json.rows).toHaveLength(1);
    expect(await app.audited(from)).toEqual([
      'PatientListRemovePatient success',
      'PatientListView success',
      'PatientListRemovedView success',
      'PatientListRestorePatient success',
      'PatientListView success',
    ]);
  });

  it('twice, or restoring who is there, is not found', async () => {
    const { path } = await newRow();
    expect((await chen().client.post(`${path}/restore`)).status).toBe(404);
    await chen().client.delete(path);
    expect((await chen().client.delete(path)).status).toBe(404);
  });

  it('who was added again meanwhile can’t be restored beside it', async () => {
    const listId = await chen().newListId();
    const row = (await chen().addEhr(listId, connectionId, 'p2')).json;
    await chen().client.delete(rowPath(listId, row.id));
    await chen().addEhr(listId, connectionId, 'p2');
    const restored = await chen().client.post(`${rowPath(listId, row.id)}/restore`);
    expect(restored.json.code).toBe('already_on_list');
  });

  it('is final after a week', async () => {
    const { listId, path } = await newRow();
    await chen().client.delete(path);
    app.wait(8 * day);
    expect((await chen().client.post(`${path}/restore`)).status).toBe(404);
    expect((await chen().client.get(`${chen().base}/lists/${listId}/removed-patients`)).json.rows).toEqual(
      [],
    );
  });
});
