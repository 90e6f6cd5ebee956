// What a team may count on with what it removed, deleted or leaves behind, whatever database is under it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRetention, type Retention, toServerScope } from '../../api/retention/retention.service';
import { forgetDeleted } from '../../api/store/forget';
import { createCaller, type ListsApp, startListsApp } from '../support/lists-app';
import { people, places, seaview } from '../support/people';

const dayMs = 86_400_000;
const canary = 'Zebedee Canary';

export function describeRetention(name: string, newUrl: () => Promise<string>): void {
  describe(`retention on ${name}`, () => {
    let app: ListsApp;
    let days = 0;
    let retention: Retention;
    const chen = () => createCaller(app);
    const olivia = () => createCaller(app, people.olivia);

    beforeAll(async () => {
      app = await startListsApp({ storeUrl: await newUrl() });
      const { store, audit } = app;
      retention = createRetention({
        store,
        audit,
        now: () => new Date(Date.now() + days * dayMs),
        deletedListDays: 30,
        forget: (tables) => forgetDeleted(store.db, store.dialect, tables),
      });
      await olivia().client.put(`${olivia().base}/mode`, { body: { mode: 'manual' } });
    }, 60_000);
    afterAll(() => app.close());

    const purgeIn = (later: number) => {
      days = later;
      return retention.purge(toServerScope);
    };
    const countAll = async () => {
      const tables = ['lists', 'list_rows', 'notes'] as const;
      const counts = tables.map((table) =>
        app.store.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirst(),
      );
      return (await Promise.all(counts)).map((row) => Number(row?.n));
    };

    async function fill(): Promise<{ listId: string; rowId: string }> {
      const listId = await chen().newListId();
      const rows = `${chen().base}/lists/${listId}/patients`;
      const made = await chen().client.post(rows, { body: { typed: { family: canary } } });
      const rowId: string = made.json.id;
      expect((await chen().client.post(`${rows}/${rowId}/notes`, { body: { text: canary } })).status).toBe(
        201,
      );
      return { listId, rowId };
    }

    it('T39: a patient taken off a list stays for seven days, then goes with the notes; it is on record', async () => {
      const { listId, rowId } = await fill();
      await chen().client.delete(`${chen().base}/lists/${listId}/patients/${rowId}`);
      const before = await countAll();
      expect(await purgeIn(6.9)).toEqual({ lists: 0, rows: 0, notes: 0 });
      expect(await countAll()).toEqual(before);
      const from = await app.auditCount();
      expect(await purgeIn(7.1)).toEqual({ lists: 0, rows: 1, notes: 1 });
      expect(await app.audited(from)).toEqual(['RetentionPurge success']);
      const again = await chen().client.post(`${chen().base}/lists/${listId}/patients/${rowId}/restore`);
      expect(again.status).toBe(404);
    });

    it('T39: a deleted list stays for its days, then goes whole, also where somebody had it open last', async () => {
      const { listId } = await fill();
      await chen().view(listId);
      await olivia().client.delete(`${chen().base}/lists/${listId}`, { ifMatch: 1 });
      expect((await purgeIn(29)).lists).toBe(0);
      expect(await purgeIn(31)).toMatchObject({ lists: 1, rows: 1, notes: 1 });
      expect((await chen().view(listId)).status).toBe(404);
      expect((await chen().client.get(`${chen().base}/session`)).status).toBe(200);
    });

    it('T39: links to files of the log are kept for a day, for the quota', async () => {
      const { base, client } = olivia();
      expect((await client.post(`${base}/audit/export`, { body: {} })).status).toBe(201);
      const count = async () =>
        (await app.store.db.selectFrom('download_links').select('id').execute()).length;
      await purgeIn(0);
      expect(await count()).toBe(1);
      await purgeIn(1.01);
      expect(await count()).toBe(0);
    });

    it('what is in use is never too old', async () => {
      const { listId } = await fill();
      await purgeIn(3_000);
      expect((await chen().view(listId)).json.rows).toHaveLength(1);
    });

    it('T39, T36: a forgotten team’s data and key are gone; another key seals what it types later; the log stays', async () => {
      await fill();
      const { teamId } = places.ward5;
      const scope = { tid: seaview, teamId };
      const place = { table: 'notes', rowId: 'r', column: 'text' };
      const old = await app.store.sealer.forTeam(scope);
      const sealed = old.seal(place, canary);
      const logged = await app.auditCount();
      expect((await retention.forgetTeam(scope, toServerScope)).lists).toBeGreaterThan(0);
      expect(await countAll()).toEqual([0, 0, 0]);
      const fresh = await app.store.sealer.forTeam(scope);
      expect(fresh.keyId).not.toBe(old.keyId);
      expect(() => fresh.open(place, sealed)).toThrow();
      expect(await app.audited(logged)).toEqual(['RetentionPurge success']);
      expect(await app.auditCount()).toBe(logged + 1);
    });
  });
}
