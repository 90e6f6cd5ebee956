// Moving a patient to another list, and notes about a patient, over HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../api/contract/limits';
import { createCaller, type ListsApp, startListsApp } from '../../support/lists-app';
import { people, places } from '../../support/people';

let app: ListsApp;
let connectionId = '';
beforeAll(async () => {
  app = await startListsApp();
  connectionId = await app.connect();
  app.fake.put('p1', 'Hart', 'MRN-1');
});
afterAll(() => app.close());

const chen = () => createCaller(app);
const rowPath = (listId: string, rowId: string) => `${chen().base}/lists/${listId}/patients/${rowId}`;

async function newRow(typed: Record<string, unknown> = { family: 'Hart', given: 'Ana' }) {
  const listId = await chen().newListId();
  const row = (await chen().addTyped(listId, typed)).json;
  return { listId, row, path: rowPath(listId, row.id) };
}

describe('moving a patient', () => {
  const move = (path: string, toListId: string) => chen().client.post(`${path}/move`, { body: { toListId } });

  it('takes along what was typed and noted, and leaves one row that names both lists', async () => {
    const { listId, row, path } = await newRow();
    await chen().client.post(`${path}/notes`, { body: { text: 'Walks again' } });
    const toListId = await chen().newListId();
    const from = await app.auditCount();
    expect((await move(path, toListId)).json).toMatchObject({ id: row.id, typed: row.typed, noteCount: 1 });
    expect((await chen().view(listId)).json.rows).toEqual([]);
    expect((await chen().view(toListId)).json.rows[0].lastNote.text).toBe('Walks again');
    expect((await app.audited(from))[0]).toBe('PatientMoved success');
    const log = await createCaller(app, people.olivia).client.get(
      `${chen().base}/audit?operation=PatientMoved`,
    );
    expect(log.json.entries[0].objects.map((object: { id: string }) => object.id)).toEqual([
      listId,
      toListId,
      row.id,
    ]);
    expect(log.json.entries[0].patients).toEqual([{ ref: row.id, label: 'Hart, Ana' }]);
  });

  it('to a list that has the patient already changes nothing', async () => {
    const [from, to] = [await chen().newListId(), await chen().newListId()];
    const row = (await chen().addEhr(from, connectionId, 'p1')).json;
    await chen().addEhr(to, connectionId, 'p1');
    expect((await move(rowPath(from, row.id), to)).json.code).toBe('already_on_list');
    expect((await chen().view(from)).json.rows).toHaveLength(1);
  });

  it('T9: to a list of another team, or to none, is not found and changes nothing', async () => {
    const { listId, path } = await newRow();
    const theirs = await createCaller(app, people.olivia, places.ward6).newListId();
    expect((await move(path, theirs)).status).toBe(404);
    expect((await move(path, randomUUID())).status).toBe(404);
    expect((await chen().view(listId)).json.rows).toHaveLength(1);
  });

  it('there and back at the same time ends on one list', async () => {
    const [one, other] = [await chen().newListId(), await chen().newListId()];
    const a = (await chen().addTyped(one, { family: 'A' })).json;
    const b = (await chen().addTyped(other, { family: 'B' })).json;
    const both = await Promise.all([move(rowPath(one, a.id), other), move(rowPath(other, b.id), one)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await chen().view(one)).json.rows[0].id).toBe(b.id);
    expect((await chen().view(other)).json.rows[0].id).toBe(a.id);
  });
});

describe('notes', () => {
  it('have author and time, newest first, and the last one is in the row', async () => {
    const { listId, path } = await newRow();
    const from = await app.auditCount();
    const before = Date.now();
    const first = await chen().client.post(`${path}/notes`, { body: { text: ' Slept well ' } });
    app.wait(1_000);
    await createCaller(app, people.priya).client.post(`${path}/notes`, {
      body: { text: '疼痛 <b>3</b>/10' },
    });
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({ text: 'Slept well', by: { id: people.chen.oid, name: 'Chen Wei' } });
    const { notes } = (await chen().client.get(`${path}/notes`)).json;
    expect(notes.map((note: { text: string }) => note.text)).toEqual(['疼痛 <b>3</b>/10', 'Slept well']);
    const [secondAt, firstAt] = notes.map((note: { at: string }) => Date.parse(note.at));
    expect(new Date(firstAt).toISOString()).toBe(first.json.at);
    expect(firstAt).toBeGreaterThanOrEqual(before);
    expect(secondAt - firstAt).toBeGreaterThanOrEqual(1_000);
    expect(secondAt).toBeLessThanOrEqual(Date.now() + 1_000);
    const row = (await chen().view(listId)).json.rows[0];
    expect(row).toMatchObject({ noteCount: 2, lastNote: notes[0], updatedBy: { name: 'Priya Nair' } });
    expect(await app.audited(from)).toEqual([
      'PatientNoteAdd success',
      'PatientNoteAdd success',
      'PatientNoteView success',
      'PatientListView success',
    ]);
  });

  it.each([[''], ['   '], ['x'.repeat(4_001)]])('%j is refused', async (text) => {
    const { path } = await newRow();
    expect((await chen().client.post(`${path}/notes`, { body: { text } })).json.code).toBe('invalid_input');
  });

  it('T9: of a removed patient, of another list or another team are not found', async () => {
    const { row, path } = await newRow();
    const elsewhere = rowPath(await chen().newListId(), row.id);
    const body = { text: 'x' };
    expect((await chen().client.post(`${elsewhere}/notes`, { body })).status).toBe(404);
    const bruno = createCaller(app, people.bruno, places.cardiology);
    const stolen = path.replace(chen().base, bruno.base);
    expect((await bruno.client.get(`${stolen}/notes`)).status).toBe(404);
    await chen().client.delete(path);
    expect((await chen().client.get(`${path}/notes`)).status).toBe(404);
  });

  it('are at most so many per patient', async () => {
    const { row, path } = await newRow();
    await app.store.db
      .updateTable('list_rows')
      .set({ note_count: limits.notesPerPatient })
      .where('id', '=', row.id)
      .execute();
    const one = await chen().client.post(`${path}/notes`, { body: { text: 'one more' } });
    expect(one.json.code).toBe('limit_reached');
    expect((await chen().client.get(`${path}/notes`)).json.notes).toEqual([]);
  });
});
