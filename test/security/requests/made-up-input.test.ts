import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../../api/contract/paths';
import { isObject } from '../../sandbox/resource';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type Answered, createClient } from '../../support/http-client';
import { places } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';
import { type EveryRoute, findEveryRoute } from '../every-route';
import { recordFigure, toSize } from '../figures';
import { type Schema, toFitting, toForeign, toTwisted } from './made-up-input';

const size = toSize('PATIENTS_TEST_INPUTS', 2_000);
/** In each body. */
const foreignKeys = toSize('PATIENTS_TEST_FOREIGN_KEYS', 30);
const seed = 20_261_126;
const longestMs = 10_000;

let sandbox: Sandbox;
let app: TestApp;
let ahead = 0;
let bearer = '';
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  sandbox = await startSandbox({ warm: ['open'] });
  app = await startTestApp({ sandbox, now: () => new Date(Date.now() + ahead) });
  const owner = app.as('olivia');
  const connectionId = await app.connect(places.ward5, sandbox.links.open);
  const listId = (await owner.post(paths.lists(places.ward5), { body: { name: 'One' } })).json.id;
  const rows = paths.rows(places.ward5, listId);
  const rowId = (await owner.post(rows, { body: { typed: { family: 'Canary' } } })).json.id;
  ids = { listId, rowId, patientId: 'made-infant', connectionId };
  // An owner's decisions are asked about at most so often: the clock goes on, and the token lasts.
  bearer = `Bearer ${await sandbox.tokenFor('olivia', { claims: { exp: Math.floor(Date.now() / 1000) + 30 * 86_400 } })}`;
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});

interface Described {
  readonly route: EveryRoute;
  readonly body: Schema | undefined;
  readonly isForm: boolean;
  readonly query: readonly string[];
}

/** With what each takes, as the description says. */
async function describeRoutes(): Promise<Described[]> {
  const { paths: described } = (await app.anybody.get('/api/openapi.json')).json;
  const operations = Object.values(described)
    .filter(isObject)
    .flatMap((path) => Object.values(path))
    .filter(isObject);
  return (await findEveryRoute(app.anybody)).map((route) => {
    const { requestBody, parameters } = operations.find((one) => one.operationId === route.operationId) ?? {};
    const content = isObject(requestBody) && isObject(requestBody.content) ? requestBody.content : {};
    const [type, media] = Object.entries(content)[0] ?? [];
    const schema = isObject(media) && isObject(media.schema) ? media.schema : undefined;
    // Where a link may lead is told by tests of their own: none is made up here.
    const body = route.operationId === 'EHRConnectionSet' ? withoutLinks(schema) : schema;
    const all = Array.isArray(parameters) ? parameters.filter(isObject) : [];
    const query = all.filter(({ in: where }) => where === 'query').map(({ name }) => String(name));
    return { route, body, isForm: type?.includes('form') ?? false, query };
  });
}

function withoutLinks(schema: Schema | undefined): Schema | undefined {
  const properties = isObject(schema?.properties) ? schema.properties : {};
  const link = { enum: [sandbox.links.open, 'https://127.0.0.1/canary', 'javascript:canary', 'canary', ''] };
  return { ...schema, properties: { ...properties, link } };
}

interface Asked {
  readonly path: string;
  readonly described: Described;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const words = fc.constantFrom(
  'canary',
  '',
  '*',
  '%',
  "'",
  '\u202e',
  'x'.repeat(300),
  '../canary',
  'made-infant',
  '-1',
  '1',
);

/** Mostly as it should be, now and then as it should not, so that both the gate and the work behind it are met. */
function mostly<T>(fitting: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 6, arbitrary: fitting }, { weight: 1, arbitrary: other });
}

function toBody({ body }: Described): fc.Arbitrary<string | undefined> {
  if (!body) return mostly<string | undefined>(fc.constant(undefined), fc.constant('{"canary":1}'));
  const fitting = toFitting(body, Object.values(ids));
  return fc.oneof(
    fitting.map((value) => JSON.stringify(value)),
    toTwisted(fitting),
  );
}

function toAsked(described: Described): fc.Arbitrary<Asked> {
  const { route, query } = described;
  const id = (name: string) => mostly(fc.constant(ids[name] ?? ''), words);
  const inQuery = (names: readonly string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, words])), { requiredKeys: [] });
  return fc
    .record({
      listId: id('listId'),
      rowId: id('rowId'),
      patientId: id('patientId'),
      body: toBody(described),
      query: mostly(fc.constant({}), inQuery([...query, 'canary'])),
      ifMatch: mostly<string | undefined>(
        fc.constantFrom('"1"', '"2"', '"3"'),
        fc.constantFrom('1', '*', 'W/"1"', '"canary"', `"${'9'.repeat(20)}"`, undefined),
      ),
    })
    .map(({ body, query: asked, ifMatch, ...params }) => ({
      described,
      path: `${route.toUrl(places.ward5, toEncoded(params))}?${toQuery(asked)}`.replace(/\?$/, ''),
      body: route.method === 'get' ? undefined : body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    }));
}

function toQuery(asked: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return new URLSearchParams(given).toString();
}

function takesAway({ route }: Described): boolean {
  return route.method === 'delete' || /RemoveMany|Moved/.test(route.operationId);
}

function toEncoded(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, encodeURIComponent(value)]));
}

function toForm(body: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]))
      : { canary: body };
  } catch {
    return { canary: body };
  }
}

/** What another server or the log of refusals may be the reason of; `internal` is never right. */
function findFault({ status, text, json }: Answered, ms: number): string | undefined {
  if (ms > longestMs) return `took ${Math.round(ms)} ms`;
  if (text.includes('"internal"') || status === 500) return `${status} ${text.slice(0, 200)}`;
  if (status >= 400 && json === undefined) return `${status} without a reason`;
  return status < 600 && status >= 200 ? undefined : `${status}`;
}

it(`B1: ${size} made-up requests of every route: an answer or a reason, no accident of ours, nobody waits`, async () => {
  const routes = await describeRoutes();
  const client = createClient(app.url, async () => bearer);
  const each = Math.ceil(size / routes.length);
  // What takes away comes last, or the others would find nothing.
  routes.sort((a, b) => Number(takesAway(a)) - Number(takesAway(b)));
  const queue = routes.flatMap((one) => fc.sample(toAsked(one), { numRuns: each, seed }));
  const tried = queue.length;
  const through: string[] = [];
  const statuses = new Map<number, number>();
  const work = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      const { described, path, body, headers } = one;
      const from = performance.now();
      ahead += 1_000;
      const sent = body === undefined ? {} : described.isForm ? { form: toForm(body) } : { body };
      const answer = await client[described.route.method](path, { ...sent, headers });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const fault = findFault(answer, performance.now() - from);
      if (fault !== undefined) through.push(`${described.route.operationId} ${path} ${body}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  recordFigure({
    id: 'B1',
    name: 'made-up requests',
    tried,
    through: through.length,
    size: 'PATIENTS_TEST_INPUTS',
  });
  expect(through.slice(0, 5)).toEqual([]);
  // They reached the work, not only the gate.
  expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(tried / 10);
  expect(app.logged()).not.toMatch(/canary|made-infant/i);
});

it('T10: a key that no schema knows is refused in every body, in whichever of its objects it stands', async () => {
  const client = createClient(app.url, async () => bearer);
  const through: string[] = [];
  let tried = 0;
  for (const { route, body, isForm } of await describeRoutes()) {
    if (body === undefined || isForm) continue;
    const fitting = toFitting(body, Object.values(ids));
    for (const sent of fc.sample(toForeign(fitting), { numRuns: foreignKeys, seed })) {
      ahead += 1_000;
      const path = route.toUrl(places.ward5, ids);
      const answer = await client[route.method](path, { body: sent, headers: { 'if-match': '"1"' } });
      tried += 1;
      if (answer.status !== 400) through.push(`${route.operationId} ${sent}: ${answer.status}`);
    }
  }
  recordFigure({
    id: 'T10',
    name: 'keys that no schema knows',
    tried,
    through: through.length,
    size: 'PATIENTS_TEST_FOREIGN_KEYS',
  });
  expect(through.slice(0, 5)).toEqual([]);
  expect(tried).toBeGreaterThan(foreignKeys * 10);
});
