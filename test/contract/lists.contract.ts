// What a team may count on with its lists, whatever database is under them, also when many write at once.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller, type ListsApp, startListsApp } from '../support/lists-app';
import { people } from '../support/people';

export function describeLists(name: string, newUrl: () => Promise<string>): void {
  describe(`lists on ${name}`, () => {
    let app: ListsApp;
    let storeUrl = '';
    const chen = () => createCaller(app);
    const priya = () => createCaller(app, people.priya);
    const olivia = () => createCaller(app, people.olivia);

    beforeAll(async () => {
      storeUrl = await newUrl();
      app = await startListsApp({ storeUrl });
      app.fake.put('p1', 'Hart', 'MRN-1');
    }, 60_000);
    afterAll(() => app.close());

    it('a team’s day: set up, add, note, move, remove and bring back, delete and bring back', async () => {
      const connectionId = await app.connect();
      await olivia().client.put(`${olivia().base}/mode`, { body: { mode: 'ehr' } });
      const field = { name: 'Plan', type: 'text' };
      const fields = (
        await olivia().client.put(`${olivia().base}/fields`, { body: { fields: [field] }, ifMatch: 0 })
      ).json;
      const key = `field:${fields.fields[0].id}`;
      const [one, two] = [await chen().newListId(), await chen().newListId()];
      const row = (await chen().addEhr(one, connectionId, 'p1')).json;
      const path = (listId: string) => `${chen().base}/lists/${listId}/patients/${row.id}`;
      await chen().client.patch(path(one), { body: { typed: { [key]: 'Home' } }, ifMatch: 1 });
      await priya().client.post(`${path(one)}/notes`, { body: { text: 'Slept well' } });
      await chen().client.post(`${path(one)}/move`, { body: { toListId: two } });
      await chen().client.delete(path(two));
      expect((await chen().client.post(`${path(two)}/restore`)).status).toBe(200);
      await chen().client.delete(`${chen().base}/lists/${two}`, { ifMatch: 1 });
      expect((await chen().client.post(`${chen().base}/lists/${two}/restore`)).status).toBe(200);
      const lines = [];
      for await (const line of chen().client.lines('GET', `${chen().base}/lists/${two}`)) lines.push(line);
      expect(lines).toMatchObject([
        {
          type: 'view',
          view: { patientCount: 1, rows: [{ typed: { [key]: { value: 'Home' } }, noteCount: 1 }] },
        },
        { type: 'cells', rowId: row.id },
        { type: 'done' },
      ]);
      const session = (await chen().client.get(`${chen().base}/session`)).json;
      expect(session).toMatchObject({ mode: 'ehr', lastListId: two, fields: { version: 1 } });
      expect((await app.as(people.chen).get('/api/me/lists')).json.teams[0].lists).toHaveLength(2);
    });

    it('one name, one patient, one MRN: of many at once one wins, and the others are told why', async () => {
      const connectionId = await app.connect();
      const names = await Promise.all(Array.from({ length: 6 }, () => chen().newList('Same name')));
      expect(names.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
      const listId = await chen().newListId();
      const added = await Promise.all(
        Array.from({ length: 6 }, () => chen().addEhr(listId, connectionId, 'p1')),
      );
      expect(added.filter(({ status }) => status === 201)).toHaveLength(1);
      const typed = await Promise.all(Array.from({ length: 6 }, () => chen().addTyped(listId, { mrn: '7' })));
      expect(typed.filter(({ json }) => json.code === 'already_on_list')).toHaveLength(5);
    });

    it('the last place on a list is given to one', async () => {
      const listId = await chen().newListId();
      await app.fill(listId, 199);
      const added = await Promise.all(
        Array.from({ length: 5 }, (_, n) => chen().addTyped(listId, { family: `P${n}` })),
      );
      expect(added.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    });

    it('T35: no update is lost: every accepted edit was made on what its author had seen', async () => {
      const listId = await chen().newListId();
      const { id } = (await chen().addTyped(listId, { family: 'Hart' })).json;
      const path = `${chen().base}/lists/${listId}/patients/${id}`;
      const accepted: string[] = [];
      const edit = async (who: number) => {
        for (let turn = 0; turn < 4; turn += 1) {
          const seen = (await chen().view(listId)).json.rows[0];
          const ward = `${seen.typed.ward?.value ?? ''}${who}`;
          const answer = await chen().client.patch(path, {
            body: { typed: { ward } },
            ifMatch: seen.version,
          });
          expect([200, 412]).toContain(answer.status);
          if (answer.status === 200) accepted.push(`${who}`);
        }
      };
      await Promise.all([1, 2, 3, 4, 5].map(edit));
      const row = (await chen().view(listId)).json.rows[0];
      expect([...row.typed.ward.value].sort()).toEqual(accepted.sort());
      expect(row.version).toBe(1 + accepted.length);
    });

    it('T41: the API restarted in mid-edit: all is there, and the edit goes on from what was seen', async () => {
      const listId = await chen().newListId();
      const row = (await chen().addTyped(listId, { family: 'Hart' })).json;
      await chen().client.post(`${chen().base}/lists/${listId}/patients/${row.id}/notes`, {
        body: { text: 'Note' },
      });
      await app.close();
      app = await startListsApp({ storeUrl });
      const path = `${chen().base}/lists/${listId}/patients/${row.id}`;
      const edited = await chen().client.patch(path, {
        body: { typed: { given: 'Ana' } },
        ifMatch: row.version,
      });
      expect(edited.json).toMatchObject({ version: 2, noteCount: 1, typed: { family: { value: 'Hart' } } });
    });

    it('moves in every direction at once end with each patient on one list', async () => {
      const lists = [await chen().newListId(), await chen().newListId(), await chen().newListId()];
      const rows = await Promise.all(
        lists.map(async (listId, n) => (await chen().addTyped(listId, { family: `P${n}` })).json.id),
      );
      const step = fc.record({ row: fc.nat(2), from: fc.nat(2), to: fc.nat(2) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
          const answers = await Promise.all(
            steps.map(({ row, from, to }) =>
              chen().client.post(`${chen().base}/lists/${lists[from]}/patients/${rows[row]}/move`, {
                body: { toListId: lists[to] },
              }),
            ),
          );
          for (const { status } of answers) expect([200, 404]).toContain(status);
          const views = await Promise.all(lists.map((listId) => chen().view(listId)));
          const found = views.flatMap(({ json }) => json.rows.map((row: { id: string }) => row.id));
          expect(found.sort()).toEqual([...rows].sort());
        }),
        { numRuns: 5 },
      );
    });
  });
}
