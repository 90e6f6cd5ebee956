// An owner connects the team: every check told in order, a failure stores nothing and is recorded, over HTTP on real parts.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRunChecks } from '../../../api/connection/checks.service';
import { createConnectionRoutes } from '../../../api/connection/connection.routes';
import { createConnectionService } from '../../../api/connection/connection.service';
import { findConnectionTo } from '../../../api/connection/connection.store';
import { createWatcher } from '../../../api/connection/watcher.service';
import { type Check, type CheckId, type ConnectLine, checkIds } from '../../../api/contract/connect.schema';
import { paths, type TeamAddress } from '../../../api/contract/paths';
import { addWaitingLink } from '../../../api/partners/waiting-link.store';
import { createSetMode } from '../../../api/setup/mode.service';
import { createSession } from '../../../api/setup/session.service';
import { createSetupRoutes } from '../../../api/setup/setup.routes';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { people, places, type TestPerson } from '../../support/people';
import { noLimit } from '../../support/rates';
import { type SmallApp, startSmallApp } from '../../support/small-app';
import { createFhirRoom, type FhirRoom } from '../fhir/fhir-room';

const reading = { zone: 'Asia/Tokyo', locationSplit: '^(?<ward>[^/]+)/(?<bed>.+)$', vitalsOldAfterHours: 4 };
let sandbox: Sandbox;
let app: SmallApp;
let room: FhirRoom;

beforeAll(async () => {
  sandbox = await startSandbox();
  room = createFhirRoom({
    partners: sandbox.partnerRegistry.map((partner) =>
      partner.id === 'meridian' ? { ...partner, rules: reading } : partner,
    ),
    openServers: sandbox.openServers,
    limits: { totalMs: 2_500 },
  });
  app = await startSmallApp({
    requestsPerMinute: noLimit,
    routes: ({ store, audit, findChannel }) => {
      const { fhir, partners } = room;
      const runChecks = createRunChecks(room);
      const connections = createConnectionService({
        store,
        audit,
        fhir,
        partners,
        runChecks,
        watcher: createWatcher({ fhir, now: () => new Date() }),
        now: () => new Date(),
        refreshPartners: async () => undefined,
        addWaitingLink,
      });
      const getSession = createSession({
        store,
        findChannel,
        findConnection: connections.findConnection,
        findLists: async () => [],
        findLastListId: async () => null,
        idleMinutes: 15,
        canExport: () => true,
        offeredLinks: [],
      });
      return [
        ...createConnectionRoutes({ connections, connectsPerHour: 1000 }),
        ...createSetupRoutes({
          getSession,
          setMode: createSetMode({ store, audit }),
          getMyLists: async () => ({ teams: [] }),
        }),
      ];
    },
  });
}, 60_000);
afterAll(async () => {
  await app.close();
  await room.close();
  await sandbox.close();
});
beforeEach(async () => {
  sandbox.reset();
  await room.forgetDrift();
});

const place = places.ward5;

interface Told {
  /** The last word of each check, in order. */
  readonly checks: readonly Check[];
  readonly last: ConnectLine | undefined;
}

async function connect(
  link: string,
  name = 'Main EHR',
  who: TestPerson = people.olivia,
  where: TeamAddress = place,
): Promise<Told> {
  const checks = new Map<string, Check>();
  let last: ConnectLine | undefined;
  for await (const line of app.as(who).lines('POST', paths.connection(where), { body: { link, name } })) {
    last = line as ConnectLine;
    if (last.type === 'check') checks.set(last.check.id, last.check);
  }
  return { checks: [...checks.values()], last };
}

async function getSession() {
  return (await app.as(people.olivia).get(paths.session(place))).json;
}

async function getAudit() {
  const { json } = await app.as(people.olivia).get(`${paths.audit(place)}?operation=EHRConnectionSet`);
  return json.entries;
}

async function countConnections(): Promise<number> {
  const { count } = await app.store.db
    .selectFrom('connections')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const passed = (told: Told) => told.checks.filter((check) => check.status === 'ok').map((check) => check.id);
const failure = (told: Told) => told.checks.find((check) => check.status === 'failed');

describe('the health of the link', () => {
  it('is told to members of the connected team, and to nobody else', async () => {
    const health = paths.connectionHealth(places.ward6);
    expect((await app.as(people.olivia).get(paths.connectionHealth(places.ward5Palliative))).json.code).toBe(
      'no_connection',
    );
    expect((await app.as(people.priya).get(health)).status).toBe(404);
  });
});

it('the check that waits for the server is the one that runs', async () => {
  sandbox.knobs('open').set({ latencyMs: 80 });
  const { checks } = await connect(sandbox.links.open);
  expect(checks.find(({ id }) => id === 'reachable')?.ms).toBeGreaterThanOrEqual(80);
});

/** The check says what is wrong; connections and the team's session are as they were, and the log says who tried. */
async function expectRefusal(link: string, id: CheckId, code: string): Promise<Told> {
  const before = { count: await countConnections(), session: await getSession(), audit: await getAudit() };
  const told = await connect(link);
  expect(failure(told)).toMatchObject({ id, code });
  expect(told.last).toEqual({ type: 'refused', code });
  expect(await countConnections()).toBe(before.count);
  expect(await getSession()).toEqual(before.session);
  const audit = await getAudit();
  expect(audit).toHaveLength(before.audit.length + 1);
  expect(audit[0]).toMatchObject({ outcome: 'failure', reason: code, person: { name: 'Olivia Hart' } });
  expect(JSON.stringify(audit[0])).not.toContain('secret');
  expect(app.logged()).not.toContain('secret');
  return told;
}

describe('a link that fails', () => {
  const meridian = () => sandbox.links.meridian;
  it.each<[string, () => string, CheckId, string]>([
    ['no URL', () => 'our fhir server', 'address', 'link_not_a_url'],
    ['another scheme', () => 'ftp://fhir.example.org/r4', 'address', 'link_not_https'],
    ['plain http', () => 'http://93.184.216.34/r4', 'address', 'link_not_https'],
    ['T1: a private address', () => 'https://10.1.2.3/fhir', 'address', 'address_not_allowed'],
    ['T1: a cloud’s metadata', () => 'https://169.254.169.254/latest', 'address', 'address_not_allowed'],
    ['T1: loopback as a number', () => 'https://0x7f.1.2.3.4', 'address', 'link_not_a_url'],
    [
      'credentials in the link',
      () => meridian().replace('http://', 'http://me:secret@'),
      'address',
      'link_has_extras',
    ],
    ['a query', () => `${meridian()}?_format=json`, 'address', 'link_has_extras'],
    ['nobody at home', () => 'http://localhost:9/fhir', 'address', 'address_not_allowed'],
    ['a page that is not FHIR', () => sandbox.badLinks.html, 'metadata', 'server_not_fhir'],
    ['broken JSON', () => sandbox.badLinks['broken-json'], 'metadata', 'server_answer_broken'],
    ['100 MB', () => sandbox.badLinks.huge, 'metadata', 'server_answer_too_large'],
    ['a server that answers 500', () => sandbox.badLinks['500'], 'metadata', 'server_error'],
    ['a wrong release', () => sandbox.badLinks.r5, 'release', 'server_release_unsupported'],
    ['JSON that is no FHIR', () => sandbox.badLinks['not-fhir'], 'metadata', 'server_not_fhir'],
    ['a server that never answers', () => sandbox.badLinks.hang, 'reachable', 'server_timeout'],
    [
      'T4: a stranger with a token address of its own',
      () => sandbox.badLinks.drift,
      'partner',
      'link_waits_for_approval',
    ],
    ['a redirect', () => sandbox.badLinks.redirect, 'metadata', 'server_redirects'],
    ['an unknown partner', () => `${sandbox.baseUrl}/other/fhir`, 'metadata', 'server_not_fhir'],
  ])('%s: the check says so and nothing is stored', async (_what, toLink, id, code) => {
    await expectRefusal(toLink(), id, code);
  });

  it('T4: a server that names another token address gets no credentials', async () => {
    const recorder = `${sandbox.baseUrl}/bad/recorder/token`;
    sandbox.knobs('meridian').set({ tokenEndpointAdvertised: recorder });
    const told = await connect(sandbox.links.meridian);
    expect(failure(told)).toMatchObject({ id: 'partner', code: 'token_endpoint_differs' });
    expect(sandbox.journal('bad')).toHaveLength(0);
    expect(sandbox.journal('meridian').some((entry) => entry.hasSecret || entry.hasBearer)).toBe(false);
  });

  it('a server that nobody registered gets no credentials, however much it looks like one', async () => {
    const lookAlike = sandbox.links.open.replace('/open/fhir', '/open/fhir/');
    const told = await connect(`${lookAlike}x/..%2fmeridian`);
    expect(['link_waits_for_approval', 'server_not_fhir']).toContain(failure(told)?.code);
  });

  it.each<[Parameters<ReturnType<Sandbox['knobs']>['set']>[0], CheckId, string]>([
    [{ wrongRelease: '5.0.0' }, 'release', 'server_release_unsupported'],
    [{ rejectSecret: true }, 'token', 'token_refused'],
    [{ noExpiresIn: true }, 'token', 'token_answer_incomplete'],
    [{ unknownTenant: true }, 'token', 'tenant_unknown_to_partner'],
    [{ dropTypes: ['Patient'] }, 'resources', 'patient_not_offered'],
    [{ typeStatus: { Patient: 403 } }, 'search', 'access_denied_by_server'],
    [{ html: true, at: ['metadata'] }, 'metadata', 'server_not_fhir'],
  ])('%j fails %s, and nothing is stored', async (weather, id, code) => {
    sandbox.knobs('meridian').set(weather);
    const told = await expectRefusal(sandbox.links.meridian, id, code);
    const at = checkIds.indexOf(id);
    expect(told.checks.map((check) => check.id)).toEqual(checkIds.slice(0, at + 1));
  });
});

describe('a link that passes', () => {
  it.each([
    ['meridian', 'STU3', 'Meridian Bridge'],
    ['harbor', 'DSTU2', 'Harbor Connect'],
    ['cedar', 'R4', 'Cedar Health R4'],
    ['open', 'R4', null],
  ] as const)(
    '%s: all checks in order, then stored with its audit row',
    async (persona, release, partner) => {
      const told = await connect(`  ${sandbox.links[persona]}/metadata/ `, `Our ${persona}`);
      expect(told.checks.map((check) => check.id)).toEqual([...checkIds]);
      expect(failure(told)).toBeUndefined();
      expect(told.checks.find((check) => check.id === 'release')?.facts).toMatchObject({ release });
      const token = told.checks.find((check) => check.id === 'token');
      if (partner === null) expect(token?.status).toBe('skipped');
      else expect(token?.facts?.seconds).toBeGreaterThan(0);
      const { mode, connection } = await getSession();
      expect(mode).toBe('ehr');
      expect(connection).toMatchObject({
        name: `Our ${persona}`,
        link: sandbox.links[persona],
        release,
        partner,
      });
      expect(connection.columns).toContain('bed');
      expect(connection.offered.includes('Coverage')).toBe(persona !== 'harbor');
      expect((await getAudit())[0]).toMatchObject({
        outcome: 'success',
        objects: [{ kind: 'connection', id: connection.id }],
      });
      expect(told.last).toEqual({ type: 'connected', connection });
    },
  );

  it('keeps its id when it is connected again, so that rows still know it', async () => {
    await connect(sandbox.links.open, 'First');
    const { connection: first } = await getSession();
    await connect(sandbox.links.meridian, 'Other');
    expect((await getSession()).connection.id).not.toBe(first.id);
    await connect(`${sandbox.links.open}/`, 'Again');
    expect((await getSession()).connection).toMatchObject({ id: first.id, name: 'Again' });
  });

  it('asks for a token anew each time: one from before would prove nothing about the secret of today', async () => {
    expect((await connect(sandbox.links.meridian)).last?.type).toBe('connected');
    sandbox.knobs('meridian').set({ rejectSecret: true });
    expect((await connect(sandbox.links.meridian)).last).toEqual({ type: 'refused', code: 'token_refused' });
  });

  it('of one team leaves the connection of another as it is', async () => {
    const ofWard6 = async () =>
      (await app.as(people.olivia).get(paths.session(places.ward6))).json.connection;
    await connect(sandbox.links.open, 'Six', people.olivia, places.ward6);
    await connect(sandbox.links.harbor, 'Five');
    expect(await ofWard6()).toMatchObject({ name: 'Six', link: sandbox.links.open });
    expect((await getSession()).connection).toMatchObject({ name: 'Five' });
  });

  it('gets an id of its own when it belongs to another partner than before: its ids may be other people', async () => {
    const { tid } = people.olivia;
    const key = { tid, team_id: place.teamId, channel_id: '' };
    const server = { link: sandbox.links.open, release: 'R4' } as const;
    await connect(server.link, 'Open');
    const find = (partnerId: string | null) =>
      app.store.transaction((tx) => findConnectionTo(tx, key, { ...server, partnerId }));
    expect((await find(null))?.name).toBe('Open');
    expect(await find('meridian')).toBeUndefined();
  });

  it('says what is missing, and which columns will be filled all the same', async () => {
    sandbox.knobs('open').set({ dropTypes: ['Observation', 'Coverage'] });
    const told = await connect(sandbox.links.open);
    const find = (id: string) => told.checks.find((check) => check.id === id);
    expect(find('resources')).toMatchObject({
      status: 'warning',
      facts: { missing: ['Observation', 'Coverage'] },
    });
    expect(find('columns')?.status).toBe('warning');
    expect(find('columns')?.facts?.missing).toContain('vitals');
    expect(find('columns')?.facts?.columns).toContain('bed');
    expect(passed(told)).toContain('search');
  });
});

describe('who may', () => {
  const body = { link: 'https://fhir.example.org', name: 'x' };

  it('a member gets 403 owner_only and no server is asked', async () => {
    const { status, json } = await app.as(people.chen).post(paths.connection(place), { body });
    expect([status, json.code]).toEqual([403, 'owner_only']);
  });

  it('somebody of another team gets 404, nobody gets 401', async () => {
    expect((await app.as(people.bruno).post(paths.connection(place), { body })).status).toBe(404);
    expect((await app.as(people.nadia).post(paths.connection(place), { body })).status).toBe(404);
    expect((await app.anybody.post(paths.connection(place), { body })).status).toBe(401);
  });

  it.each([
    { link: '', name: 'x' },
    { link: 'https://fhir.example.org', name: '  ' },
    { link: 'https://fhir.example.org', name: 'x'.repeat(101) },
    { link: `https://fhir.example.org/${'x'.repeat(3000)}`, name: 'x' },
    { link: 'https://fhir.example.org', name: 'x', tid: 'other' },
    { name: 'x' },
  ])('bad input %# is 400 and names the field', async (bad) => {
    const { status, json } = await app.as(people.olivia).post(paths.connection(place), { body: bad });
    expect([status, json.code]).toEqual([400, 'invalid_input']);
    expect(json.fields.length).toBeGreaterThan(0);
  });
});

it('the session tells the partner’s MRN system, time zone, rule for places and when vital signs are old, so that the panel reads as the row does', async () => {
  await connect(sandbox.links.meridian);
  expect((await getSession()).connection).toMatchObject({
    mrnSystem: 'urn:oid:2.999.3.1',
    zone: 'Asia/Tokyo',
    locationSplit: '^(?<ward>[^/]+)/(?<bed>.+)$',
    vitalsOldAfterHours: 4,
  });
  await connect(sandbox.links.open);
  expect((await getSession()).connection).toMatchObject({
    mrnSystem: null,
    zone: null,
    locationSplit: null,
    vitalsOldAfterHours: 24,
  });
});
