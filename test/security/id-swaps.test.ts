// T9, B5: whatever ids of other teams are put into a path or a body, nothing of theirs is found, changed or told apart.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TeamAddress, teamPath } from '../../api/contract/paths';
import { createCaller, type ListsApp, startListsApp } from '../support/lists-app';
import { people, places, type TestPerson } from '../support/people';
import { recordFigure, toSize } from './figures';

interface Holding {
  readonly person: TestPerson;
  readonly place: TeamAddress;
  readonly listId: string;
  readonly rowId: string;
  readonly removedId: string;
  readonly connectionId: string;
}

const runs = toSize('PATIENTS_TEST_SWAPS', 250);

let app: ListsApp;
const holdings: Holding[] = [];

beforeAll(async () => {
  app = await startListsApp();
  app.fake.put('p1', 'Canary');
  // Two channels of one team with data of their own, another team, and another hospital.
  await hold(people.chen, places.ward5);
  await hold(people.chen, places.ward5Palliative);
  await hold(people.olivia, places.ward6);
  await hold(people.bruno, places.cardiology);
});
afterAll(() => app.close());

async function hold(person: TestPerson, place: TeamAddress): Promise<void> {
  const caller = createCaller(app, person, place);
  const connectionId = await app.connect(place);
  const listId = await caller.newListId();
  const rowId = (await caller.addEhr(listId, connectionId, 'p1')).json.id;
  const removedId = (await caller.addTyped(listId, { family: 'Canary' })).json.id;
  await caller.client.delete(`${caller.base}/lists/${listId}/patients/${removedId}`);
  holdings.push({ person, place, listId, rowId, removedId, connectionId });
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Attack = (listId: string, rowId: string, other: Holding) => readonly [Method, string, unknown?];

const attacks: readonly Attack[] = [
  (list) => ['get', `/lists/${list}`],
  (list) => ['patch', `/lists/${list}`, { name: 'Mine' }],
  (list) => ['delete', `/lists/${list}`],
  (list) => ['post', `/lists/${list}/restore`],
  (list) => ['put', `/lists/${list}/default`],
  (list) => ['put', `/lists/${list}/columns`, { columns: ['bed'] }],
  (list) => ['get', `/lists/${list}/removed-patients`],
  (list) => ['post', `/lists/${list}/patients`, { typed: { family: 'Mine' } }],
  (list, _row, other) => [
    'post',
    `/lists/${list}/patients`,
    { ehr: { connectionId: other.connectionId, patientId: 'p1' } },
  ],
  (list, row) => ['patch', `/lists/${list}/patients/${row}`, { typed: { mainProblem: 'Mine' } }],
  (list, row) => ['delete', `/lists/${list}/patients/${row}`],
  (list, row) => ['post', `/lists/${list}/patients/${row}/restore`],
  (list, row) => ['post', `/lists/${list}/patients/${row}/move`, { toListId: list }],
  (list, row) => ['get', `/lists/${list}/patients/${row}/notes`],
  (list, row) => ['post', `/lists/${list}/patients/${row}/notes`, { text: 'Mine' }],
];

async function contents(): Promise<string> {
  const tables = ['lists', 'list_rows', 'notes', 'team_setup'] as const;
  const rows = await Promise.all(tables.map((table) => app.store.db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows);
}

describe('T9: random swaps of ids between teams, channels and hospitals', () => {
  it('find nothing and change nothing', async () => {
    const before = await contents();
    let tried = 0;
    let through = 0;
    const index = fc.nat(holdings.length - 1);
    const parts = fc.record({
      me: index,
      theirs: index,
      attack: fc.constantFrom(...attacks),
      list: fc.constantFrom('mine', 'theirs', 'none'),
      row: fc.constantFrom('mine', 'theirs', 'removed', 'none'),
    });
    const swaps = fc.assert(
      fc.asyncProperty(parts, async ({ me, theirs, attack, list, row }) => {
        const [mine, other] = [holdings[me], holdings[theirs]];
        if (!mine || !other) throw new Error('unreachable');
        fc.pre(me !== theirs);
        const listId = { mine: mine.listId, theirs: other.listId, none: randomUUID() }[list];
        const rowId = { mine: mine.rowId, theirs: other.rowId, removed: other.removedId, none: randomUUID() }[
          row
        ];
        const [method, path, body] = attack(listId, rowId, other);
        // One's own list with one's own row, or a route that names no row, is no attack.
        fc.pre(list !== 'mine' || (path.includes(rowId) && row !== 'mine'));
        const client = app.as(mine.person);
        const options = { ...(body !== undefined && { body }), ifMatch: 1 };
        const answer = await client[method](`${teamPath(mine.place)}${path}`, options);
        tried += 1;
        if (answer.status !== 404 || answer.text.includes('CANARY')) through += 1;
        expect(answer.status).toBe(404);
        expect(answer.json.code).toBe('not_found');
        expect(answer.text).not.toContain('CANARY');
      }),
      { numRuns: runs },
    );
    // Told before it is judged, so that a broken proof stands in the table as well.
    await swaps.finally(() => {
      const name = 'random swaps of ids';
      recordFigure({ id: 'B5', name, tried, through, size: 'PATIENTS_TEST_SWAPS' });
    });
    expect(await contents()).toBe(before);
  });

  it('a patient can’t be moved to a list of another team, and one’s own patients stay', async () => {
    for (const mine of holdings) {
      for (const other of holdings.filter((holding) => holding !== mine)) {
        const path = `${teamPath(mine.place)}/lists/${mine.listId}/patients/${mine.rowId}/move`;
        const moved = await app.as(mine.person).post(path, { body: { toListId: other.listId } });
        expect(moved.status).toBe(404);
      }
    }
  });

  it('the same ids at another team’s address are not found either', async () => {
    for (const other of holdings) {
      for (const person of [people.nadia, people.gus]) {
        const answer = await app.as(person).get(`${teamPath(other.place)}/lists/${other.listId}`);
        expect(answer.status).toBe(404);
      }
    }
  });
});
