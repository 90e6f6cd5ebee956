// Patient searches against servers that a test scripts: refusals, lies and links.
import { describe, expect, it } from 'vitest';
import { outcome, searchset, stage } from './scripted-server';

describe('a patient search', () => {
  it.each<[number, unknown, string]>([
    [400, outcome('required'), 'search_needs_more'],
    [400, outcome('processing', { details: { coding: [{ code: '59108' }] } }), 'search_needs_more'],
    [400, outcome('too-costly'), 'search_too_many'],
    [200, outcome('processing', { details: { coding: [{ code: '4127' }] } }), 'search_too_many'],
    [400, outcome('invalid'), 'search_refused'],
    [400, undefined, 'search_refused'],
    [403, outcome('forbidden'), 'access_denied_by_server'],
    [403, outcome('suppressed', { details: { coding: [{ code: '4130' }] } }), 'record_protected'],
    [404, undefined, 'patient_not_offered'],
    [429, undefined, 'server_busy'],
    [200, { resourceType: 'Patient', id: 'a' }, 'server_answer_broken'],
    [200, { hello: 1 }, 'server_not_fhir'],
    [200, [], 'server_not_fhir'],
  ])('%i %j is %s', async (status, json, code) => {
    const { ehr } = await stage(() => ({ status, json }), { release: 'STU3' });
    await expect(ehr.searchPatients({ family: 'Smith' })).rejects.toMatchObject({ code });
  });

  it('a lenient server that left a filter out is not believed', async () => {
    const warning = {
      resource: {
        resourceType: 'OperationOutcome',
        issue: [
          { severity: 'warning', code: 'not-supported', diagnostics: 'Unknown parameter "birthdate".' },
        ],
      },
      search: { mode: 'outcome' },
    };
    const { ehr } = await stage(() => ({
      json: {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { resourceType: 'Patient', id: 'x' } }, warning],
      },
    }));
    await expect(ehr.searchPatients({ birthdate: '1957-06-05' })).rejects.toMatchObject({
      code: 'search_refused',
    });
  });

  it('by id keeps only that id, whatever a server that ignores `_id` answers', async () => {
    const { ehr } = await stage(() => ({
      json: searchset([
        { resourceType: 'Patient', id: 'other' },
        { resourceType: 'Patient', id: 'a' },
      ]),
    }));
    expect((await ehr.searchPatients({ id: 'a' })).patients.map((one) => one.id)).toEqual(['a']);
  });

  it('no hits with an outcome beside the empty result is no error', async () => {
    const none = {
      resource: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'warning', code: 'informational', details: { coding: [{ code: '4101' }] } }],
      },
      search: { mode: 'outcome' },
    };
    const { ehr } = await stage(() => ({
      json: { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [none] },
    }));
    expect(await ehr.searchPatients({ name: 'x' })).toEqual({
      patients: [],
      total: { kind: 'exact', value: 0 },
    });
  });

  it('a total that cannot be right is called an estimate', async () => {
    const { ehr } = await stage(() => ({
      json: searchset([{ resourceType: 'Patient', id: 'a' }], { total: 0 }),
    }));
    expect((await ehr.searchPatients({ name: 'x' })).total).toEqual({ kind: 'estimate', value: 0 });
  });

  it('commas and bars that somebody types are no syntax, but `system|value` is', async () => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }), { params: [] });
    await ehr.searchPatients({ name: 'a,b|c$d', identifier: 'urn:x|1,2' });
    const form = new URLSearchParams(seen[0]?.body);
    expect([form.get('name'), form.get('identifier')]).toEqual(['a\\,b\\|c\\$d', 'urn:x|1\\,2']);
  });

  it('every word of a name is compared by itself, in whichever order it was typed', async () => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }), { params: ['name'] });
    await ehr.searchPatients({ name: 'Green,  Sharon P' });
    expect(new URLSearchParams(seen[0]?.body).getAll('name')).toEqual(['Green', 'Sharon', 'P']);
  });

  it('a server without `name` is asked by family and given', async () => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }), {
      params: ['family', 'given', 'identifier'],
      release: 'STU3',
    });
    await ehr.searchPatients({ name: 'Green, Sharon' });
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      family: 'Green',
      given: 'Sharon',
      _count: '20',
    });
  });

  it('T6: links that lead away are not next pages', async () => {
    for (const url of [
      'https://evil.example/Patient',
      'https://evil.example/fhir/Patient',
      'http://127.0.0.1:1/fhir/Patient',
      '//evil.example/x',
      '/other/Patient',
      'http://user@127.0.0.1/fhir/Patient',
      'javascript:alert(1)',
      '../x',
      '/fhir/..%2fother',
      '/fhirx/Patient',
    ]) {
      const { ehr } = await stage(() => ({ json: searchset([], { link: [{ relation: 'next', url }] }) }));
      expect((await ehr.searchPatients({ name: 'x' })).next, url).toBeUndefined();
    }
  });
});
