// Lists as a whole, over HTTP: each route in good and bad weather, and its row in the audit log.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../api/contract/limits';
import { createCaller, type ListsApp, startListsApp } from '../../support/lists-app';
import { people, places } from '../../support/people';

const day = 86_400_000;

let app: ListsApp;
beforeAll(async () => {
  app = await startListsApp();
});
afterAll(() => app.close());

const chen = () => createCaller(app);
const priya = () => createCaller(app, people.priya);

async function session() {
  return (await chen().client.get(`${chen().base}/session`)).json;
}

describe('creating a list', () => {
  it('answers the list, makes the first one the default, and leaves its row', async () => {
    const own = createCaller(app, people.olivia, places.ward6);
    const from = await app.auditCount();
    const first = await own.newList('Round');
    const second = await own.newList('Weekend');
    expect(first.status).toBe(201);
    expect(first.headers.get('etag')).toBe('"1"');
    expect(first.json).toMatchObject({ name: 'Round', isDefault: true, patientCount: 0, version: 1 });
    expect(first.json.updatedBy).toEqual({ id: people.olivia.oid, name: 'Olivia Hart' });
    expect(second.json.isDefault).toBe(false);
    expect(await app.audited(from)).toEqual(['PatientListCreate success', 'PatientListCreate success']);
  });

  it('starts with the default columns', async () => {
    const id = await chen().newListId();
    expect((await chen().view(id)).json.columns).toEqual([
      'bed',
      'patient',
      'mainProblem',
      'allergies',
      'lengthOfStay',
      'vitals',
      'notes',
    ]);
  });

  it('a name that another list of the team has is taken, whatever its case and spaces', async () => {
    await chen().newList('Ward  Five');
    const again = await chen().newList(' ward five ');
    expect(again.status).toBe(409);
    expect(again.json.code).toBe('name_taken');
    expect((await createCaller(app, people.bruno, places.cardiology).newList('Ward Five')).status).toBe(201);
  });

  it.each([
    ['', 'Give'],
    ['  ', 'Give'],
    ['x'.repeat(10_000), '100 characters'],
    [7, 'string'],
  ])('a name like %j is refused with the remedy', async (name, words) => {
    const refused = await chen().client.post(`${chen().base}/lists`, { body: { name } });
    expect(refused.status).toBe(400);
    expect(refused.json.fields[0]).toMatchObject({ path: 'name', message: expect.stringContaining(words) });
  });

  it('T10: unknown keys are refused', async () => {
    const body = { name: 'Keys', teamId: 'x', version: 9 };
    expect((await chen().client.post(`${chen().base}/lists`, { body })).json.code).toBe('invalid_input');
  });

  it('without a token is not signed in; a stranger, a guest and another hospital find nothing', async () => {
    const body = { name: 'Mine' };
    expect((await app.anybody.post(`${chen().base}/lists`, { body })).status).toBe(401);
    for (const person of [people.nadia, people.gus, people.bruno]) {
      expect((await createCaller(app, person).newList()).status).toBe(404);
    }
  });

  it('a team has at most so many lists', async () => {
    const own = createCaller(app, people.bruno, places.cardiology);
    const count = (await own.client.get(`${own.base}/session`)).json.lists.length;
    for (let n = count; n < limits.listsPerTeam; n += 1) expect((await own.newList()).status).toBe(201);
    const one = await own.newList();
    expect(one.json).toMatchObject({ status: 409, code: 'limit_reached' });
  });
});

describe('renaming a list', () => {
  const rename = (caller: ReturnType<typeof chen>, id: string, name: string, ifMatch?: number) =>
    caller.client.patch(`${caller.base}/lists/${id}`, {
      body: { name },
      ...(ifMatch !== undefined && { ifMatch }),
    });

  it('answers the new name and version, and leaves its row', async () => {
    const id = await chen().newListId();
    const from = await app.auditCount();
    const renamed = await rename(chen(), id, 'Renamed', 1);
    expect(renamed.json).toMatchObject({ name: 'Renamed', version: 2 });
    expect(renamed.headers.get('etag')).toBe('"2"');
    expect(await app.audited(from)).toEqual(['PatientListRename success']);
  });

  it('two people at once: the second one is shown what the list is called now, by whom and when', async () => {
    const id = await chen().newListId();
    const [first, second] = await Promise.all([
      rename(chen(), id, 'From Chen', 1),
      rename(priya(), id, 'From Priya', 1),
    ]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect(won.status).toBe(200);
    expect(lost.json).toMatchObject({ status: 412, code: 'changed_meanwhile' });
    expect(lost.json.current).toEqual(won.json);
    const from = await app.auditCount();
    await rename(chen(), id, 'Stale', 1);
    expect(await app.audited(from)).toEqual(['PatientListRename failure']);
  });

  it('without If-Match is told so; a name that is taken stays taken', async () => {
    const id = await chen().newListId();
    const other = await chen().newList('Taken');
    expect((await rename(chen(), id, 'x')).json.code).toBe('precondition_required');
    expect((await rename(chen(), id, 'TAKEN', 1)).json.code).toBe('name_taken');
    expect((await rename(chen(), other.json.id, 'TAKEN', 1)).status).toBe(200);
  });

  it('T9: of another team, or of no list, is not found', async () => {
    const id = await chen().newListId();
    const own = createCaller(app, people.bruno, places.cardiology);
    expect((await rename(own, id, 'x', 1)).status).toBe(404);
    expect((await rename(chen(), randomUUID(), 'x', 1)).status).toBe(404);
    expect((await rename(chen(), 'no-uuid', 'x', 1)).status).toBe(404);
  });
});

describe('deleting a list', () => {
  const remove = (id: string, ifMatch: number) =>
    chen().client.delete(`${chen().base}/lists/${id}`, { ifMatch });
  const restore = (id: string) => chen().client.post(`${chen().base}/lists/${id}/restore`);

  it('takes it away with its patients, and restoring brings all of it back', async () => {
    const id = await chen().newListId();
    await chen().addTyped(id, { family: 'Hart' });
    const from = await app.auditCount();
    expect((await remove(id, 1)).status).toBe(204);
    expect((await chen().view(id)).status).toBe(404);
    expect((await session()).lists.map((list: { id: string }) => list.id)).not.toContain(id);
    expect((await restore(id)).json).toMatchObject({ id, patientCount: 1 });
    expect((await chen().view(id)).json.rows[0].typed.family.value).toBe('Hart');
    expect(await app.audited(from)).toEqual([
      'PatientListDelete success',
      'PatientListView failure',
      'PatientListRestore success',
      'PatientListView success',
    ]);
  });

  it('of a stale version is refused', async () => {
    const id = await chen().newListId();
    expect((await remove(id, 9)).json.code).toBe('changed_meanwhile');
    expect((await chen().view(id)).status).toBe(200);
  });

  it('gives its name free; restored after somebody took it, the name is taken', async () => {
    const { id } = (await chen().newList('Gone')).json;
    await remove(id, 1);
    expect((await chen().newList('gone')).status).toBe(201);
    expect((await restore(id)).json.code).toBe('name_taken');
  });

  it('can’t be undone twice, nor after a week', async () => {
    const id = await chen().newListId();
    await remove(id, 1);
    expect((await restore(id)).status).toBe(200);
    expect((await restore(id)).status).toBe(404);
    await remove(id, 1);
    app.wait(8 * day);
    expect((await restore(id)).status).toBe(404);
  });
});

describe('the default list', () => {
  it('is the one that was set last', async () => {
    const id = await chen().newListId();
    const from = await app.auditCount();
    const set = await chen().client.put(`${chen().base}/lists/${id}/default`);
    expect(set.json).toMatchObject({ id, isDefault: true, version: 1 });
    const lists: { id: string; isDefault: boolean }[] = (await session()).lists;
    expect(lists.filter((list) => list.isDefault).map((list) => list.id)).toEqual([id]);
    expect(await app.audited(from)).toEqual(['PatientListDefaultSet success']);
  });

  it('T9: can’t be a list of another team', async () => {
    const other = await createCaller(app, people.olivia, places.ward6).newListId();
    expect((await chen().client.put(`${chen().base}/lists/${other}/default`)).status).toBe(404);
  });
});

describe('the columns of a list', () => {
  const set = (id: string, columns: readonly unknown[], ifMatch = 1) =>
    chen().client.put(`${chen().base}/lists/${id}/columns`, { body: { columns }, ifMatch });

  it('are kept in the order in which they were chosen', async () => {
    const id = await chen().newListId();
    const from = await app.auditCount();
    expect((await set(id, ['patient', 'heartRate', 'bed'])).json.version).toBe(2);
    expect((await chen().view(id)).json.columns).toEqual(['patient', 'heartRate', 'bed']);
    expect(await app.audited(from)).toEqual(['PatientListEditColumns success', 'PatientListView success']);
  });

  it.each([[[]], [['nonsense']], [['bed', 'bed']], [[`field:${randomUUID()}`]], [['__proto__']], [[7]]])(
    '%j is refused',
    async (columns) => {
      const id = await chen().newListId();
      expect((await set(id, columns)).json.code).toBe('invalid_input');
    },
  );

  it('of a stale version show what is there now', async () => {
    const id = await chen().newListId();
    await set(id, ['bed']);
    expect((await set(id, ['patient'])).json.current).toMatchObject({ id, version: 2 });
  });
});
