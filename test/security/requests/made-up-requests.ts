// Requests made up from the API's own description, sent to the whole product, and what none of them may come to (B1, T10).
// Knows no test runner: a process of its own sends its half.
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { paths } from '../../../api/contract/paths';
import { purposes } from '../../../api/http/rule';
import { rules } from '../../../api/sign-in/access.policy';
import { isObject } from '../../sandbox/resource';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createClient } from '../../support/http-client';
import { places } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';
import { type EveryRoute, findEveryRoute } from '../every-route';
import { toSize } from '../figures';
import { type Schema, toFitting, toForeign, toTwisted } from './made-up-input';
import { createQuickClient, type QuickAnswer } from './quick-client';

export const size = toSize('PATIENTS_TEST_INPUTS', 50_000);
/** In each body. */
export const foreignKeys = toSize('PATIENTS_TEST_FOREIGN_KEYS', 30);
const seed = 20_261_126;
const longestMs = 10_000;
const atOnce = 8;
/** How durable a write is, others prove: here the database may live in memory. */
const quickFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let sandbox: Sandbox;
let app: TestApp;
let ahead = 0;
let bearer = '';
let ids: Readonly<Record<string, string>>;

async function start(): Promise<void> {
  ahead = 0;
  sandbox = await startSandbox({ warm: ['open'] });
  const dataFolder = mkdtempSync(join(quickFolder, 'patients-inputs-'));
  app = await startTestApp({ sandbox, dataFolder, now: () => new Date(Date.now() + ahead) });
  const owner = app.as('olivia');
  const connectionId = await app.connect(places.ward5, sandbox.links.open);
  const listId = (await owner.post(paths.lists(places.ward5), { body: { name: 'One' } })).json.id;
  const rows = paths.rows(places.ward5, listId);
  const rowId = (await owner.post(rows, { body: { typed: { family: 'Canary' } } })).json.id;
  ids = { listId, rowId, patientId: 'made-infant', connectionId };
  // An owner's decisions are asked about at most so often: the clock goes on, and the token lasts.
  bearer = `Bearer ${await sandbox.tokenFor('olivia', { claims: { exp: Math.floor(Date.now() / 1000) + 30 * 86_400 } })}`;
}

async function stop(): Promise<void> {
  await app.close();
  await sandbox.close();
}

export type Half = 'one' | 'other';

/** What came of it: how many were sent, and in words whatever was wrong. */
export interface Sent {
  readonly tried: number;
  readonly through: readonly string[];
  /** How many did what the route is for. */
  readonly reached: number;
}

/** Starts the whole product, with a patient on a list to be asked about, for as long as the work takes. */
export async function withStage<T>(work: () => Promise<T>): Promise<T> {
  await start();
  try {
    return await work();
  } finally {
    await stop();
  }
}

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

function toForm(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    const fields = isObject(value) ? Object.entries(value).map(([key, each]) => [key, String(each)]) : [];
    return new URLSearchParams(isObject(value) ? fields : { canary: body }).toString();
  } catch {
    return new URLSearchParams({ canary: body }).toString();
  }
}

/** What another server or the log of refusals may be the reason of; `internal` is never right. */
function findFault({ status, text, json }: QuickAnswer, ms: number): string | undefined {
  if (ms > longestMs) return `took ${Math.round(ms)} ms`;
  if (text.includes('"internal"') || status === 500) return `${status} ${text.slice(0, 200)}`;
  if (status >= 400 && json === undefined) return `${status} without a reason`;
  return status < 600 && status >= 200 ? undefined : `${status}`;
}

/** Only about what owners do is Microsoft 365 asked so often; the rest may find what the server remembers. */
function toStep({ route }: Described): number {
  const rule = rules[route.operationId];
  return rule !== undefined && purposes[rule] === 'owner' ? 1_000 : 10;
}

/** Every other route of all, so that two processes can share the work. Needs a stage. */
export async function sendMadeUp(half: Half): Promise<Sent> {
  const all = await describeRoutes();
  const routes = all.filter((_each, at) => at % 2 === (half === 'one' ? 0 : 1));
  const client = createQuickClient(app.url, atOnce, longestMs);
  const each = Math.ceil(size / all.length);
  // What takes away comes last, or the others would find nothing.
  routes.sort((a, b) => Number(takesAway(a)) - Number(takesAway(b)));
  const through: string[] = [];
  const statuses = new Map<number, number>();
  const send = async ({ described, path, body, headers }: Asked): Promise<string | undefined> => {
    const { route, isForm } = described;
    ahead += toStep(described);
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    const own = { accept: 'application/json', authorization: bearer };
    const from = performance.now();
    const answer = await client.ask({
      method: route.method,
      path,
      headers: { ...own, ...(body !== undefined && { 'content-type': type }), ...headers },
      body: isForm && body !== undefined ? toForm(body) : body,
    });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return findFault(answer, performance.now() - from);
  };
  const work = async (queue: Iterator<Asked>) => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const fault = await send(next.value).catch(String);
      const { described, path, body } = next.value;
      if (fault !== undefined) through.push(`${described.route.operationId} ${path} ${body}: ${fault}`);
    }
  };
  for (const described of routes) {
    const queue = fc.sample(toAsked(described), { numRuns: each, seed }).values();
    await Promise.all(Array.from({ length: atOnce }, () => work(queue)));
  }
  await client.close();
  const tried = each * routes.length;
  if (/canary|made-infant/i.test(app.logged())) through.push('the log has what was sent');
  return { tried, through, reached: (statuses.get(200) ?? 0) + (statuses.get(201) ?? 0) };
}

/** In each body a key more that no schema knows. Needs a stage. */
export async function sendForeign(): Promise<Omit<Sent, 'reached'>> {
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
  return { tried, through };
}
