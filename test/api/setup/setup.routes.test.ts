// Session, mode and my lists, over HTTP.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { session as sessionSchema } from '../../../api/contract/session.schema';
import { createCaller, type ListsApp, startListsApp } from '../../support/lists-app';
import { people, places, seaview, type TestPerson } from '../../support/people';
import { toListRecord, toSetupRow } from '../../support/store-records';

let app: ListsApp;
beforeEach(async () => {
  await app?.close();
  app = await startListsApp();
});
afterAll(() => app.close());

const olivia = () => createCaller(app, people.olivia);

async function session(
  person: TestPerson = people.chen,
  place: (typeof places)[keyof typeof places] = places.ward5,
) {
  const caller = createCaller(app, person, place);
  return (await caller.client.get(`${caller.base}/session`)).json;
}

describe('the session', () => {
  it('of a new team says who may set it up, and writes nothing', async () => {
    const fresh = await session();
    expect(sessionSchema.parse(fresh)).toEqual({
      user: { id: people.chen.oid, name: 'Chen Wei' },
      role: 'member',
      owners: [{ id: people.olivia.oid, name: 'Olivia Hart' }],
      teamName: 'Ward 5 West',
      isArchived: false,
      mode: 'none',
      connection: null,
      offeredLinks: [{ name: 'Open sandbox', link: 'http://127.0.0.1/open/fhir', about: 'made up' }],
      lists: [],
      lastListId: null,
      fields: { version: 0, fields: [] },
      idleMinutes: 15,
      canExport: true,
    });
    expect((await session(people.olivia)).role).toBe('owner');
    expect(await app.audited()).toEqual([]);
    expect(await app.store.db.selectFrom('team_setup').selectAll().execute()).toEqual([]);
  });

  it('names lists in the order in which people read them', async () => {
    for (const name of ['Ward 10', 'ward 2', 'Äther', 'Zoo']) await olivia().newList(name);
    const { lists } = await session();
    expect(lists.map((list: { name: string }) => list.name)).toEqual(['Äther', 'ward 2', 'Ward 10', 'Zoo']);
  });

  it('standard channels share their team’s lists, a private channel has its own', async () => {
    await olivia().newList('Shared');
    await createCaller(app, people.chen, places.ward5Palliative).newList('Private');
    const names = async (place: (typeof places)[keyof typeof places]) =>
      (await session(people.chen, place)).lists.map((list: { name: string }) => list.name);
    expect(await names(places.ward5Night)).toEqual(['Shared']);
    expect(await names(places.ward5Palliative)).toEqual(['Private']);
    expect((await session(people.priya, places.ward5Palliative)).code).toBe('not_found');
  });
});

describe('the mode', () => {
  const set = (mode: unknown, person: TestPerson = people.olivia) => {
    const caller = createCaller(app, person);
    return caller.client.put(`${caller.base}/mode`, { body: { mode } });
  };

  it('is chosen by an owner, and the choice is in the log', async () => {
    expect((await set('manual')).json).toEqual({ mode: 'manual' });
    expect((await session()).mode).toBe('manual');
    expect(await app.audited()).toEqual(['ModeSet success']);
  });

  it('EHR mode needs a connection', async () => {
    expect((await set('ehr')).json).toMatchObject({ status: 409, code: 'no_connection' });
    await app.connect();
    expect((await set('ehr')).status).toBe(200);
    expect(await app.audited()).toEqual(['ModeSet failure', 'ModeSet success']);
  });

  it('changes and changes back without losing anything', async () => {
    await app.connect();
    const listId = await olivia().newListId();
    await olivia().addTyped(listId, { family: 'Hart', ward: '5' });
    const before = (await olivia().view(listId)).json;
    for (const mode of ['manual', 'ehr', 'manual']) await set(mode);
    expect((await olivia().view(listId)).json).toEqual(before);
  });

  it('is not a member’s to choose; "none" and other words are refused', async () => {
    expect((await set('manual', people.chen)).json).toMatchObject({ status: 403, code: 'owner_only' });
    expect((await set('manual', people.nadia)).status).toBe(404);
    for (const mode of ['none', 'Manual', null]) expect((await set(mode)).json.code).toBe('invalid_input');
    expect((await session()).mode).toBe('none');
  });
});

describe('my lists', () => {
  const mine = async (person: TestPerson) => (await app.as(person).get('/api/me/lists')).json;

  it('are those of the teams and channels that a person belongs to, with the way there', async () => {
    await olivia().newList('Round');
    await createCaller(app, people.chen, places.ward5Palliative).newList('Private');
    await createCaller(app, people.olivia, places.ward6).newList('Six');
    await createCaller(app, people.bruno, places.cardiology).newList('Heart');
    const toNames = ({
      teams,
    }: {
      teams: { teamName: string; channelName: string; lists: { name: string }[] }[];
    }) =>
      teams
        .map((team) => `${team.teamName}/${team.channelName}: ${team.lists.map((list) => list.name)}`)
        .sort();
    expect(toNames(await mine(people.olivia))).toEqual([
      'Ward 5 West/General: Round',
      'Ward 5 West/Palliative: Private',
      'Ward 6 East/General: Six',
    ]);
    expect(toNames(await mine(people.priya))).toEqual(['Ward 5 West/General: Round']);
    expect(toNames(await mine(people.bruno))).toEqual(['Cardiology/General: Heart']);
    expect(await mine(people.nadia)).toEqual({ teams: [] });
    expect((await mine(people.priya)).teams[0]).toMatchObject(places.ward5);
  });

  it('lead through the channel that was used last', async () => {
    await olivia().newList('Round');
    await session(people.chen, places.ward5Night);
    expect((await mine(people.chen)).teams[0]).toMatchObject({
      ...places.ward5Night,
      channelName: 'Night handover',
    });
  });

  it('leave a row in each team’s log, and none elsewhere', async () => {
    await olivia().newList('Round');
    await createCaller(app, people.olivia, places.ward6).newList('Six');
    await mine(people.priya);
    const log = async (place: typeof places.ward5 | typeof places.ward6) => {
      const caller = createCaller(app, people.olivia, place);
      return (await caller.client.get(`${caller.base}/audit?operation=MyListsView`)).json.entries;
    };
    expect(await log(places.ward5)).toMatchObject([
      { person: { name: 'Priya Nair' }, objects: [{ label: 'Round' }] },
    ]);
    expect(await log(places.ward6)).toEqual([]);
  });

  it('leave out a team whose lists are all deleted', async () => {
    const id = await olivia().newListId();
    await olivia().client.delete(`${olivia().base}/lists/${id}`, { ifMatch: 1 });
    expect(await mine(people.olivia)).toEqual({ teams: [] });
    const { entries } = (await olivia().client.get(`${olivia().base}/audit?operation=MyListsView`)).json;
    expect(entries).toEqual([]);
  });

  it('of a private channel that became a standard one are not told by the way that led to it', async () => {
    const { teamId, channelId } = places.ward5Palliative;
    const key = { tid: seaview, team_id: teamId, channel_id: channelId };
    await app.store.transaction(async (tx) => {
      const setup = { ...toSetupRow(key), via_channel_id: channelId };
      await tx.insertInto('team_setup').values(setup).execute();
      await tx.insertInto('lists').values(toListRecord(key)).execute();
    });
    const team = await app.roster.findChannel(seaview, teamId, places.ward5.channelId);
    if (!team) throw new Error('there is such a channel');
    app.roster.set(teamId, channelId, team);
    expect(await mine(people.priya)).toEqual({ teams: [] });
  });

  it('of teams that a person never opened cost Microsoft 365 no question', async () => {
    for (let index = 0; index < 50; index++) {
      const teamId = `cccccccc-0000-4000-8000-${String(index).padStart(12, '0')}`;
      const key = { tid: seaview, team_id: teamId, channel_id: '' };
      await app.store.transaction(async (tx) => {
        const setup = { ...toSetupRow(key), via_channel_id: '19:other@thread.tacv2' };
        await tx.insertInto('team_setup').values(setup).execute();
        await tx.insertInto('lists').values(toListRecord(key)).execute();
      });
    }
    expect(await mine(people.priya)).toEqual({ teams: [] });
    expect(app.roster.asked()).toBe(0);
  });

  it('need a sign-in', async () => {
    expect((await app.anybody.get('/api/me/lists')).status).toBe(401);
  });

  it('are not told when nobody can say who belongs where', async () => {
    const key = { tid: seaview, team_id: places.ward6.teamId, channel_id: '' };
    await app.store.transaction(async (tx) => {
      const setup = { ...toSetupRow(key), via_channel_id: places.ward6.channelId };
      await tx.insertInto('team_setup').values(setup).execute();
      await tx.insertInto('lists').values(toListRecord(key)).execute();
    });
    await app.store.transaction((tx) =>
      tx
        .insertInto('person_state')
        .values({ ...key, oid: people.olivia.oid, last_list_id: null, at: new Date().toISOString() })
        .execute(),
    );
    app.roster.set(places.ward6.teamId, places.ward6.channelId, 'down');
    expect(await mine(people.olivia)).toMatchObject({ status: 503, code: 'roster_unavailable' });
  });
});
