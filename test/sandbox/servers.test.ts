import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Asker,
  askWithGrant,
  askWithKey,
  createAsker,
  createHospitalAsker,
  findNext,
  findPartner,
  toIds,
  toResources,
  toWarnings,
} from './ask';
import { cast } from './census/roles';
import { toText } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
const hspc = [
  'hspc-open',
  'hspc-open-stu3',
  'hspc-open-dstu2',
  'hspc-data',
  'hspc-data-stu3',
  'hspc-data-dstu2',
] as const;
const hapi = ['hapi', 'hapi-stu3', 'hapi-dstu2'] as const;
beforeAll(async () => {
  sandbox = await startSandbox({ personas: [...hspc, ...hapi, 'medplum', 'google', 'healthlake', 'firely'] });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const stays = `Encounter?patient=${cast.dialysis}`;

describe.each(hspc)('%s', (id) => {
  it('has pages of 50, of 200 at the most, and names what it does not know', async () => {
    const asker = await createHospitalAsker(sandbox, id);
    expect(toResources((await asker.get(stays)).json)).toHaveLength(50);
    const many = await asker.get('Patient?family:contains=smi&_count=999');
    expect(toResources(many.json)).toHaveLength(200);
    const unknown = await asker.get('Patient?id=1');
    expect([unknown.status, toWarnings(unknown.json)[0]]).toEqual([
      400,
      expect.stringContaining('HAPI-0524'),
    ]);
  });
  it('has a smart-configuration whether a token is needed or not', async () => {
    const asker = createAsker(sandbox.linkTo(id, 'seaview'));
    expect((await asker.get('.well-known/smart-configuration')).json).toMatchObject({
      token_endpoint: expect.any(String),
      token_endpoint_auth_methods: [expect.any(String)],
    });
    const isOpen = id.startsWith('hspc-open');
    expect((await asker.get('metadata')).text.includes('oauth-uris')).toBe(!isOpen);
    expect((await asker.get(`Patient/${cast.left}`)).status).toBe(isOpen ? 200 : 401);
  });
});

it('hspc: a sandbox without open access says so, and demands nothing', async () => {
  const said = await createAsker(`${sandbox.baseUrl}/hspc-open/closed/open`).get('metadata');
  expect([said.status, said.headers.get('www-authenticate')]).toEqual([400, null]);
  expect(said.text).toContain('does not have an open endpoint');
});

describe.each(hapi)('%s', (id) => {
  it('refuses what it does not know, counts, sorts and takes batches', async () => {
    const asker = await createHospitalAsker(sandbox, id);
    expect((await asker.get('Patient?id=1')).text).toContain('HAPI-0524');
    expect((await asker.get('Patient?family=okafor')).json.total).toBe(2);
    expect((await asker.batch([`Patient/${cast.left}`])).status).toBe(200);
    const sort = id === 'hapi-dstu2' ? '_sort:desc=date' : '_sort=-date';
    expect(toIds((await asker.get(`${stays}&${sort}&_count=1`)).json)[0]).not.toBe(
      `dialysis-${cast.dialysis}-79`,
    );
  });
});

it('hapi: says transaction and means batch too; pages are at the base; an unknown modifier is not heard', async () => {
  const asker = await createHospitalAsker(sandbox, 'hapi');
  const metadata = await asker.get('metadata');
  expect(metadata.text).toContain('"interaction":[{"code":"transaction"}]');
  const first = await asker.get('Patient?family:foo=P&_count=2');
  expect(first.status).toBe(200);
  const next = /"relation":"next","url":"([^"]+)"/.exec(first.text)?.[1] ?? '';
  expect(next.startsWith(`${sandbox.links.hapi}?_getpages=`)).toBe(true);
  expect((await (await fetch(next)).json()).entry).toHaveLength(1);
  const gone = await asker.get('?_getpages=long-ago');
  expect([gone.status, gone.text.includes('"code":"processing"')]).toEqual([410, true]);
});

describe.each(hapi)('%s, as real ones of its release answered', (id) => {
  const total = async (asker: Asker, path: string) => (await asker.get(path)).json.total;

  it('counts what it has fetched ahead, and the rest on request, in every release', async () => {
    const asker = await createHospitalAsker(sandbox, id);
    expect(await total(asker, 'Patient?family=okafor&_count=1')).toBe(2);
    expect(await total(asker, `${stays}&_count=5`)).toBeUndefined();
    expect(await total(asker, `${stays}&_count=5&_total=accurate`)).toBe(81);
    expect(await total(asker, `${stays}&_summary=count`)).toBe(81);
    expect(toResources((await asker.get(`${stays}&_count=2000`)).json)).toHaveLength(81);
  });

  it('says one code for everything inside a batch, takes any size, and names a place that nobody needs', async () => {
    const asker = await createHospitalAsker(sandbox, id);
    const paths = [...Array.from({ length: 600 }, () => `Patient/${cast.left}`), 'Patient/nobody', 'Coin/1'];
    const said = await asker.batch(paths);
    expect([said.status, said.headers.get('location')]).toEqual([200, expect.stringMatching(/^Bundle\//)]);
    expect(said.text.match(/"status":"404 Not Found"/g)).toHaveLength(2);
    expect(said.text.match(/"code":"exception"/g)).toHaveLength(2);
    expect((await asker.get('metadata')).text).not.toContain('transactionMode');
  });

  it('hears a posted search only as a form; anything else finds everybody', async () => {
    const asker = await createHospitalAsker(sandbox, id);
    expect(toIds((await asker.search('Patient', { _id: cast.left })).json)).toEqual([cast.left]);
    const body = JSON.stringify({ _id: cast.left });
    const headers = { 'content-type': 'application/json' };
    const said = await fetch(`${sandbox.links[id]}/Patient/_search`, { method: 'POST', body, headers });
    expect(toResources(await said.json()).length).toBeGreaterThan(10);
  });

  it('has no smart-configuration, searches no base, and understands the sort of before', async () => {
    const asker = await createHospitalAsker(sandbox, id);
    const statuses = ['.well-known/smart-configuration', '?family=okafor'].map(
      async (path) => (await asker.get(path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 400]);
    const [newest] = toResources((await asker.get(`${stays}&_sort:desc=date&_count=1`)).json);
    const [oldest] = toResources((await asker.get(`${stays}&_sort:asc=date&_count=1`)).json);
    expect(JSON.stringify(newest?.period) > JSON.stringify(oldest?.period)).toBe(true);
  });
});

it('hapi: contains may be switched off', async () => {
  const asker = await createHospitalAsker(sandbox, 'hapi-dstu2');
  const said = await asker.get('Patient?family:contains=kaf');
  expect([said.status, said.text]).toEqual([405, expect.stringContaining('HAPI-1258')]);
});

describe('medplum', () => {
  it('says its budget with each answer, and 429 when it is used up', async () => {
    const asker = await createHospitalAsker(sandbox, 'medplum');
    expect((await asker.get(`Patient/${cast.left}`)).headers.get('ratelimit')).toContain('r=49980');
    sandbox.knobs('medplum').set({ requestBudget: 1, retryAfter: 3 });
    expect((await asker.get(`Patient/${cast.left}`)).status).toBe(200);
    const { status, headers } = await asker.get(`Patient/${cast.left}`);
    expect([status, headers.get('retry-after'), headers.get('ratelimit')]).toEqual([
      429,
      '3',
      '"fhirInteractions";r=0;t=3',
    ]);
  });
  it('pages by offset, and counts only when asked', async () => {
    const asker = await createHospitalAsker(sandbox, 'medplum');
    const first = (await asker.get(stays)).json;
    expect(findNext(first)).toContain('&_offset=20');
    const second = (await asker.get(findNext(first) ?? '')).json;
    expect(toIds(second)).toHaveLength(20);
    expect(toIds(second)).not.toContain(toIds(first)[0]);
    expect(first).not.toHaveProperty('total');
    expect((await asker.get(`${stays}&_total=accurate`)).json.total).toBe(81);
  });
});

describe('google', () => {
  it('reads the query of a posted search and not its form', async () => {
    const asker = await createHospitalAsker(sandbox, 'google');
    const said = await asker.search('Patient', { _id: 'made-japanese' }, `?_id=${cast.left}`);
    expect(toIds(said.json)).toEqual([cast.left]);
    expect(toResources((await asker.search('Patient', { _id: cast.left })).json).length).toBeGreaterThan(1);
  });
  it('guesses its total until the last page', async () => {
    const asker = await createHospitalAsker(sandbox, 'google');
    expect((await asker.get(stays)).json.total).toBe(150);
    expect((await asker.get(`${stays}&_count=100`)).json.total).toBe(81);
  });
  it('has errors of its own where the platform refuses', async () => {
    const bare = await createAsker(sandbox.links.google).get(`Patient/${cast.left}`);
    expect(bare.json).toMatchObject({ error: { code: 401, status: 'UNAUTHORIZED' } });
    const asker = await createHospitalAsker(sandbox, 'google');
    expect((await asker.get('Patient/nobody')).json).toMatchObject({ error: { code: 404 } });
    expect((await asker.get('Patient?birthdate=x')).json.resourceType).toBe('OperationOutcome');
    expect((await createAsker(sandbox.links.google).get('metadata')).status).toBe(401);
  });
});

describe('google: a service account', () => {
  it('gets an opaque token for its own assertion, for the scope inside it', async () => {
    const said = await askWithGrant(sandbox, 'google');
    expect([said.status, said.json.token_type, said.json.expires_in]).toEqual([200, 'Bearer', 3_599]);
  });
  it.each([
    ['another account', { claims: { iss: 'another@made-up-project.iam.example' } }, 'invalid_grant'],
    ['another audience', { claims: { aud: 'https://elsewhere.example/token' } }, 'invalid_grant'],
    [
      'an assertion for longer than an hour',
      { claims: { exp: Math.floor(Date.now() / 1000) + 4_000 } },
      'invalid_grant',
    ],
    ['an unknown key', { keyId: 'nobody' }, 'invalid_grant'],
    ['no scope', { claims: { scope: undefined } }, 'invalid_scope'],
    ['a scope in the form instead', { claims: { scope: undefined }, form: { scope: 'x' } }, 'invalid_scope'],
    ['an unknown scope', { claims: { scope: 'https://www.googleapis.com/auth/drive' } }, 'invalid_scope'],
    ['client credentials', { form: { grant_type: 'client_credentials' } }, 'unsupported_grant_type'],
  ])('%s: %j gets %s', async (_what, change, error) => {
    const said = await askWithGrant(sandbox, 'google', change);
    expect([said.status, said.json.error]).toEqual([400, error]);
  });
});

describe('healthlake', () => {
  it('is found by smart-configuration only, with its tokens on another origin', async () => {
    const bare = createAsker(sandbox.links.healthlake);
    const smart = (await bare.get('.well-known/smart-configuration')).json;
    expect(smart.token_endpoint).toBe(findPartner(sandbox, 'healthlake').tokenEndpoint);
    expect(new URL(toText(smart.token_endpoint) ?? '').origin).toBe(sandbox.elsewhereUrl);
    expect((await bare.get('metadata')).text).not.toContain('oauth-uris');
    expect((await askWithKey(sandbox, 'healthlake')).status).toBe(200);
  });
});

describe('firely', () => {
  it('has small pages whose links end, and no totals', async () => {
    const asker = await createHospitalAsker(sandbox, 'firely');
    const said = await asker.get(`${stays}&_count=100`);
    expect(toResources(said.json)).toHaveLength(50);
    expect(said.json).not.toHaveProperty('total');
    expect(toResources((await asker.get(stays)).json)).toHaveLength(10);
    expect((await asker.get(`${stays}&_total=estimate`)).status).toBe(400);
    sandbox.knobs('firely').set({ pagesExpired: true });
    expect((await asker.get(findNext(said.json) ?? '')).status).toBe(410);
  });
});

it.each([...hspc, ...hapi, 'medplum', 'google', 'healthlake', 'firely'] as const)(
  '%s: two hospitals, the same ids, other people',
  async (id) => {
    const read = async (hospital: 'seaview' | 'hillcrest') =>
      (await (await createHospitalAsker(sandbox, id, hospital)).get(`Patient/${cast.left}`)).json;
    const [here, there] = await Promise.all([read('seaview'), read('hillcrest')]);
    expect([here.id, there.id]).toEqual([cast.left, cast.left]);
    expect(JSON.stringify(here)).toContain('Harper');
    expect(JSON.stringify(there)).toContain('Quinn');
  },
);
