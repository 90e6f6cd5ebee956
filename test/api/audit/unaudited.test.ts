import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../../api/contract/paths';
import { type ListsApp, startListsApp } from '../../support/lists-app';
import { people, places } from '../../support/people';

let app: ListsApp;
beforeAll(async () => {
  app = await startListsApp();
});
afterAll(() => app.close());

describe('T33: where the audit row cannot be written', () => {
  it('nothing is changed, nothing is shown, and a failure that cannot be recorded is our fault, not the caller’s', async () => {
    const olivia = app.as(people.olivia);
    const made = (await olivia.post(paths.lists(places.ward5), { body: { name: 'Before' } })).json;
    await sql`create trigger full before insert on audit_events begin select raise(abort, 'disk full'); end`.execute(
      app.store.db,
    );
    const refused = [
      await olivia.post(paths.lists(places.ward5), { body: { name: 'Unaudited' } }),
      await olivia.get(paths.list(places.ward5, made.id)),
      await olivia.get(paths.audit(places.ward5)),
      await olivia.patch(paths.list(places.ward5, made.id), { body: { name: '' }, ifMatch: 1 }),
    ];
    for (const { status, text } of refused) {
      expect(status).toBeGreaterThanOrEqual(500);
      expect(text).not.toMatch(/Before|disk full|Ward/);
    }
    await sql`drop trigger full`.execute(app.store.db);
    const { lists } = (await olivia.get(paths.session(places.ward5))).json;
    expect(lists.map((list: { name: string }) => list.name)).toEqual(['Before']);
  });
});
