// B5: every route × every kind of caller, over HTTP, against the one line that says who may (api/sign-in/access.policy.ts).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../api/contract/paths';
import { type Rule, rules } from '../../api/sign-in/access.policy';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { ids, people } from '../sandbox/teams/people';
import { type Answered, type Client, createClient } from '../support/http-client';
import { places } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';
import { type EveryRoute, findEveryRoute } from './every-route';
import { recordFigure } from './figures';

let sandbox: Sandbox;
let app: TestApp;
let routes: EveryRoute[];
let own: Readonly<Record<string, string>>;
let ahead = 0;
const newcomer = '0a000000-0000-4000-8000-0000000000ff';

beforeAll(async () => {
  sandbox = await startSandbox({ warm: [] });
  app = await startTestApp({ sandbox, now: () => new Date(Date.now() + ahead) });
  routes = await findEveryRoute(app.anybody);
  const owner = app.as('olivia');
  const listId = (await owner.post(paths.lists(places.ward5), { body: { name: 'Canary' } })).json.id;
  const row = { body: { typed: { family: 'Canary' } } };
  const rowId = (await owner.post(paths.rows(places.ward5, listId), row)).json.id;
  own = { listId, rowId, patientId: 'p1' };
  sandbox.graph.addMember(ids.ward6East, { oid: people.nadia.oid, role: 'owner' });
  sandbox.graph.addMember(ids.ward5West, { oid: people.bruno.oid, role: 'owner' });
  sandbox.graph.addMember(ids.ward5West, { oid: newcomer, role: 'member' });
  sandbox.graph.removeMember(ids.ward5West, people.priya.oid);
  ahead += 60_000;
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});

type Verdict = 'in' | 'not owner' | 'not found' | 'not signed in' | 'told to wait';
interface Caller {
  readonly who: string;
  readonly client: () => Client;
  readonly place?: { teamId: string; channelId: string };
  readonly expected: (rule: Rule) => Verdict;
}

const withToken = (overrides: Parameters<Sandbox['tokenFor']>[1]) => () =>
  createClient(app.url, async () => `Bearer ${await sandbox.tokenFor('olivia', overrides)}`);
const stranger = (rule: Rule): Verdict => (rule === 'person reads' ? 'in' : 'not found');
const ownersOnly: ReadonlySet<Rule> = new Set(['owner reads', 'owner decides', 'files leave']);
const nobody = (): Verdict => 'not signed in';
/** What a form or a script of another site can send without asking first, and what only looks like ours. */
const foreignTypes = [
  'text/plain',
  'text/plain;charset=utf-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  undefined,
  'text/json',
  'application/jsonp',
  'application/json',
];
const anHourAgo = Math.floor(Date.now() / 1000) - 3_700;

const callers: readonly Caller[] = [
  { who: 'an owner', client: () => app.as('olivia'), expected: () => 'in' },
  {
    who: 'a member',
    client: () => app.as('chen'),
    expected: (rule) => (ownersOnly.has(rule) ? 'not owner' : 'in'),
  },
  { who: 'a guest', client: () => app.as('gus'), expected: stranger },
  { who: 'somebody who was a member', client: () => app.as('priya'), expected: stranger },
  { who: 'an owner of another team', client: () => app.as('nadia'), expected: stranger },
  {
    who: 'a member of the team, in a private channel of others',
    client: () =>
      createClient(
        app.url,
        async () => `Bearer ${await sandbox.tokenFor('nadia', { claims: { oid: newcomer } })}`,
      ),
    place: places.ward5Palliative,
    expected: stranger,
  },
  { who: 'an owner at another hospital', client: () => app.as('bruno'), expected: stranger },
  { who: 'nobody', client: () => app.anybody, expected: nobody },
  { who: 'an app', client: withToken({ claims: { idtyp: 'app' }, without: ['scp'] }), expected: nobody },
  {
    who: 'an owner whose token has expired',
    client: withToken({ claims: { exp: anHourAgo + 100, iat: anHourAgo, nbf: anHourAgo } }),
    expected: nobody,
  },
];

function toVerdict({ status, text }: Answered, { hasIds }: EveryRoute): Verdict {
  if (status === 401) return 'not signed in';
  if (status === 429 || status === 503) return 'told to wait';
  if (status === 403 && text.includes('owner_only')) return 'not owner';
  // A thing inside the team that isn't there is not found by its members either.
  if (status === 404 && !(hasIds && text.includes('Canary'))) return 'not found';
  return 'in';
}

describe('T9, B5: every route × every kind of caller', () => {
  it('is as the rule of the route says, and tells strangers nothing', async () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const { who, client, place = places.ward5, expected } of callers) {
      for (const route of routes) {
        const rule = rules[route.operationId];
        if (!rule) throw new Error(`${route.operationId} has no rule`);
        const answer = await client()[route.method](route.toUrl(place, own));
        tried += 1;
        // Strangers may not make us ask Microsoft 365 more often than once a second.
        ahead += 1_200;
        const verdict = toVerdict(answer, route);
        const should = expected(rule);
        const isHidden = should === 'in' || !answer.text.includes('Canary');
        const isFine = verdict === should || (should === 'in' && verdict === 'not found' && route.hasIds);
        if (!isFine || !isHidden) wrong.push(`${who}: ${route.operationId} ${verdict}, not ${should}`);
      }
    }
    recordFigure({ id: 'B5', name: 'routes × kinds of caller', tried, through: wrong.length });
    expect(wrong).toEqual([]);
    expect(tried).toBe(routes.length * callers.length);
  });

  it('T10: a key that would change whose something is, or who may, is refused at every depth', async () => {
    const keys = ['tid', 'teamId', 'channelId', 'ownerOid', 'role', 'isOwner', 'id', 'version', 'scope'];
    const raw = ['"__proto__":{"isOwner":true}', '"constructor":{}', '"prototype":{}'];
    const parts = [...keys.map((key) => `"${key}":"${places.ward6.teamId}"`), ...raw];
    const bodies: Readonly<Record<string, readonly string[]>> = {
      PatientListCreate: ['{"name":"X",%}'],
      PatientListRename: ['{"name":"X",%}'],
      PatientListEditColumns: ['{"columns":["bed"],%}'],
      PatientListAddPatient: ['{"typed":{"family":"X"},%}', '{"typed":{"family":"X",%}}'],
      PatientDetailsEdit: ['{"typed":{"bed":"1"},%}', '{"typed":{"bed":"1",%}}'],
      PatientMoved: [`{"toListId":"${own.listId}",%}`],
      PatientNoteAdd: ['{"text":"X",%}'],
      ModeSet: ['{"mode":"manual",%}'],
      EHRConnectionSet: ['{"link":"https://fhir.example.org","name":"X",%}'],
      PatientSchemaUpdate: ['{"fields":[],%}', '{"fields":[{"name":"X","kind":"text",%}]}'],
    };
    const taken: string[] = [];
    let tried = 0;
    const state = async () => (await app.as('olivia').get(paths.list(places.ward5, own.listId ?? ''))).text;
    const before = await state();
    for (const [operationId, shapes] of Object.entries(bodies)) {
      const route = routes.find((each) => each.operationId === operationId);
      if (!route) throw new Error(`${operationId} is no route`);
      for (const shape of shapes) {
        for (const part of parts) {
          const answer = await app.as('olivia')[route.method](route.toUrl(places.ward5, own), {
            body: shape.replace('%', part),
            ifMatch: 1,
          });
          tried += 1;
          if (answer.status !== 400) taken.push(`${operationId} ${part}: ${answer.status}`);
        }
      }
    }
    recordFigure({ id: 'T10', name: 'forbidden keys in bodies', tried, through: taken.length });
    expect(taken).toEqual([]);
    expect(await state()).toBe(before);
  });

  it('T17: what a page of another site can send, without asking first or after it, changes and tells nothing', async () => {
    const came: string[] = [];
    let tried = 0;
    const judge = (what: string, status: number, expected: number) => {
      tried += 1;
      if (status !== expected) came.push(`${what}: ${status}, not ${expected}`);
    };
    for (const route of routes) {
      const types =
        route.takes === undefined ? [undefined] : foreignTypes.filter((type) => type !== route.takes);
      for (const type of types) {
        ahead += 1_200;
        const authorization = `Bearer ${await sandbox.tokenFor('olivia')}`;
        const send = (headers: Record<string, string>, method: string = route.method) =>
          fetch(`${app.url}${route.toUrl(places.ward5, own)}`, {
            method: method.toUpperCase(),
            headers: { ...(type && { 'content-type': type }), 'if-match': '"1"', ...headers },
            body: route.takes === undefined ? null : new TextEncoder().encode('{"name":"X"}'),
          });
        const what = `${route.operationId} as ${type}`;
        for (const origin of ['https://evil.example', 'null', `${app.url}.evil.example`])
          judge(`${what} from ${origin}`, (await send({ authorization, origin })).status, 403);
        judge(`${what} without a token`, (await send({})).status, 401);
        if (route.takes !== undefined) judge(what, (await send({ authorization })).status, 415);
      }
      const asksFirst = await fetch(`${app.url}${route.toUrl(places.ward5, own)}`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://evil.example',
          'access-control-request-method': route.method.toUpperCase(),
          'access-control-request-headers': 'authorization,content-type,if-match',
        },
      });
      const allowed = [...asksFirst.headers.keys()].filter((name) => name.startsWith('access-control-'));
      judge(`${route.operationId} asked first`, allowed.length, 0);
    }
    recordFigure({ id: 'T17', name: 'requests of another site', tried, through: came.length });
    expect(came).toEqual([]);
  });
});
