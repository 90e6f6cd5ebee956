import type { Encounter, FhirResource, Patient } from 'fhir/r4';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chartTypes } from '../../../api/contract/columns';
import { teamPath } from '../../../api/contract/paths';
import { KnownError } from '../../../api/errors/known-error';
import type { ChartSections, Ehr, PatientQuery } from '../../../api/fhir/ehr';
import { createCursors } from '../../../api/patients/cursor';
import { createPatientsRoutes } from '../../../api/patients/patients.routes';
import { createPatientsService } from '../../../api/patients/patients.service';
import type { Scope } from '../../../api/sign-in/scope';
import { createFakeEhr } from '../../support/fake-ehr';
import { people, places } from '../../support/people';
import { type SmallApp, startSmallApp } from '../../support/small-app';

const connectionId = '7b1c2c4e-0000-4000-8000-00000000000c';
const fetched = '2026-11-22T07:00:00.000Z';
const secretNext = 'https://fhir.test/base?page=2&name=Zebedee';
const narrative = { status: 'generated' as const, div: '<div><script>alert(1)</script></div>' };
const zebedee: Patient = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ family: 'Canary', given: ['Zebedee'] }],
  text: narrative,
};
const base = `${teamPath(places.ward5)}/fhir`;
const olivia = () => app.as(people.olivia);
const chen = () => app.as(people.chen);

let app: SmallApp;
let now = Date.now();
let asked: (PatientQuery | string)[] = [];
let isConnected = true;
let refusal: KnownError | undefined;
let sections: ChartSections = {};
const ehr: Ehr = {
  ...createFakeEhr().ehr,
  searchPatients: async (query) => {
    asked.push(query);
    if (refusal) throw refusal;
    return { patients: [zebedee], total: { kind: 'exact', value: 2 }, next: secretNext };
  },
  nextPatients: async (next) => {
    asked.push(next);
    return { patients: [{ resourceType: 'Patient', id: 'p2' }], total: { kind: 'estimate', value: 2 } };
  },
  // Only the first patient has anything recorded.
  readCharts: async (ids, types, onChart) => {
    const wanted = Object.fromEntries(
      Object.entries(sections).filter(([type]) => types.some((each) => each === type)),
    );
    ids.forEach((id, index) => {
      onChart(id, index === 0 ? wanted : {});
    });
  },
};

const getEhr = async (scope: Scope) => {
  if (!isConnected || scope.tid !== people.chen.tid) {
    throw new KnownError('no_connection', { status: 409, detail: 'Connect first.' });
  }
  return { ehr, connectionId };
};

beforeAll(async () => {
  app = await startSmallApp({
    routes: ({ audit, store, masterKey }) =>
      createPatientsRoutes({
        publicUrl: new URL('https://patients.test'),
        patients: createPatientsService({
          getEhr,
          audit,
          store,
          cursors: createCursors({ masterKey, now: () => now }),
          now: () => new Date(now),
        }),
      }),
  });
});
afterAll(() => app.close());
beforeEach(() => {
  asked = [];
  isConnected = true;
  refusal = undefined;
  now = Date.now();
  sections = {
    Patient: {
      status: 'ok',
      resources: [zebedee],
      included: [],
      droppedForeign: 0,
      mayBeIncomplete: false,
      fetched,
    },
    Encounter: {
      status: 'ok',
      resources: [{ resourceType: 'Encounter', id: 'e1', status: 'in-progress', class: {}, text: narrative }],
      included: [{ resourceType: 'Location', id: 'l1', text: narrative }],
      droppedForeign: 2,
      mayBeIncomplete: true,
      fetched,
    },
    Condition: { status: 'notOffered', fetched },
    AllergyIntolerance: { status: 'failed', reason: 'server_timeout', fetched },
  };
});

const search = (form: Record<string, string>, person = people.chen) =>
  app.as(person).post(`${base}/Patient/_search`, { form });
const lastEntry = async (operation: string) =>
  (await olivia().get(`${teamPath(places.ward5)}/audit?operation=${operation}`)).json.entries[0];

describe('metadata', () => {
  it('says R4, so that any FHIR client can read on', async () => {
    const { json, headers } = await chen().get(`${base}/metadata`);
    expect(json).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect(headers.get('content-type')).toContain('application/fhir+json');
  });
});

describe('a search', () => {
  it('answers a searchset without narratives and without links of the server', async () => {
    const { json, text } = await search({ name: 'Zeb', birthdate: '1957-06-05', _count: '10' });
    expect(asked).toEqual([{ name: 'Zeb', birthdate: '1957-06-05', count: 10 }]);
    expect(json).toMatchObject({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 2,
      entry: [{ resource: { id: 'p1' }, search: { mode: 'match' } }],
    });
    expect(text).not.toMatch(/script|fhir\.test|alert/);
    expect(json.link[0].url).toMatch(/^https:\/\/patients\.test\/api\/teams\//);
  });

  it('T33: is recorded with the patients found before it is answered', async () => {
    await search({ name: 'Zebedee' });
    expect(await lastEntry('PatientSearch')).toMatchObject({
      outcome: 'success',
      person: { id: people.chen.oid },
      patients: [{ ref: `${connectionId}/p1`, label: 'CANARY, Zebedee' }],
    });
    const rows = await app.store.db.selectFrom('audit_events').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/zebedee/i);
  });

  it.each([{ name: 'Z' }, { family: ' a ' }, { gender: 'male' }, {}, { identifier: '7' }])(
    'T19: %j is too short',
    async (form) => {
      const { status, json } = await search(form as Record<string, string>);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        resourceType: 'OperationOutcome',
        issue: [{ details: { coding: [{ code: 'search_too_short' }] } }],
      });
      expect(asked).toEqual([]);
    },
  );

  it.each([{ name: '陳偉' }, { identifier: '42' }, { birthdate: '1957-06-05' }, { _id: 'p1' }])(
    '%j is enough',
    async (form) => {
      expect((await search(form as Record<string, string>)).status).toBe(200);
    },
  );

  it.each([
    { name: 'Zebedee', _include: '*' },
    { name: 'Zeb', birthdate: '5/6/1957' },
    { name: 'Zeb', _count: '1000' },
    { _id: '../x' },
    { 'name:exact': 'Zeb' },
  ])('T10, T19: %j is refused', async (form) => {
    expect(
      (await search(form as unknown as Record<string, string>)).json.issue[0].details.coding[0].code,
    ).toBe('invalid_input');
    expect(asked).toEqual([]);
  });

  it('that the EHR refuses keeps its reason, what is needed, and leaves a row', async () => {
    refusal = new KnownError('search_needs_more', {
      status: 422,
      detail: 'Add a birth date.',
      needs: ['birthdate'],
    });
    const { status, json } = await search({ name: 'Zebedee' });
    expect(status).toBe(422);
    expect(json.issue[0].details.coding).toContainEqual({ system: 'urn:patients:needs', code: 'birthdate' });
    expect(await lastEntry('PatientSearch')).toMatchObject({
      outcome: 'failure',
      reason: 'search_needs_more',
    });
  });

  it('without a connection says so', async () => {
    isConnected = false;
    expect((await search({ name: 'Zebedee' })).json.issue[0].details.coding[0].code).toBe('no_connection');
  });
});

describe('T6: the next page', () => {
  const next = async () => new URL((await search({ name: 'Zebedee' })).json.link[0].url);

  it('is reached by an opaque link, and recorded as well', async () => {
    const { pathname, search: query } = await next();
    const { json } = await chen().get(pathname + query);
    expect(asked.at(-1)).toBe(secretNext);
    expect(json).toMatchObject({
      entry: [{ resource: { id: 'p2' } }],
      meta: { tag: [{ code: 'estimate' }] },
    });
    expect(json.link).toBeUndefined();
    expect(await lastEntry('PatientSearch')).toMatchObject({ patients: [{ ref: `${connectionId}/p2` }] });
  });

  it('belongs to the person, the team and the channel that searched', async () => {
    const { pathname, search: query } = await next();
    expect((await app.as(people.priya).get(pathname + query)).status).toBe(404);
    const palliative = `${teamPath(places.ward5Palliative)}/fhir/Patient/_search${query}`;
    const { status, json } = await chen().get(palliative);
    expect([status, json.issue[0].details.coding[0].code]).toEqual([404, 'cursor_invalid']);
    expect((await app.as(people.bruno).get(pathname + query)).status).toBe(404);
    expect(asked).toHaveLength(1);
  });

  it('ends after ten minutes, and does not open when touched', async () => {
    const { pathname, search: query } = await next();
    const cursor = new URLSearchParams(query).get('cursor') ?? '';
    for (const forged of [`${cursor}A`, cursor.slice(0, -4), `A${cursor.slice(1)}`, 'x', btoa(secretNext)]) {
      if (forged === cursor) continue;
      expect((await chen().get(`${pathname}?cursor=${encodeURIComponent(forged)}`)).status).toBe(404);
    }
    now += 10 * 60_000 + 1;
    expect((await chen().get(pathname + query)).status).toBe(404);
    expect(await lastEntry('PatientSearch')).toMatchObject({ outcome: 'failure', reason: 'cursor_invalid' });
    expect(asked).toHaveLength(1);
  });
});

describe('a patient', () => {
  it('is answered and recorded', async () => {
    const { json } = await chen().get(`${base}/Patient/p1`);
    expect(json).toMatchObject({ resourceType: 'Patient', id: 'p1' });
    expect(json.text).toBeUndefined();
    expect(await lastEntry('PatientView')).toMatchObject({
      patients: [{ ref: `${connectionId}/p1` }],
      objects: [{ id: 'Patient' }],
    });
  });

  it('that is not there is 404, and the look is recorded', async () => {
    sections = { Patient: { status: 'failed', reason: 'patient_not_found', fetched } };
    for (const [path, id] of [
      ['Patient/p404', 'p404'],
      ['Patient/p405/$chart', 'p405'],
    ]) {
      const { status, json } = await chen().get(`${base}/${path}`);
      expect([status, json.issue[0].details.coding[0].code]).toEqual([404, 'patient_not_found']);
      expect(await lastEntry('PatientView')).toMatchObject({
        outcome: 'failure',
        reason: 'patient_not_found',
        objects: [{ id }],
      });
    }
  });

  it('of an earlier connection is not looked up on this one, where the id may be another person', async () => {
    const other = '7b1c2c4e-0000-4000-8000-00000000000d';
    expect((await chen().get(`${base}/Patient/p1/$chart?connection=${other}`)).status).toBe(404);
    expect((await chen().get(`${base}/Patient/p1/$chart?connection=${connectionId}`)).status).toBe(200);
  });

  it('T9: is nothing to a stranger', async () => {
    for (const person of [people.nadia, people.gus, people.bruno]) {
      expect((await app.as(person).get(`${base}/Patient/p1`)).status).toBe(404);
    }
  });
});

describe('the places of found patients', () => {
  const ask = (patient: string) =>
    app.as(people.chen).post(`${base}/Encounter/_search`, { form: { patient } });

  it('come with their locations, and seeing them is on record for each patient', async () => {
    const { json, text } = await ask('p1,p2');
    expect(text).not.toContain('script');
    expect(
      json.entry.map((entry: { search: object; resource: Patient }) => [entry.search, entry.resource.id]),
    ).toEqual([
      [{ mode: 'match' }, 'e1'],
      [{ mode: 'include' }, 'l1'],
    ]);
    const { patients } = await lastEntry('PatientLocationView');
    expect(patients.map(({ ref }: { ref: string }) => ref)).toEqual([
      `${connectionId}/p1`,
      `${connectionId}/p2`,
    ]);
  });

  it('are nowhere when the encounters could not be read, never made up', async () => {
    sections = { Encounter: { status: 'failed', reason: 'server_timeout', fetched } };
    expect((await ask('p1')).json).toMatchObject({ total: 0, entry: [] });
  });

  it('are asked for by id and by nothing else', async () => {
    expect((await ask('p1,../metadata')).status).toBe(400);
  });
});

describe('a chart', () => {
  it('has an entry per type in the order of the contract, each ok, not offered or failed', async () => {
    const { json } = await chen().get(`${base}/Patient/p1/$chart`);
    expect(json.type).toBe('batch-response');
    const statuses = json.entry.map((entry: { response: { status: string } }) => entry.response.status);
    expect(statuses.slice(0, 4)).toEqual(['200 OK', '200 OK', '501 not offered', '502 failed']);
    expect(statuses).toHaveLength(7);
    expect(json.entry[3].resource.issue[0].details.coding[0].code).toBe('server_timeout');
    expect(json.entry[0].response.lastModified).toBe(fetched);
  });

  it('says where a stay may be further back than the encounters that were read', async () => {
    const tagsOf = async (type: 'Encounter' | 'Observation', resources: readonly FhirResource[]) => {
      const read = { included: [], droppedForeign: 0, mayBeIncomplete: false, fetched };
      sections = { ...sections, [type]: { status: 'ok', resources, ...read, hasOlder: true } };
      const { json } = await chen().get(`${base}/Patient/p1/$chart`);
      const { meta } = json.entry[chartTypes.indexOf(type)].resource;
      return meta.tag.map((tag: { code: string }) => tag.code);
    };
    const stay: Encounter = { resourceType: 'Encounter', id: 'e1', status: 'finished', class: {} };
    expect(await tagsOf('Encounter', [stay])).toEqual(['may-be-incomplete', 'older-not-read']);
    expect(await tagsOf('Encounter', [{ ...stay, status: 'in-progress' }])).toEqual(['older-not-read']);
    expect(await tagsOf('Observation', [])).toContain('may-be-incomplete');
    expect(await tagsOf('Observation', [stay])).toEqual(['older-not-read']);
  });

  it('says what may be missing and what was dropped, and brings locations along', async () => {
    const { json, text } = await chen().get(`${base}/Patient/p1/$chart`);
    expect(text).not.toContain('script');
    const encounters = json.entry[1].resource;
    expect(encounters.meta.tag).toEqual([
      { system: 'urn:patients:read', code: 'may-be-incomplete' },
      { system: 'urn:patients:read', code: 'foreign-dropped', display: '2' },
    ]);
    expect(encounters.entry.map((entry: { search: { mode: string } }) => entry.search.mode)).toEqual([
      'match',
      'include',
    ]);
  });
});
