import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Asker,
  askForToken,
  createAsker,
  findNext,
  findPartner,
  getToken,
  toResources,
  toWarnings,
} from './ask';
import { cast } from './census/roles';
import { tenantIds } from './persona';
import { toObjects, toReferencedId } from './resource';
import { type DemoSandbox, startSandbox } from './sandbox';
import { ids, people } from './teams/people';

let sandbox: DemoSandbox;
let open: Asker;
const patient = `Patient/${cast.left}`;
const vitals = `Observation?patient=${cast.left}`;
beforeAll(async () => {
  sandbox = await startSandbox({ warm: ['open'] });
  open = createAsker(sandbox.links.open);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const fetchOpen = (path: string, init: RequestInit = {}) => fetch(`${sandbox.links.open}/${path}`, init);

describe('bad weather', () => {
  it('answers another status, with the time to come back', async () => {
    sandbox.knobs('open').set({ status: 429, retryAfter: 7 });
    const said = await open.get(patient);
    expect([said.status, said.headers.get('retry-after')]).toEqual([429, '7']);
    sandbox.knobs('open').reset();
    expect((await open.get(patient)).status).toBe(200);
  });

  it('answers pages, broken JSON and things that are no FHIR', async () => {
    sandbox.knobs('open').set({ html: true });
    expect(await (await fetchOpen('metadata')).text()).toContain('<!doctype html>');
    sandbox.knobs('open').set({ html: false, brokenJson: true });
    await expect((await fetchOpen(patient)).json()).rejects.toThrow();
    sandbox.knobs('open').set({ brokenJson: false, notFhir: true });
    expect((await open.get('metadata')).json).toEqual({ hello: 'world' });
  });

  it('strikes only where it is told to', async () => {
    sandbox.knobs('open').set({ status: 500, at: ['fhir'] });
    expect((await open.get('metadata')).status).toBe(200);
    expect((await open.get(patient)).status).toBe(500);
    sandbox.knobs('meridian').set({ status: 503, at: ['token'] });
    expect((await askForToken(findPartner(sandbox, 'meridian'), tenantIds.seaview)).status).toBe(503);
  });

  it('sends as many bytes as asked for', async () => {
    sandbox.knobs('open').set({ hugeBytes: 3_000_000 });
    expect((await (await fetchOpen(patient)).text()).length).toBeGreaterThan(3_000_000);
  });

  it('redirects', async () => {
    sandbox.knobs('open').set({ redirectTo: 'http://localhost:1/elsewhere' });
    const said = await fetchOpen(patient, { redirect: 'manual' });
    expect([said.status, said.headers.get('location')]).toEqual([307, 'http://localhost:1/elsewhere']);
  });

  it('never answers', async () => {
    sandbox.knobs('open').set({ timeout: true });
    await expect(fetchOpen(patient, { signal: AbortSignal.timeout(150) })).rejects.toThrow();
  });

  it('holds answers back until it is let go', async () => {
    sandbox.knobs('open').set({ hold: true });
    let isAnswered = false;
    const said = open.get(patient).then((answer) => {
      isAnswered = true;
      return answer;
    });
    await fetchOpen('', { method: 'OPTIONS', signal: AbortSignal.timeout(50) }).catch(() => undefined);
    expect(isAnswered).toBe(false);
    sandbox.knobs('open').set({ hold: false });
    expect((await said).status).toBe(200);
  });

  it('takes its time, for each entry of a batch one after another', async () => {
    const took = async (work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    sandbox.knobs('open').set({ latencyMs: 40, perEntryMs: 3 });
    expect(await took(() => open.get(patient))).toBeGreaterThan(42);
    expect(await took(() => open.batch(Array.from({ length: 50 }, () => patient)))).toBeGreaterThan(188);
  });

  it('refuses a knob that there is not', () => {
    expect(() => sandbox.knobs('open').set(JSON.parse('{"latency":1}'))).toThrow('latency');
  });
});

describe('wrong answers', () => {
  it('a wrong release and a foreign token endpoint in the metadata', async () => {
    sandbox
      .knobs('meridian')
      .set({ wrongRelease: '5.0.0', tokenEndpointAdvertised: 'https://evil.example/token' });
    const { json } = await createAsker(sandbox.links.meridian).get('metadata');
    expect(json.fhirVersion).toBe('5.0.0');
    expect(JSON.stringify(json)).toContain('https://evil.example/token');
  });

  it("somebody else's observation among the answers", async () => {
    sandbox.knobs('open').set({ leakOtherPatient: true });
    const people = toResources((await open.get(vitals)).json).map((one) =>
      toReferencedId(one.subject, 'Patient'),
    );
    expect(people.filter((id) => id !== cast.left)).toHaveLength(1);
    const others = await open.get(`Condition?patient=${cast.highAllergy}`);
    expect(toResources(others.json).map((one) => toReferencedId(one.subject, 'Patient'))).not.toContain(
      cast.left,
    );
    expect(JSON.stringify((await open.batch([vitals])).json)).toMatch(
      /"subject":\{"reference":"Patient\/(?!made-left")/,
    );
  });

  it('a patient who was removed', async () => {
    sandbox.knobs('open').set({ gonePatients: [cast.left] });
    expect((await open.get(patient)).status).toBe(410);
    expect((await open.get(`Patient/${cast.planned}`)).status).toBe(200);
  });

  it('types that are not there, and types that fail', async () => {
    sandbox.knobs('open').set({ dropTypes: ['Coverage'], typeStatus: { Observation: 500 } });
    const types = toObjects(toObjects((await open.get('metadata')).json.rest)[0]?.resource).map(
      (one) => one.type,
    );
    expect(types).not.toContain('Coverage');
    const entries = toObjects(
      (await open.batch([patient, vitals, `Coverage?patient=${cast.left}`])).json.entry,
    );
    expect(entries.map((entry) => Object(entry.response).status)).toEqual([
      '200 OK',
      '500 Internal Server Error',
      '404 Not Found',
    ]);
  });

  it('no batch, no sorting, no total, the same page again, a next link elsewhere', async () => {
    const all = `Encounter?patient=${cast.dialysis}&_sort=-date&_count=10`;
    sandbox.knobs('open').set({ noBatch: true, noSort: true, noTotal: true, pageLoop: true });
    expect((await open.batch([patient])).status).toBe(405);
    const { json } = await open.get(all);
    expect(json).not.toHaveProperty('total');
    expect(toWarnings(json).join()).toContain('sorted');
    const again = (await open.get(findNext(json) ?? '')).json;
    expect(toResources(again)).toEqual(toResources(json));
    sandbox.knobs('open').set({ pageLoop: false, nextOrigin: 'https://evil.example/fhir' });
    expect(findNext((await open.get(all)).json)).toMatch(/^https:\/\/evil\.example\/fhir\/Encounter\?/);
  });

  it('oldest first, whatever was asked for', async () => {
    sandbox.knobs('open').set({ oldestFirst: true });
    const { json } = await open.get(`Encounter?patient=${cast.dialysis}&_sort=-date&_count=1`);
    expect(toResources(json)[0]?.id).toBe(`dialysis-${cast.dialysis}-79`);
  });
});

describe('from outside the process', () => {
  const control = (path: string, method: string, body?: object) =>
    fetch(`${sandbox.baseUrl}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('turns knobs and revokes tokens', async () => {
    expect((await control('meridian', 'POST', { status: 500 })).status).toBe(200);
    expect((await createAsker(sandbox.links.meridian).get('metadata')).status).toBe(500);
    const token = await getToken(sandbox, 'meridian', tenantIds.seaview);
    await control('meridian', 'POST', { reset: true, revokeTokens: true });
    expect((await createAsker(sandbox.links.meridian, token).get(patient)).status).toBe(401);
    expect((await control('meridian', 'POST', { nonsense: 1 })).status).toBe(400);
    expect((await control('nobody', 'POST', {})).status).toBe(404);
  });

  it('changes what is on record, for searches and reads alike', async () => {
    const stay = sandbox.records('open').find('Encounter', `stay-${cast.highAllergy}`);
    if (stay === undefined) throw new Error('No stay.');
    const query = `Encounter?patient=${cast.highAllergy}&status=finished`;
    expect(toResources((await open.get(query)).json)).toEqual([]);
    const said = await control('open/resource', 'POST', { resource: { ...stay, status: 'finished' } });
    expect(said.status).toBe(200);
    expect(toResources((await open.get(query)).json)).toHaveLength(1);
    expect((await open.get(`Encounter/${stay.id}`)).json.status).toBe('finished');
    sandbox.records('open').put(stay);
    expect(toResources((await open.get(query)).json)).toEqual([]);
  });

  it('lets members of a team come and go', async () => {
    await control('graph', 'POST', { removeMember: { teamId: ids.ward5West, oid: people.chen.oid } });
    const member = { teamId: ids.ward5West, oid: people.nadia.oid, role: 'guest' };
    await control('graph', 'POST', { state: 'up', addMember: member });
    const [ward] = sandbox.teams;
    expect(ward?.members.map((one) => one.oid)).not.toContain(people.chen.oid);
    expect(ward?.members).toContainEqual({ oid: people.nadia.oid, role: 'guest' });
  });

  it('keeps a journal of what was asked, without secrets', async () => {
    const token = await getToken(sandbox, 'meridian', tenantIds.hillcrest);
    const asker = createAsker(sandbox.links.meridian, token);
    await asker.search('Patient', { family: 'quinn' });
    await asker.batch([patient, vitals]);
    const text = await (await control('meridian/journal', 'GET')).text();
    expect(text).not.toContain(findPartner(sandbox, 'meridian').auth.clientSecret);
    expect(text).not.toContain(token);
    expect(JSON.parse(text)).toMatchObject([
      { path: '/meridian/auth/token', hasSecret: true, hasBearer: false },
      {
        path: '/meridian/fhir/Patient/_search',
        method: 'POST',
        body: 'family=quinn',
        hasBearer: true,
        tokenScope: tenantIds.hillcrest,
        status: 200,
      },
      { path: '/meridian/fhir', method: 'POST', entries: 2, hasSecret: false },
    ]);
    await control('meridian/journal', 'DELETE');
    expect(sandbox.journal('meridian')).toEqual([]);
  });
});

describe('bad servers', () => {
  it('are bad, each in its own way', async () => {
    const get = (id: keyof typeof sandbox.badLinks) =>
      fetch(`${sandbox.badLinks[id]}/metadata`, { redirect: 'manual', signal: AbortSignal.timeout(2_000) });
    expect(await (await get('html')).text()).toContain('<html');
    expect((await get('500')).status).toBe(500);
    await expect((await get('broken-json')).json()).rejects.toThrow();
    expect((await get('redirect')).status).toBe(302);
    expect(await (await get('r5')).json()).toMatchObject({ fhirVersion: '5.0.0' });
    expect(JSON.stringify(await (await get('drift')).json())).toContain('/bad/stolen/token');
    await expect(
      fetch(`${sandbox.badLinks.hang}/metadata`, { signal: AbortSignal.timeout(100) }),
    ).rejects.toThrow();
  });

  it('stream a hundred megabytes to whoever takes them', async () => {
    const controller = new AbortController();
    const { body } = await fetch(`${sandbox.badLinks.huge}/metadata`, { signal: controller.signal });
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > 5_000_000) break;
    }
    controller.abort();
    expect(size).toBeGreaterThan(5_000_000);
  });

  it('write down what came to them', async () => {
    await fetch(`${sandbox.baseUrl}/bad/stolen/token`, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: 'client_secret=y',
    });
    expect(sandbox.journal('bad')).toMatchObject([
      { path: '/bad/stolen/token', hasBearer: true, hasSecret: true },
    ]);
  });
});
