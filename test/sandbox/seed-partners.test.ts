import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Asker,
  askForToken,
  askWithKey,
  createAsker,
  createHospitalAsker,
  findNext,
  findPartner,
  getToken,
  toIds,
  toResources,
} from './ask';
import { cast } from './census/roles';
import { tenantIds } from './persona';
import { isObject, toText } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let redox: Asker;
beforeAll(async () => {
  sandbox = await startSandbox({ personas: ['datica', 'cloverleaf', 'corolar', 'redox'] });
  redox = await createHospitalAsker(sandbox, 'redox');
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

describe('the contract', () => {
  it.each([
    ['datica', 156_678],
    ['cloverleaf', 3_600],
    ['corolar', 3_600],
  ])('%s gives a token for the tenant in the scope', async (id, seconds) => {
    const said = await askForToken(findPartner(sandbox, id), tenantIds.hillcrest);
    expect(said.json).toMatchObject({ expires_in: seconds, scope: tenantIds.hillcrest });
    expect(decodeJwt(toText(said.json.access_token) ?? '').scope).toBe(tenantIds.hillcrest);
  });
  it.each(['datica', 'cloverleaf', 'corolar'] as const)(
    '%s has another hospital for another tenant',
    async (id) => {
      const [here, there] = await Promise.all([
        createHospitalAsker(sandbox, id, 'seaview'),
        createHospitalAsker(sandbox, id, 'hillcrest'),
      ]);
      expect((await here.get(`Patient/${cast.left}`)).text).toContain('Harper');
      expect((await there.get(`Patient/${cast.left}`)).text).toContain('Quinn');
    },
  );
  it('datica keeps two secrets alive and tells totals', async () => {
    sandbox.knobs('datica').set({ extraSecrets: ['the-next'] });
    const next = await askForToken(findPartner(sandbox, 'datica'), tenantIds.seaview, {
      client_secret: 'the-next',
    });
    expect(next.status).toBe(200);
    const asker = await createHospitalAsker(sandbox, 'datica');
    expect((await asker.search('Patient', { family: 'okafor' })).json.total).toBe(2);
  });
  it("corolar answers as a server of Microsoft's kind", async () => {
    const asker = await createHospitalAsker(sandbox, 'corolar');
    const said = await asker.get('Patient?family=smith');
    expect(toResources(said.json)).toHaveLength(10);
    expect(said.json).not.toHaveProperty('total');
  });
});

describe('cloverleaf', () => {
  it('is made from messages: spoken dates, places by reference, coverage of nobody', async () => {
    const asker = await createHospitalAsker(sandbox, 'cloverleaf');
    const stays = toResources((await asker.get(`Encounter?patient=${cast.transferred}`)).json);
    const starts = stays.map((stay) => (isObject(stay.period) ? stay.period.start : ''));
    for (const start of starts) expect(start).toMatch(/^\d\d\/\d\d\/\d{4} \d{1,2}:\d\d:\d\d [AP]M$/);
    expect(JSON.stringify(stays)).toMatch(/"location":{"reference":"Location\/[^"]+"}/);
    const coverage = await asker.get('Coverage');
    expect(toResources(coverage.json).length).toBeGreaterThan(0);
    expect(coverage.text).not.toContain('Patient/');
  });
  it('speaks DSTU2: Conformance, lists of family names, a category that is one concept', async () => {
    const asker = await createHospitalAsker(sandbox, 'cloverleaf');
    expect((await asker.get('metadata')).json.resourceType).toBe('Conformance');
    expect((await asker.get(`Patient/${cast.left}`)).text).toContain('"family":["Harper"]');
    expect((await asker.get(`Observation?patient=${cast.left}`)).text).toContain('"category":{');
    expect(toIds((await asker.get('Patient?family:contains=arpe')).json)).toContain(cast.left);
    expect((await asker.get(`Coverage?subscriber=${cast.left}`)).status).toBe(400);
  });
});

describe('redox', () => {
  it('is found by RFC 8414 only', async () => {
    const root = createAsker(sandbox.baseUrl);
    const said = await root.get('.well-known/oauth-authorization-server');
    expect(said.json.token_endpoint).toBe(findPartner(sandbox, 'redox').tokenEndpoint);
    expect((await root.get('.well-known/openid-configuration')).status).toBe(404);
    const bare = createAsker(sandbox.links.redox);
    expect((await bare.get('metadata')).status).toBe(401);
    expect((await redox.get('metadata')).text).not.toContain('oauth-uris');
    expect((await redox.get('.well-known/smart-configuration')).status).not.toBe(200);
  });
  it('gives tokens for five minutes', async () => {
    expect((await askWithKey(sandbox, 'redox', { alg: 'ES384' })).json.expires_in).toBe(300);
  });
  it('has keys of before OAuth in another shape, and takes no token of theirs', async () => {
    const endpoint = `${sandbox.baseUrl}/redox/auth/authenticate`;
    const body = JSON.stringify({ apiKey: 'made-up', secret: 'made-up' });
    const said: unknown = await (await fetch(endpoint, { method: 'POST', body })).json();
    expect(said).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) });
    const asker = createAsker(sandbox.links.redox, 'made-up-legacy-token');
    expect((await asker.get(`Patient/${cast.left}`)).status).toBe(401);
  });
  it('has the hospital in the path, and refuses one that is not ours', async () => {
    const there = await createHospitalAsker(sandbox, 'redox', 'hillcrest');
    const ask = (asker: Asker) => asker.search('Patient', { _id: cast.left });
    expect((await ask(redox)).text).toContain('Harper');
    expect((await ask(there)).text).toContain('Quinn');
    const token = await getToken(sandbox, 'redox', tenantIds.seaview);
    const foreign = createAsker(`${sandbox.baseUrl}/redox/fhir/R4/northshore/Development`, token);
    expect((await ask(foreign)).status).toBe(403);
  });
  it('searches by a posted form only, and pages', async () => {
    expect((await redox.get(`Patient?_id=${cast.left}`)).status).toBe(405);
    const said = await redox.search('Encounter', { patient: cast.dialysis }, '?_id=unheard');
    expect(toResources(said.json)).toHaveLength(20);
    expect(said.json).not.toHaveProperty('total');
    expect((await redox.get(findNext(said.json) ?? '')).status).toBe(200);
  });
  it.each([
    ['family:contains', 'unknown search parameter: family:contains'],
    ['shoesize', '"shoesize"'],
  ])('refuses %s by its name', async (name, text) => {
    const said = await redox.search('Patient', { [name]: 'x' });
    expect(said.status).toBe(400);
    expect(said.text.replaceAll('\\"', '"')).toContain(text);
  });
  it('takes no batch, and wants to know the source where there are two', async () => {
    expect((await redox.batch([])).status).toBe(404);
    sandbox.knobs('redox').set({ demandHeader: 'Redox-Source-Id' });
    const refused = await redox.get(`Patient/${cast.left}`);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Redox-Source-Id')]);
    expect((await redox.get(`Patient/${cast.left}`, { 'redox-source-id': 'a' })).status).toBe(200);
  });
});
