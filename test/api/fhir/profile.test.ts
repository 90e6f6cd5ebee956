// A partner's profile decides how its servers are asked, over a socket: the way of searching, what is demanded, headers, page
// sizes, next links behind a proxy, and what its own error numbers mean.
import { describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import { toRules } from '../../../api/partners/partner.schema';
import { startRecorder } from '../../support/token-server';
import { readSection, tidA, tidB } from './fhir-room';
import { type Say, type Seen, stage } from './scripted-server';

const token: Say = {
  json: { access_token: 'abc', token_type: 'Bearer', expires_in: 300 },
  type: 'application/json',
};
const patient = { resourceType: 'Patient', id: 'p1' };
const one = { resourceType: 'Bundle', type: 'searchset', total: 1, entry: [{ resource: patient }] };

async function open(
  rules: object,
  answer: (seen: Seen, base: string) => Say = () => ({ json: one }),
  hasBatch = false,
) {
  const params = [
    'patient',
    'beneficiary',
    'date',
    'identifier',
    'name',
    'family',
    'given',
    'birthdate',
    'gender',
  ];
  const found = await stage((seen, base) => (seen.url.endsWith('/token') ? token : answer(seen, base)), {
    isPartner: true,
    hasBatch,
    params,
    rules,
  });
  const asked = () => found.seen.filter(({ url }) => !url.endsWith('/token'));
  return { ...found, asked };
}

const outcome = (code: string): Say => ({
  status: 400,
  json: {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'fatal', code: 'processing', details: { coding: [{ code }] } }],
  },
});

describe('the way of searching patients', () => {
  it.each([
    ['postForm', 'POST', '/fhir/Patient/_search', 'family=Hart'],
    ['postQuery', 'POST', '/fhir/Patient/_search?family=Hart', ''],
    ['get', 'GET', '/fhir/Patient?family=Hart', ''],
  ])('%s', async (patientSearch, method, url, body) => {
    const { ehr, asked } = await open({ patientSearch });
    await ehr.searchPatients({ family: 'Hart' });
    const [seen] = asked();
    expect(seen?.method).toBe(method);
    expect(seen?.url.startsWith(url)).toBe(true);
    expect(seen?.body.startsWith(body)).toBe(true);
    if (body === '') expect(seen?.body).toBe('');
  });

  it('everything else goes by POST where GET is refused', async () => {
    const { ehr, asked } = await open({ otherSearch: 'postForm' });
    await readSection(ehr, 'p1', 'Condition');
    expect(asked()).toMatchObject([{ method: 'POST', url: '/fhir/Condition/_search' }]);
    expect(new URLSearchParams(asked()[0]?.body).get('patient')).toBe('p1');
  });

  it('a patient is read by GET also there', async () => {
    const { ehr, asked } = await open({ otherSearch: 'postForm' }, () => ({ json: patient }));
    await readSection(ehr, 'p1', 'Patient');
    expect(asked()).toMatchObject([{ method: 'GET', url: '/fhir/Patient/p1' }]);
  });
});

describe('what a server demands', () => {
  const requires = [['_id'], ['identifier'], ['family', 'given', 'birthdate']];

  it.each([
    [{ family: 'Hart', given: 'Ana' }, ['birthdate']],
    [{ family: 'Hart' }, ['identifier']],
    [{ birthdate: '1957-06-05' }, ['identifier']],
  ])('%j is told what is missing, and nothing is sent', async (query, needs) => {
    const { ehr, asked } = await open({ requires });
    await expect(ehr.searchPatients(query)).rejects.toMatchObject({
      code: 'search_needs_more',
      parts: { needs: expect.arrayContaining(needs) },
    });
    expect(asked()).toHaveLength(0);
  });

  it('a whole set is asked, and hits of a matching server are marked', async () => {
    const { ehr } = await open({ requires, isFuzzy: true });
    const page = await ehr.searchPatients({ family: 'Hart', given: 'Ana', birthdate: '1957-06-05' });
    expect(page).toMatchObject({ isScored: true, patients: [{ id: 'p1' }] });
  });

  it.each([
    [{ identifier: 'system' }, 'urn:x|123', 'urn:x|123'],
    [{ identifier: 'type', identifierType: 'MRN' }, '123', 'MRN|123'],
    [{ identifier: 'type', identifierType: 'MRN' }, 'urn:x|123', 'MRN|123'],
    [{ identifier: 'bare' }, 'urn:x|1,3', '1\\\\,3'],
  ])('an MRN by %j: %s is asked as %s', async (rules, identifier, expected) => {
    const { ehr, asked } = await open(rules);
    await ehr.searchPatients({ identifier });
    expect(new URLSearchParams(asked()[0]?.body).get('identifier')).toBe(expected.replaceAll('\\\\', '\\'));
  });

  it.each([
    ['Hart, Ana', 'Hart,Ana'],
    ['Ana Hart', 'Hart,Ana'],
    ['Hart', 'Hart'],
  ])('a name as one text: %s is %s', async (name, expected) => {
    const { ehr, asked } = await open({ name: 'lastFirst' });
    await ehr.searchPatients({ name });
    expect(new URLSearchParams(asked()[0]?.body).getAll('name')).toEqual([expected]);
  });

  it('no page is asked to be larger than allowed, and no total where there is none', async () => {
    const { ehr, asked } = await open({ pageSize: 10, total: 'none' });
    await ehr.searchPatients({ family: 'Hart', count: 50 });
    await readSection(ehr, 'p1', 'Observation');
    const form = new URLSearchParams(asked()[0]?.body);
    expect([form.get('_count'), form.get('_total')]).toEqual(['10', null]);
    expect(new URL(asked()[1]?.url ?? '', 'http://x').searchParams.get('_count')).toBe('10');
  });
});

describe('T7: a partner that tells hospitals apart by a header', () => {
  const options = {
    isPartner: true,
    hasBatch: false,
    rules: { headers: { 'X-Site': 'west' } },
    routing: { by: 'header', header: 'X-Hospital', tenants: { [tidA]: 'seaview', [tidB]: 'hillcrest' } },
  };
  const script = ({ url }: Seen) => (url.endsWith('/token') ? token : { json: one });

  it('hears the name of this tenant’s hospital with each request, and the headers of the site', async () => {
    const { room, base, seen } = await stage(script, options);
    const connection = { id: 'c', name: 'C', link: base, partnerId: 'p', release: 'R4' } as const;
    const [a, b] = [await room.fhir.open(connection, tidA), await room.fhir.open(connection, tidB)];
    await a.searchPatients({ family: 'Hart' });
    await b.searchPatients({ family: 'Hart' });
    const asked = seen.filter(({ url }) => url.includes('_search'));
    expect(asked.map(({ headers }) => [headers['x-hospital'], headers['x-site']])).toEqual([
      ['seaview', 'west'],
      ['hillcrest', 'west'],
    ]);
  });

  it('hears nothing of a tenant that the operator has not entered', async () => {
    const { room, base, seen } = await stage(script, options);
    const connection = { id: 'c', name: 'C', link: base, partnerId: 'p', release: 'R4' } as const;
    const from = seen.length;
    await expect(room.fhir.open(connection, '33333333-cccc-4ccc-8ccc-333333333333')).rejects.toMatchObject({
      code: 'tenant_unknown_to_partner',
    });
    expect(seen.length).toBe(from);
  });
});

describe('coverage', () => {
  it.each(['patient', 'beneficiary', 'subscriber'])('is asked by %s', async (coverageBy) => {
    const { ehr, asked } = await open({ coverageBy });
    await readSection(ehr, 'p1', 'Coverage');
    expect(new URL(asked()[0]?.url ?? '', 'http://x').searchParams.get(coverageBy)).toBe('p1');
  });

  it('is not asked for at all', async () => {
    const { ehr, asked } = await open({ coverageBy: 'none' });
    expect(await readSection(ehr, 'p1', 'Coverage')).toMatchObject({ status: 'notOffered' });
    expect(ehr.offered.has('Coverage')).toBe(false);
    expect(asked()).toHaveLength(0);
  });
});

describe('batches', () => {
  it('have no more entries than allowed', async () => {
    const sizes: number[] = [];
    const { ehr } = await open(
      { batchEntries: 5 },
      ({ body }) => {
        const { entry } = JSON.parse(body);
        sizes.push(entry.length);
        const answers = entry.map(() => ({ response: { status: '200' }, resource: { ...one, entry: [] } }));
        return { json: { resourceType: 'Bundle', type: 'batch-response', entry: answers } };
      },
      true,
    );
    const ids = Array.from({ length: 100 }, (_, i) => `p${i}`);
    await ehr.readCharts(ids, ['Condition'], () => undefined);
    expect(Math.max(...sizes)).toBe(5);
    expect(sizes).toHaveLength(20);
  });
});

describe('T6: next links', () => {
  const next = 'http://inner.hospital.local/fhir?page=2';
  const withNext = { ...one, total: 2, link: [{ relation: 'next', url: next }] };

  it('of another address are read at our own base where the profile says so, with their query only', async () => {
    const { ehr, base } = await open({ paging: 'rebase' }, () => ({ json: withNext }));
    expect((await ehr.searchPatients({ family: 'Hart' })).next).toBe(`${base}?page=2`);
  });

  it.each([
    'http://u:p@inner.hospital.local/fhir?page=2',
    'http://inner.hospital.local/fhir',
    'javascript:alert(1)?x',
  ])('%s is never followed', async (url) => {
    const { ehr } = await open({ paging: 'rebase' }, () => ({
      json: { ...withNext, link: [{ relation: 'next', url }] },
    }));
    expect((await ehr.searchPatients({ family: 'Hart' })).next).toBeUndefined();
  });
});

describe('too many hits', () => {
  it.each([
    [{ resultCap: 1000 }, 1000],
    [{}, undefined],
  ])('with %j are more than %s', async (rules, max) => {
    const { ehr } = await open(rules, () => outcome('4127'));
    const refused = await ehr.searchPatients({ family: 'Hart' }).catch((error: unknown) => error);
    expect(isKnownError(refused) && [refused.code, refused.parts.max]).toEqual(['search_too_many', max]);
  });

  it('what the server asks for is never what it was given', async () => {
    const said = 'Needs one of: identifier, family+given+birthdate';
    const issue = [{ severity: 'fatal', code: 'required', diagnostics: said }];
    const refusal = { status: 400, json: { resourceType: 'OperationOutcome', issue } };
    const { ehr } = await open({}, () => refusal);
    await expect(ehr.searchPatients({ family: 'Hart', given: 'Ana' })).rejects.toMatchObject({
      code: 'search_needs_more',
      parts: { needs: ['identifier', 'birthdate'] },
    });
  });
});

describe('the server’s own error numbers', () => {
  it.each([
    ['tooMany', 'search_too_many'],
    ['needsMore', 'search_needs_more'],
    ['breakTheGlass', 'record_protected'],
    ['unknownParameter', 'search_refused'],
    ['pageExpired', 'cursor_invalid'],
    ['busy', 'server_busy'],
    ['internal', 'server_error'],
  ])('%s is %s', async (meaning, code) => {
    const { ehr } = await open({ errors: { X77: meaning } }, () => outcome('X77'));
    await expect(ehr.searchPatients({ family: 'Hart' })).rejects.toMatchObject({ code });
    expect(await readSection(ehr, 'p1', 'Condition')).toMatchObject({ status: 'failed', reason: code });
  });

  it('a protected record is asked for once, never again by itself', async () => {
    const { ehr, asked } = await open({}, () => outcome('4130'));
    expect(await readSection(ehr, 'p1', 'Condition')).toMatchObject({ reason: 'record_protected' });
    expect(asked()).toHaveLength(1);
  });
});

describe('T3: a server that redirects its reads to a provider’s endpoint', () => {
  const open307 = async (isListed: boolean) => {
    const provider = await startRecorder(() => ({ status: 200, json: one }));
    const location = `${provider.url}/r4/Patient`;
    const rules = isListed ? { redirects: [provider.url], headers: { 'X-Site-Key': 'canary' } } : {};
    const staged = await open(rules, () => ({ status: 307, headers: { location } }));
    return { ...staged, provider };
  };

  it('is followed where the operator listed that origin; token and headers of the site stay behind', async () => {
    const { ehr, asked, provider } = await open307(true);
    expect((await ehr.searchPatients({ family: 'Hart' })).patients).toHaveLength(1);
    expect(asked()[0]?.authorization).toBe('Bearer abc');
    expect(provider.journal).toMatchObject([{ method: 'POST', path: '/r4/Patient' }]);
    expect(JSON.stringify(provider.journal)).not.toMatch(/abc|canary|Bearer/);
    await provider.close();
  });

  it('is told as its fault where nobody did', async () => {
    const { ehr, provider } = await open307(false);
    await expect(ehr.searchPatients({ family: 'Hart' })).rejects.toMatchObject({ code: 'server_redirects' });
    expect(provider.journal).toEqual([]);
    await provider.close();
  });

  it('may be so listed by an origin alone', () => {
    for (const origin of [
      'https://a.example/path',
      'https://a.example/',
      'https://u@a.example',
      'a.example',
      'file:///',
    ])
      expect(() => toRules({ redirects: [origin] })).toThrow();
    expect(toRules({ redirects: ['https://a.example:8443'] }).redirects).toHaveLength(1);
  });
});
