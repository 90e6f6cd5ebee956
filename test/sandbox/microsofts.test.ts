import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHospitalAsker, findPartner, toResources, toWarnings } from './ask';
import { cast } from './census/roles';
import { trustedTenant } from './personas/microsofts';
import { isObject, toObjects, toText } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
const ids = ['ms-oss', 'ahds'] as const;
beforeAll(async () => {
  sandbox = await startSandbox({ personas: [...ids, 'ms-oss-stu3', 'ahds-stu3'] });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

async function askEntra(path: string, change: Record<string, string>) {
  const { auth } = findPartner(sandbox, 'ms-oss');
  if (auth.kind !== 'entra') throw new Error('no Entra');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: auth.clientId,
    client_secret: 'ms-oss-made-up-secret',
    ...change,
  });
  const answer = await fetch(`${auth.authority}/${path}`, { method: 'POST', body: form });
  const json: unknown = await answer.json();
  return { status: answer.status, json: isObject(json) ? json : {} };
}
const v1 = `${trustedTenant}/oauth2/token`;
const v2 = `${trustedTenant}/oauth2/v2.0/token`;
const audience = 'https://ms-oss.sandbox.example';

describe('the made-up Entra', () => {
  it.each([
    ['the bare tenant as scope', v2, { scope: trustedTenant }, 400, 'AADSTS1002012'],
    ['no resource in version 1', v1, { scope: `${audience}/.default` }, 400, 'AADSTS900144'],
    ['a wrong secret', v2, { scope: `${audience}/.default`, client_secret: 'x' }, 401, 'AADSTS7000215'],
    ['another tenant', `${'9'.repeat(8)}/oauth2/v2.0/token`, {}, 400, 'AADSTS90002'],
  ])('refuses %s', async (_what, path, change, status, code) => {
    const said = await askEntra(path, change);
    expect([said.status, toText(said.json.error_description)]).toEqual([
      status,
      expect.stringContaining(code),
    ]);
  });
  it('says its times as numbers in version 2 and as text in version 1', async () => {
    const modern = await askEntra(v2, { scope: `${audience}/.default` });
    expect(modern.json.expires_in).toBe(3_599);
    const old = await askEntra(v1, { resource: audience });
    expect(old.json.expires_in).toBe('3599');
    expect(decodeJwt(toText(old.json.access_token) ?? '')).toMatchObject({
      aud: audience,
      tid: trustedTenant,
    });
  });
  it('takes an assertion for the secret, as a certificate signs it', async () => {
    const endpoint = `${sandbox.baseUrl}/ms-oss/auth/${v2}`;
    const assertion = (await sandbox.clientKeys?.sign('patients-at-ms-oss', endpoint)) ?? '';
    const change = { client_assertion: assertion, client_secret: '', scope: `${audience}/.default` };
    expect((await askEntra(v2, change)).status).toBe(200);
    expect((await askEntra(v2, { ...change, client_assertion: `${assertion}x` })).status).toBe(401);
  });
  it('gives tokens that another audience does not take', async () => {
    const { json } = await askEntra(v2, { scope: 'https://other.sandbox.example/.default' });
    const authorization = `Bearer ${toText(json.access_token)}`;
    const said = await fetch(`${sandbox.links['ms-oss']}/Patient`, { headers: { authorization } });
    expect(said.status).toBe(401);
  });
});

describe.each([...ids, 'ms-oss-stu3', 'ahds-stu3'] as const)('%s', (id) => {
  const ask = () => createHospitalAsker(sandbox, id);
  it('advertises version 1 of the token endpoint', async () => {
    expect((await (await ask()).get('metadata')).text).toContain(`${trustedTenant}/oauth2/token`);
  });
  it('is lenient with a warning, and strict when asked', async () => {
    const asker = await ask();
    const lenient = await asker.get(`Patient?id=${cast.left}`);
    expect(toResources(lenient.json)).toHaveLength(10);
    expect(toWarnings(lenient.json).join()).toContain('"id"');
    expect((await asker.get(`Patient?id=${cast.left}`, { prefer: 'handling=strict' })).status).toBe(400);
  });
  it('has pages of ten, of a thousand at the most, and totals only on request', async () => {
    const asker = await ask();
    const many = await asker.get('Patient?family=smith&_count=2000');
    expect(toResources(many.json)).toHaveLength(1000);
    expect(toWarnings(many.json).join()).toContain('1000');
    expect(many.json).not.toHaveProperty('total');
    const relations = toObjects(many.json.link).map((link) => link.relation);
    expect(relations).toEqual(['self', 'next']);
    expect((await asker.get('Patient?family=okafor&_total=accurate')).json.total).toBe(2);
    expect((await asker.get('Patient?family=okafor&_total=estimate')).status).toBe(400);
  });
});

describe('one of them', () => {
  it('sorts by one field', async () => {
    const asker = await createHospitalAsker(sandbox, 'ms-oss');
    const query = `Encounter?patient=${cast.dialysis}&_sort=-date,status&_count=1`;
    expect(toWarnings((await asker.get(query)).json).join()).toContain('Only 1 sort');
    expect((await asker.get(query, { prefer: 'handling=strict' })).status).toBe(400);
  });
  it('takes 500 entries, and answers 429 for the rest of a throttled batch', async () => {
    const asker = await createHospitalAsker(sandbox, 'ms-oss');
    const urls = (count: number) => Array.from({ length: count }, () => `Patient/${cast.left}`);
    expect((await asker.batch(urls(501))).text).toContain('BundleEntryLimitExceeded');
    sandbox.knobs('ms-oss').set({ batchThrottledFrom: 2 });
    const said = await asker.batch(urls(4));
    expect(said.status).toBe(200);
    const statuses = toObjects(said.json.entry).map(({ response }) =>
      isObject(response) ? response.status : '',
    );
    expect(statuses.map((status) => toText(status)?.slice(0, 3))).toEqual(['200', '200', '429', '429']);
  });
  it('says when to come back in two ways', async () => {
    const asker = await createHospitalAsker(sandbox, 'ahds');
    sandbox.knobs('ahds').set({ status: 429, retryAfter: 2 });
    const { status, headers } = await asker.get(`Patient/${cast.left}`);
    expect([status, headers.get('retry-after'), headers.get('x-ms-retry-after-ms')]).toEqual([
      429,
      '2',
      '2000',
    ]);
  });
});
