// The team's own fields, over HTTP: saved by owners, retired without losing a value, and back again.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../api/contract/limits';
import { createCaller, type ListsApp, startListsApp } from '../../support/lists-app';
import { people, places } from '../../support/people';

let app: ListsApp;
beforeAll(async () => {
  app = await startListsApp();
});
afterAll(() => app.close());

const olivia = () => createCaller(app, people.olivia);
const path = () => `${olivia().base}/fields`;
const save = (fields: readonly unknown[], ifMatch?: number) =>
  olivia().client.put(path(), { body: { fields }, ...(ifMatch !== undefined && { ifMatch }) });
const read = async () => (await createCaller(app).client.get(path())).json;
const diet = { name: 'Diet', type: 'choice', choices: ['Full', 'Soft'] };

describe('the team’s own fields', () => {
  it('are none at first; the first save is a create in the log, the next ones updates', async () => {
    expect(await read()).toEqual({ version: 0, fields: [] });
    const from = await app.auditCount();
    const saved = await save([diet], 0);
    expect(saved.json).toEqual({ version: 1, fields: [{ id: expect.any(String), ...diet }] });
    expect(saved.headers.get('etag')).toBe('"1"');
    await save([...saved.json.fields, { name: 'Plan', type: 'longText' }], 1);
    expect((await read()).fields.map((field: { name: string }) => field.name)).toEqual(['Diet', 'Plan']);
    expect(await app.audited(from)).toEqual(['PatientSchemaCreate success', 'PatientSchemaUpdate success']);
  });

  it('two owners at once: the second one is shown what is there now', async () => {
    const { version, fields } = await read();
    const both = await Promise.all([
      save([...fields, { name: 'One', type: 'text' }], version),
      save([...fields, { name: 'Two', type: 'text' }], version),
    ]);
    const [won, lost] = both[0].status === 200 ? both : [both[1], both[0]];
    expect(lost.json).toMatchObject({ status: 412, code: 'changed_meanwhile', current: won.json });
  });

  it('one that is left out is retired: its values and columns stay and come back with it', async () => {
    const before = await read();
    const [kept] = before.fields;
    const key = `field:${kept.id}`;
    const chen = createCaller(app);
    const listId = await chen.newListId();
    await chen.client.put(`${chen.base}/lists/${listId}/columns`, {
      body: { columns: ['patient', key] },
      ifMatch: 1,
    });
    const row = (await chen.addTyped(listId, { family: 'Hart', [key]: 'Soft' })).json;
    const retired = await save(before.fields.slice(1), before.version);
    expect((await chen.view(listId)).json.columns).toEqual(['patient']);
    const edit = { body: { typed: { [key]: 'Full' } }, ifMatch: row.version };
    expect((await chen.client.patch(`${chen.base}/lists/${listId}/patients/${row.id}`, edit)).status).toBe(
      400,
    );
    await chen.client.put(`${chen.base}/lists/${listId}/columns`, { body: { columns: ['bed'] }, ifMatch: 2 });
    expect((await save([...retired.json.fields, kept], retired.json.version)).status).toBe(200);
    const view = (await chen.view(listId)).json;
    expect(view.columns).toEqual(['bed', key]);
    expect(view.rows[0].typed[key].value).toBe('Soft');
  });

  it('a new owner’s choice of names, types and choices is checked, and each fault is named', async () => {
    const { version, fields } = await read();
    const bad: [unknown, string][] = [
      [{ name: ' ', type: 'text' }, 'name'],
      [{ name: 'plan', type: 'text' }, 'name'],
      [{ name: 'x'.repeat(61), type: 'text' }, 'name'],
      [{ name: 'A', type: 'colour' }, 'type'],
      [{ name: 'A', type: 'choice' }, 'choices'],
      [{ name: 'A', type: 'choice', choices: ['x', 'x'] }, 'choices'],
      [{ name: 'A', type: 'text', choices: ['x'] }, 'choices'],
      [{ id: randomUUID(), name: 'A', type: 'text' }, 'id'],
      [{ id: fields[0].id, name: 'A', type: 'text' }, 'id'],
      [{ name: 'A', type: 'text', isOwner: true }, 'not expected'],
    ];
    for (const [field, where] of bad) {
      const refused = await save([...fields, field], version);
      expect(refused.json.code).toBe('invalid_input');
      expect(JSON.stringify(refused.json.fields)).toContain(where);
    }
    const many = Array.from({ length: limits.fieldsPerTeam + 1 }, (_, n) => ({
      name: `F${n}`,
      type: 'text',
    }));
    expect((await save(many, version)).status).toBe(400);
    expect((await read()).version).toBe(version);
  });

  it('a field keeps its type, but a text may become a long one', async () => {
    const saved = await save([{ name: 'Short', type: 'text' }], (await read()).version);
    const [field] = saved.json.fields;
    expect((await save([{ ...field, type: 'number' }], saved.json.version)).json.fields[0].path).toBe(
      'fields.0.type',
    );
    expect((await save([{ ...field, type: 'longText' }], saved.json.version)).status).toBe(200);
  });

  it('are saved by owners only, with If-Match, and are of one team', async () => {
    const chen = createCaller(app);
    const refused = await chen.client.put(path(), { body: { fields: [] }, ifMatch: 1 });
    expect(refused.json).toMatchObject({ status: 403, code: 'owner_only' });
    expect((await save([])).status).toBe(428);
    expect((await createCaller(app, people.nadia).client.get(path())).status).toBe(404);
    expect((await app.anybody.get(path())).status).toBe(401);
    const ward6 = createCaller(app, people.olivia, places.ward6);
    expect((await ward6.client.get(`${ward6.base}/fields`)).json).toEqual({ version: 0, fields: [] });
  });
});
