// Who belongs to a team, as Microsoft 365 tells it over HTTP: people come and go, Graph goes away, streams stay open.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../../api/contract/paths';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { ids, people } from '../../sandbox/teams/people';
import { places, seaview } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

let sandbox: Sandbox;
let app: TestApp;
let ahead = 0;
const now = () => new Date(Date.now() + ahead);
const later = (ms: number) => {
  ahead += ms;
};

beforeAll(async () => {
  sandbox = await startSandbox({ warm: ['open'] });
}, 60_000);
beforeEach(async () => {
  ahead = 0;
  app = await startTestApp({ sandbox, now });
});
afterEach(async () => {
  sandbox.reset();
  await app.close();
});
afterAll(() => sandbox.close());

type Person = 'olivia' | 'chen' | 'priya' | 'gus' | 'nadia' | 'bruno';
const read = async (person: Person = 'chen', place: (typeof places)[keyof typeof places] = places.ward5) =>
  (await app.as(person).get(paths.session(place))).status;
const write = async (person: Person = 'chen') =>
  (await app.as(person).post(paths.lists(places.ward5), { body: { name: `L${Math.random()}` } })).status;
const codeOf = async (person: Person, place: (typeof places)[keyof typeof places] = places.ward5) =>
  (await app.as(person).get(paths.session(place))).json.code;
const membersAsked = () => sandbox.graph.asked.filter((line) => line.endsWith('/members')).length;

describe('T11: somebody who was removed', () => {
  it('reads and writes nothing a minute later', async () => {
    expect([await read(), await write()]).toEqual([200, 201]);
    sandbox.graph.removeMember(ids.ward5West, people.chen.oid);
    later(60_000);
    expect([await read(), await write()]).toEqual([404, 404]);
    expect([await read('priya'), await write('priya')]).toEqual([200, 201]);
  });

  it('an owner who was made a member decides nothing from that moment on', async () => {
    const setMode = async () =>
      (await app.as('olivia').put(paths.mode(places.ward5), { body: { mode: 'manual' } })).status;
    expect(await setMode()).toBe(200);
    sandbox.graph.removeMember(ids.ward5West, people.olivia.oid);
    sandbox.graph.addMember(ids.ward5West, { oid: people.olivia.oid, role: 'member' });
    expect(await setMode()).toBe(403);
    sandbox.graph.removeMember(ids.ward5West, people.olivia.oid);
    expect(await setMode()).toBe(404);
  });
});

it('T14: an owner who is demoted while the checks of a link run connects nothing, is told so, and it is on record', async () => {
  const body = { link: sandbox.links.open, name: 'Open' };
  const seen: { type: string; problem?: { code: string } }[] = [];
  sandbox.knobs('open').set({ hold: true });
  for await (const line of app.as('olivia').lines('POST', paths.connection(places.ward5), { body })) {
    if (seen.length === 0) {
      sandbox.graph.removeMember(ids.ward5West, people.olivia.oid);
      sandbox.graph.addMember(ids.ward5West, { oid: people.olivia.oid, role: 'member' });
      sandbox.knobs('open').set({ hold: false });
    }
    seen.push(line as (typeof seen)[number]);
  }
  expect(seen.at(-1)).toMatchObject({ type: 'ended', problem: { code: 'owner_only' } });
  expect(seen.map(({ type }) => type)).not.toContain('connected');
  const { json } = await app.as('olivia').get(paths.session(places.ward5));
  expect([json.role, json.connection]).toEqual(['member', null]);
  sandbox.graph.reset();
  const audit = (await app.as('olivia').get(`${paths.audit(places.ward5)}?operation=AccessDenied`)).json;
  expect(audit.entries).toMatchObject([
    { outcome: 'failure', reason: 'owner_only', objects: [{ kind: 'operation', id: 'EHRConnectionSet' }] },
  ]);
});

it('somebody who was just added gets in at once', async () => {
  expect([await read('chen'), await read('nadia')]).toEqual([200, 404]);
  later(5_000);
  sandbox.graph.addMember(ids.ward5West, { oid: people.nadia.oid, role: 'member' });
  expect([await read('nadia'), await write('nadia')]).toEqual([200, 201]);
});

it('a round of forty people costs Microsoft 365 one look at the members', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, at) => read(at % 2 ? 'chen' : 'priya')));
  expect(membersAsked()).toBe(1);
  later(30_000);
  await read();
  expect(membersAsked()).toBe(1);
});

it('a team of 2,500 people is read whole, page by page', async () => {
  for (let index = 0; index < 2_500; index++) {
    const oid = `0d000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    sandbox.graph.addMember(ids.ward6East, { oid, role: 'member' });
  }
  sandbox.graph.addMember(ids.ward6East, { oid: people.priya.oid, role: 'member' });
  expect(await read('priya', places.ward6)).toBe(200);
  expect(membersAsked()).toBe(3);
});

describe.each(['down', 'throttled'] as const)('T11: with Graph %s', (state) => {
  it('reads go on for five minutes, changes and decisions stop, and all is well when it is back', async () => {
    await read();
    sandbox.graph.setState(state);
    later(60_000);
    const decide = async () =>
      (await app.as('olivia').put(paths.mode(places.ward5), { body: { mode: 'manual' } })).status;
    expect([await read(), await write(), await decide()]).toEqual([200, 503, 503]);
    later(3 * 60_000);
    expect(await read()).toBe(200);
    later(2 * 60_000);
    expect(await read()).toBe(503);
    sandbox.graph.setState('up');
    later(5 * 60_000);
    expect([await read(), await write(), await decide()]).toEqual([200, 201, 200]);
  });
});

it('Graph that throttles is not asked again before its time is over, and says so to who waits', async () => {
  sandbox.graph.setState('throttled');
  const answers = await Promise.all([1, 2, 3].map(() => app.as('chen').get(paths.session(places.ward5))));
  expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
    Array(3).fill([503, '2']),
  );
  await read();
  expect(sandbox.graph.asked).toHaveLength(1);
});

describe('what Microsoft 365 does not let the app know', () => {
  it('the permissions of the team (RSC) is told in words, with the next step', async () => {
    sandbox.graph.shutOut(ids.ward5West);
    const { status, json } = await app.as('chen').get(paths.session(places.ward5));
    expect([status, json.code]).toEqual([403, 'app_not_permitted']);
    expect(json.detail).toContain('resource-specific consent');
    sandbox.graph.letIn(ids.ward5West);
    later(5_000);
    expect(await read()).toBe(200);
  });

  it('a private channel without the app is told as such, and the team is not troubled', async () => {
    sandbox.graph.shutOut(ids.palliativeA);
    expect(await codeOf('chen', places.ward5Palliative)).toBe('app_not_in_channel');
    expect(await read()).toBe(200);
  });
});

it('T11: guests come in only where the operator says so', async () => {
  expect(await read('gus')).toBe(404);
  await app.close();
  app = await startTestApp({ sandbox, now, environment: { PATIENTS_GUESTS: seaview } });
  expect([await read('gus'), await write('gus'), await read('nadia')]).toEqual([200, 201, 404]);
});

describe('T11: people of another hospital in a shared channel', () => {
  const shared = { teamId: ids.ward5West, channelId: '19:shared-a@thread.tacv2' };
  const readShared = async () => (await app.as('bruno').get(paths.session(shared))).status;
  const addShared = () =>
    sandbox.graph.addChannel(ids.ward5West, {
      id: shared.channelId,
      name: 'Tumour board',
      kind: 'shared',
      members: [
        { oid: people.olivia.oid, role: 'owner' },
        { oid: people.bruno.oid, role: 'member' },
      ],
    });

  it('stay outside, unless the operator lets their hospital in', async () => {
    addShared();
    expect(await readShared()).toBe(404);
    await app.close();
    const pair = `${people.bruno.tid}>${seaview}`;
    app = await startTestApp({ sandbox, now, environment: { PATIENTS_FOREIGN_TENANTS: pair } });
    expect([await readShared(), await read('bruno')]).toEqual([200, 404]);
    expect(await read('bruno', places.cardiology)).toBe(200);
  });

  it('may come in alone, without their own hospital being set up here', async () => {
    addShared();
    await app.close();
    const environment = {
      PATIENTS_TENANTS: seaview,
      PATIENTS_FOREIGN_TENANTS: `${people.bruno.tid}>${seaview}`,
    };
    app = await startTestApp({ sandbox, now, environment });
    expect([await readShared(), await read('bruno', places.cardiology)]).toEqual([200, 404]);
  });
});
