import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Asker,
  askForToken,
  askWithAssertion,
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
import { isObject, toObjects, toText } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let epic: Asker;
let oracle: Asker;
let meditech: Asker;
let athena: Asker;
beforeAll(async () => {
  sandbox = await startSandbox({ personas: ['epic', 'epic-dstu2', 'oracle', 'meditech', 'athena'] });
  [epic, oracle, meditech, athena] = await Promise.all([
    createHospitalAsker(sandbox, 'epic'),
    createHospitalAsker(sandbox, 'oracle'),
    createHospitalAsker(sandbox, 'meditech'),
    createHospitalAsker(sandbox, 'athena'),
  ]);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const grace = { family: 'Okafor', given: 'Grace', birthdate: '1957-06-05' };
/** Half of the men of the register. */
const half = { family: 'Smith', given: 'Adam,Brian,Colin,David,Ethan,Felix,George' };
const toNumber = (json: unknown) => /"code":"(\d{4,5})"/.exec(JSON.stringify(json))?.[1];
const getMrn = async (asker: Asker, id: string) =>
  toText(toObjects((await asker.get(`Patient/${id}`)).json.identifier)[0]?.value) ?? '';

describe('epic', () => {
  it.each([
    ['a name alone', { family: 'Okafor' }, '59133'],
    ['a name and a birth date', { family: 'Okafor', birthdate: '1957-06-05' }, '59133'],
    ['a name for everybody', { ...half, birthdate: '1960-01-01', name: 'unheard' }, '4127'],
  ])('refuses %s with its number', async (_what, form, number) => {
    const said = await epic.search('Patient', form);
    expect([said.status, toNumber(said.json)]).toEqual([400, number]);
    expect(said.json.issue).toMatchObject([{ severity: 'fatal' }]);
  });
  it('finds by MRN, and by score whoever sounds alike, the likeliest first', async () => {
    const mrn = await getMrn(epic, cast.left);
    expect(toIds((await epic.search('Patient', { identifier: `MRN|${mrn}` })).json)).toEqual([cast.left]);
    const alike = await epic.search('Patient', { ...grace, family: 'Okafur' });
    expect(toIds(alike.json)[0]).toBe(cast.sameName1);
    expect(toIds((await epic.search('Patient', grace)).json)).toEqual([cast.sameName1, cast.sameName2]);
  });
  it('says nothing with 4101, and warns of what it does not know with 59100', async () => {
    const none = await epic.search('Patient', { family: 'Zzyx', given: 'Qq', birthdate: '1801-01-01' });
    expect([none.status, toNumber(none.json)]).toEqual([200, '4101']);
    expect(toNumber((await epic.get(`Encounter?patient=${cast.left}&sort=1`)).json)).toBe('59100');
  });
  it('reads the form of a posted search only', async () => {
    const said = await epic.search('Patient', { _id: cast.left }, '?_id=made-japanese&family=x');
    expect(toIds(said.json)).toEqual([cast.left]);
  });
  it.each([
    [cast.masked, '4130'],
    [cast.onHold, '4131'],
    [cast.emergency, '4134'],
  ])('keeps %s behind glass', async (id, number) => {
    for (const path of [`Patient/${id}`, `Observation?patient=${id}`]) {
      const said = await epic.get(path);
      expect([said.status, toNumber(said.json)]).toEqual([403, number]);
    }
  });
  it('redirects from a merged patient to the one that is left', async () => {
    const said = await epic.get(`Patient/${cast.replaced}`);
    expect([said.status, toNumber(said.json)]).toEqual([302, '4107']);
    expect(said.headers.get('location')).toBe(`${sandbox.links.epic}/Patient/${cast.replacement}`);
  });
  it('takes no batch, sorts nothing and tells no total', async () => {
    expect((await epic.batch([`Patient/${cast.left}`])).status).toBe(404);
    const said = await epic.get(`Encounter?patient=${cast.dialysis}&_sort=-date&_count=1&_total=accurate`);
    expect(toIds(said.json)).toEqual([`dialysis-${cast.dialysis}-79`]);
    expect(said.json).not.toHaveProperty('total');
  });
  it('forgets its pages with 4113', async () => {
    const next = findNext((await epic.get(`Encounter?patient=${cast.dialysis}`)).json) ?? '';
    expect((await epic.get(next)).status).toBe(200);
    sandbox.knobs('epic').set({ pagesExpired: true });
    const gone = await epic.get(next);
    expect([gone.status, toNumber(gone.json)]).toEqual([400, '4113']);
  });
  it('had no encounters, coverage, places and names in DSTU2', async () => {
    const old = await createHospitalAsker(sandbox, 'epic-dstu2');
    const said = await old.get('metadata');
    for (const type of ['Encounter', 'Coverage', 'Location']) expect(said.text).not.toContain(`"${type}"`);
    expect((await old.get(`Encounter?patient=${cast.left}`)).status).toBe(404);
  });
});

describe('a client with a key', () => {
  it.each(['RS384', 'ES384'] as const)('signs with %s', async (alg) => {
    expect((await askWithKey(sandbox, 'epic', { alg })).status).toBe(200);
  });
  it.each([
    ['too long a life', { seconds: 900 }],
    ['another audience', { claims: { aud: 'https://elsewhere.sandbox.example/token' } }],
    ['no jti', { claims: { jti: undefined } }],
    ['a past end', { claims: { exp: 1 } }],
  ])('is refused with %s', async (_what, options) => {
    const said = await askWithKey(sandbox, 'epic', options);
    expect([said.status, said.json.error]).toEqual([401, 'invalid_client']);
  });
  it('uses an assertion once', async () => {
    const { auth, tokenEndpoint = '' } = findPartner(sandbox, 'epic');
    const assertion = (await sandbox.clientKeys?.sign(auth.clientId, tokenEndpoint)) ?? '';
    expect((await askWithAssertion(tokenEndpoint, assertion)).status).toBe(200);
    const again = await askWithAssertion(tokenEndpoint, assertion);
    expect(again.json).toEqual({ error: 'invalid_client', error_description: null });
  });
  it('is asked for a scope of the system, not for a tenant', async () => {
    const { auth, tokenEndpoint = '' } = findPartner(sandbox, 'oracle');
    const assertion = (await sandbox.clientKeys?.sign(auth.clientId, tokenEndpoint)) ?? '';
    const said = await askWithAssertion(tokenEndpoint, assertion, { scope: tenantIds.seaview });
    expect([said.status, said.json.error]).toEqual([400, 'invalid_scope']);
  });
});

describe('oracle', () => {
  it('has its tokens on another origin, and takes Basic or a key but no secret in the body', async () => {
    const entry = findPartner(sandbox, 'oracle');
    expect(new URL(entry.tokenEndpoint ?? '').origin).toBe(sandbox.elsewhereUrl);
    expect(sandbox.elsewhereUrl).not.toBe(sandbox.baseUrl);
    const secret = {
      clientId: `${entry.auth.clientId}-client_secret_basic`,
      clientSecret: 'oracle-made-up-secret',
    };
    const ask = (kind: 'client_secret_basic' | 'client_secret_post') =>
      askForToken({ ...entry, auth: { kind, ...secret } }, 'system/*.read');
    expect((await ask('client_secret_basic')).status).toBe(200);
    expect((await ask('client_secret_post')).json.error).toBe('invalid_client');
    expect(
      (
        await askForToken(
          {
            ...entry,
            tokenEndpoint: `${sandbox.baseUrl}/oracle/auth/token`,
            auth: { kind: 'client_secret_basic', ...secret },
          },
          undefined,
        )
      ).status,
    ).toBe(404);
  });
  it('gives pages oldest first, unordered inside, with rows twice', async () => {
    const seen: string[][] = [];
    let next: string | undefined = `Encounter?patient=${cast.dialysis}`;
    while (next !== undefined) {
      const { json } = await oracle.get(next);
      seen.push(toResources(json).map((one) => toText(isObject(one.period) ? one.period.start : '') ?? ''));
      next = findNext(json);
    }
    const [first = [], second = []] = seen;
    expect(first).not.toEqual([...first].sort());
    expect((first.toSorted().at(-1) ?? '') <= (second.toSorted()[0] ?? '')).toBe(true);
    expect(seen.flat().length).toBe(81 + seen.length - 1);
    const one = await oracle.get(`Encounter?patient=${cast.dialysis}&_count=1&_sort=-date`);
    expect(toIds(one.json)).toEqual([`dialysis-${cast.dialysis}-79`]);
  });
  it('carries places inside stays, and says what is unknown by an extension', async () => {
    const { text } = await oracle.get(`Encounter?patient=${cast.transferred}`);
    expect(text).toContain('"location":{"reference":"#place0"}');
    const past = await oracle.get(`Encounter?patient=${cast.dialysis}`);
    expect(past.text).toContain(
      '"class":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason"',
    );
  });
  it.each(['Patient', 'Patient?gender=female', 'Encounter?status=finished'])(
    'refuses %s in plain text',
    async (path) => {
      const said = await oracle.get(path);
      expect([said.status, said.text]).toEqual([400, 'no supported search parameters provided']);
      expect(said.type).toContain('text/plain');
    },
  );
  it('clamps _count, takes batches, and answers other media types with an empty 406', async () => {
    const many = await oracle.get(`Observation?patient=${cast.manyVitals}&_count=1000`);
    expect(many.text).toContain('limited to 200');
    expect((await oracle.batch([`Patient/${cast.left}`])).status).toBe(200);
    const xml = await oracle.get(`Patient/${cast.left}`, { accept: 'application/xml' });
    expect([xml.status, xml.text]).toEqual([406, '']);
  });
  it('refuses 1000 hits, and a tenant that there is not', async () => {
    expect((await oracle.get('Patient?family=smi')).status).toBe(422);
    const other = await createAsker(`${sandbox.baseUrl}/oracle/r4/northshore`).get('metadata');
    expect([other.status, other.text]).toEqual([403, 'Tenant not valid or accessible']);
    expect((await oracle.get('metadata')).type).toContain('application/json+fhir');
  });
});

describe('meditech', () => {
  it('has its smart-configuration at the root of the host only', async () => {
    const smart = await createAsker(sandbox.baseUrl).get('.well-known/smart-configuration');
    expect(smart.json.token_endpoint).toBe(findPartner(sandbox, 'meditech').tokenEndpoint);
    expect(smart.json).toHaveProperty('registration_endpoint');
    expect((await meditech.get('.well-known/smart-configuration')).status).not.toBe(200);
    expect((await meditech.get('metadata')).text).not.toContain('oauth-uris');
  });
  it('takes a name as "Last,First", and no given name', async () => {
    expect(toIds((await meditech.get('Patient?name=Okafor,Grace&birthdate=1957-06-05')).json)).toEqual([
      cast.sameName1,
    ]);
    const strict = await meditech.get('Patient?given=Grace');
    expect(strict.text).toContain('Unknown search parameter');
  });
  it('refuses a grant that was not enabled otherwise than a wrong secret', async () => {
    const entry = findPartner(sandbox, 'meditech');
    sandbox.knobs('meditech').set({ grantDisabled: true });
    const said = await askForToken(entry, 'system/*.read');
    expect([said.status, said.json.error]).toEqual([400, 'unauthorized_client']);
    const wrong = await askForToken(entry, 'system/*.read', { client_secret: 'wrong' });
    expect([wrong.status, wrong.json.error]).toEqual([401, 'invalid_client']);
  });
  it('registers a client by itself, and takes it back', async () => {
    const smart = await createAsker(sandbox.baseUrl).get('.well-known/smart-configuration');
    const body = JSON.stringify({
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_post',
    });
    const headers = { 'content-type': 'application/json' };
    const made = await fetch(toText(smart.json.registration_endpoint) ?? '', {
      method: 'POST',
      headers,
      body,
    });
    const client: Record<string, string> = await made.json();
    expect([made.status, client.client_secret_expires_at]).toEqual([201, 0]);
    const {
      client_id: clientId = '',
      client_secret: clientSecret = '',
      registration_client_uri = '',
    } = client;
    const auth = { kind: 'client_secret_post', clientId, clientSecret } as const;
    const ask = () => askForToken({ ...findPartner(sandbox, 'meditech'), auth }, 'system/*.read');
    expect((await ask()).status).toBe(200);
    const authorization = `Bearer ${client.registration_access_token}`;
    const gone = await fetch(registration_client_uri, { method: 'DELETE', headers: { authorization } });
    expect(gone.status).toBe(204);
    expect((await ask()).json.error).toBe('invalid_client');
  });
  it('numbers its answers, pages by continue and takes no batch', async () => {
    const said = await meditech.get(`Encounter?patient=${cast.dialysis}`);
    expect(said.headers.get('mtrestapi-requestid')).toMatch(/^made-up-\d+$/);
    expect(findNext(said.json)).toContain('?continue=');
    expect((await meditech.batch([])).status).toBe(405);
  });
});

describe('athena', () => {
  it('names two addresses for tokens, the first by an extension that nobody knows', async () => {
    const { text } = await athena.get('metadata');
    expect(text.indexOf('http://DSTU2/fhir-registry')).toBeLessThan(text.indexOf('"http://fhir-registry'));
    expect(text).toContain('ah-search-parameter-metadata');
  });
  it.each([
    ['Patient?family=okafor', 403],
    ['Patient?family=okafor&gender=female', 200],
    [`MedicationRequest?patient=${cast.left}`, 403],
    [`MedicationRequest?patient=${cast.left}&intent=order`, 200],
    ['Location?name=x', 403],
  ])('answers %s with %i', async (path, status) => {
    expect((await athena.get(path)).status).toBe(status);
  });
  it('has a gateway in front, and pages by cursor', async () => {
    const lost = await createAsker(`${sandbox.baseUrl}/athena/v1`).get('ping');
    expect([lost.status, lost.text]).toEqual([404, 'Service not registered with API gateway.']);
    expect(findNext((await athena.get(`Encounter?patient=${cast.dialysis}`)).json)).toContain('?cursor=');
    expect(await getToken(sandbox, 'athena', tenantIds.seaview)).toContain('.');
  });
});

it.each(['epic', 'epic-dstu2', 'oracle', 'meditech', 'athena'] as const)(
  '%s: two hospitals, the same ids, other people',
  async (id) => {
    const there = await createHospitalAsker(sandbox, id, 'hillcrest');
    expect((await there.get(`Patient/${cast.left}`)).text).toContain('Quinn');
    const here = await createHospitalAsker(sandbox, id);
    expect((await here.get(`Patient/${cast.left}`)).text).toContain('Harper');
  },
);
