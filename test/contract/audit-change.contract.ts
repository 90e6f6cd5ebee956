// What was changed stands in the row of the change, sealed with the key of its team: it goes when the team is forgotten.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogSearch } from '../../api/audit/search.store';
import type { AuditEntry } from '../../api/contract/audit.schema';
import { paths } from '../../api/contract/paths';
import { createRetention, toServerScope } from '../../api/retention/retention.service';
import { createCaller, type ListsApp, startListsApp } from '../support/lists-app';
import { people, places, seaview } from '../support/people';

const canary = 'Zebedee Canary';
let app: ListsApp;

/** As an owner reads it, newest first. */
async function readLog(query = ''): Promise<AuditEntry[]> {
  const { status, json } = await app.as(people.olivia).get(`${paths.audit(places.ward5)}${query}`);
  expect(status).toBe(200);
  return json.entries;
}

async function findLast(operation: string) {
  const search = createLogSearch({ db: app.store.db, sealer: app.store.sealer });
  const found = [];
  for await (const record of search.find({ tid: seaview, operation })) found.push(record);
  const last = found.at(-1);
  if (!last) throw new Error(`nothing is recorded as ${operation}`);
  return last;
}

export function describeChanges(name: string, newUrl: () => Promise<string>): void {
  describe(`what was changed, on ${name}`, () => {
    const chen = () => createCaller(app);
    const olivia = () => createCaller(app, people.olivia);
    const changeOf = async (operation: string) => (await findLast(operation)).change;

    beforeAll(async () => {
      app = await startListsApp({ storeUrl: await newUrl() });
    }, 60_000);
    afterAll(() => app.close());

    it('of a list: its name, its columns, whether it is the first', async () => {
      const { client, base } = chen();
      const listId = await chen().newListId();
      const at = `${base}/lists/${listId}`;
      expect(await changeOf('PatientListCreate')).toMatchObject({ name: { from: null } });
      const before = (await client.get(at)).json;
      await client.patch(at, { body: { name: canary }, ifMatch: 1 });
      expect(await changeOf('PatientListRename')).toEqual({ name: { from: before.name, to: canary } });
      await client.put(`${at}/columns`, { body: { columns: ['bed'] }, ifMatch: 2 });
      expect(await changeOf('PatientListEditColumns')).toEqual({
        columns: { from: before.columns, to: ['bed'] },
      });
      await chen().newListId();
      const other = await chen().newListId();
      await client.put(`${base}/lists/${other}/default`);
      expect((await changeOf('PatientListDefaultSet'))?.defaultList?.to).toBe(other);
      await client.delete(at, { ifMatch: 3 });
      expect(await changeOf('PatientListDelete')).toEqual({ name: { from: canary, to: null } });
      await client.post(`${at}/restore`);
      expect(await changeOf('PatientListRestore')).toEqual({ name: { from: null, to: canary } });
    });

    it('of a patient: what was typed before and after, and on which list they are', async () => {
      const [listId, other] = [await chen().newListId(), await chen().newListId()];
      const { json } = await chen().addTyped(listId, { family: canary, bed: '1' });
      expect(await changeOf('PatientListAddPatient')).toEqual({
        ...{ list: { from: null, to: listId }, family: { from: null, to: canary } },
        bed: { from: null, to: '1' },
      });
      const { client, base } = chen();
      const at = `${base}/lists/${listId}/patients/${json.id}`;
      await client.patch(at, { body: { typed: { bed: '2', family: canary } }, ifMatch: json.version });
      expect(await changeOf('PatientDetailsEdit')).toEqual({ bed: { from: '1', to: '2' } });
      await client.delete(at);
      expect(await changeOf('PatientListRemovePatient')).toEqual({ list: { from: listId, to: null } });
      await client.post(`${at}/restore`);
      expect(await changeOf('PatientListRestorePatient')).toEqual({ list: { from: null, to: listId } });
      await client.post(`${at}/move`, { body: { toListId: other } });
      expect(await changeOf('PatientMoved')).toEqual({ list: { from: listId, to: other } });
      const moved = `${base}/lists/${other}`;
      await client.post(`${moved}/remove-patients`, { body: { rowIds: [json.id] } });
      expect(await changeOf('PatientListRemovePatient')).toEqual({ list: { from: other, to: null } });
    });

    it('of the team: its mode and its fields; a note’s text and what is only read are in no change', async () => {
      const { client, base } = olivia();
      await client.put(`${base}/mode`, { body: { mode: 'manual' } });
      expect(await changeOf('ModeSet')).toEqual({ mode: { from: 'none', to: 'manual' } });
      const fields = [{ name: 'Diet', type: 'text' }];
      const saved = (await client.put(`${base}/fields`, { body: { fields }, ifMatch: 0 })).json.fields;
      const diet = { name: 'Diet', type: 'text', choices: [] };
      expect(await changeOf('PatientSchemaCreate')).toEqual({
        [`field:${saved[0].id}`]: { from: null, to: diet },
      });
      const renamed = [{ ...saved[0], name: 'Food' }];
      await client.put(`${base}/fields`, { body: { fields: renamed }, ifMatch: 1 });
      expect(await changeOf('PatientSchemaUpdate')).toEqual({
        [`field:${saved[0].id}`]: { from: diet, to: { ...diet, name: 'Food' } },
      });
      const listId = await chen().newListId();
      const { json } = await chen().addTyped(listId, { family: 'X' });
      const notes = `${chen().base}/lists/${listId}/patients/${json.id}/notes`;
      await chen().client.post(notes, { body: { text: canary } });
      await chen().client.get(notes);
      for (const operation of ['PatientNoteAdd', 'PatientNoteView']) {
        expect(await changeOf(operation)).toBeNull();
      }
    });

    it('is read by owners, before and after, and this is on record; no secret is in it', async () => {
      const listId = await chen().newListId();
      const { json } = await chen().addTyped(listId, { family: canary, bed: '1' });
      const at = `${chen().base}/lists/${listId}/patients/${json.id}`;
      await chen().client.patch(at, { body: { typed: { bed: '2' } }, ifMatch: json.version });
      const [edited] = await readLog('?operation=PatientDetailsEdit');
      expect(edited).toMatchObject({ isShredded: false, change: { bed: { from: '1', to: '2' } } });
      expect(await findLast('AuditRead')).toMatchObject({ person: { id: people.olivia.oid } });
      const asked = await app.as(people.chen).get(paths.audit(places.ward5));
      expect([asked.status, asked.text.includes(canary)]).toEqual([403, false]);
    });

    it('T36, T39: is sealed, and gone for good with its team, while the log stays whole and readable', async () => {
      const listId = await chen().newListId();
      await chen().addTyped(listId, { family: canary });
      const rows = await app.store.db.selectFrom('audit_events').selectAll().execute();
      expect(JSON.stringify(rows)).not.toMatch(/Zebedee|family/);
      expect(await findLast('PatientListAddPatient')).toMatchObject({ isShredded: false });
      const retention = createRetention({
        ...{ store: app.store, audit: app.audit, now: () => new Date(), deletedListDays: 30 },
        forget: async () => undefined,
      });
      await retention.forgetTeam({ tid: seaview, teamId: places.ward5.teamId }, toServerScope);
      const forgotten = await findLast('PatientListAddPatient');
      expect(forgotten).toMatchObject({ isShredded: true, change: null, person: { id: people.chen.oid } });
      expect(forgotten.patients).toHaveLength(1);
      // Another key for whatever the team types later opens nothing of before.
      const again = await chen().newListId();
      expect(again).not.toBe('');
      const entries = await readLog();
      const [now, before] = ['PatientListCreate', 'PatientListAddPatient'].map(
        (operation) => entries.find((entry) => entry.operation === operation) ?? expect.fail(operation),
      );
      expect(now).toMatchObject({ isShredded: false, change: { name: { from: null } } });
      expect(before).toMatchObject({ isShredded: true, change: null, person: { name: people.chen.name } });
      expect(before?.patients).toMatchObject([{ label: canary }]);
      expect(await findLast('PatientListCreate')).toMatchObject({ isShredded: false });
      expect(await findLast('PatientListAddPatient')).toMatchObject({ isShredded: true });
    });
  });
}
