// What a browser is sent of a patient: never a number by which the state, a bank or the police know people.
import type { Patient } from 'fhir/r4';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { teamPath } from '../../../api/contract/paths';
import { createConvert } from '../../../api/fhir/convert.map';
import { createCursors } from '../../../api/patients/cursor';
import { createPatientsRoutes } from '../../../api/patients/patients.routes';
import { createPatientsService } from '../../../api/patients/patients.service';
import { createFakeEhr } from '../../support/fake-ehr';
import { people, places } from '../../support/people';
import { type SmallApp, startSmallApp } from '../../support/small-app';

const table0203 = 'http://terminology.hl7.org/CodeSystem/v2-0203';
const zebedee: Patient = {
  resourceType: 'Patient',
  id: 'p1',
  text: { status: 'generated', div: '<div>secret words</div>' },
  identifier: [
    { type: { coding: [{ system: table0203, code: 'MR' }] }, system: 'urn:oid:2.999.5.1', value: 'SV100077' },
    { type: { coding: [{ system: table0203, code: 'SS' }] }, value: '999-40-7098' },
    { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-40-7098' },
    { type: { text: 'Passport Number' }, value: 'X61092449X' },
    { system: 'urn:oid:2.16.840.1.113883.4.3.25', value: 'S99999716' },
    { type: { coding: [{ code: 'TAX' }] }, value: 'TAX-4711' },
  ],
};
/** As it comes of a read of several patients: its elements are read when they are looked at. */
const encounter = createConvert(
  'R4',
  'onDemand',
)({
  resourceType: 'Encounter',
  id: 'e1',
  status: 'in-progress',
  subject: { reference: 'Patient/p1' },
  text: { status: 'generated', div: '<div>secret words</div>' },
  location: [{ location: { display: 'Ward 5, bed 12' } }],
});
const fetched = '2026-11-22T07:00:00.000Z';
const base = `${teamPath(places.ward5)}/fhir`;

let app: SmallApp;

beforeAll(async () => {
  const ehr = {
    ...createFakeEhr().ehr,
    searchPatients: async () => ({ patients: [zebedee], total: { kind: 'exact', value: 1 } as const }),
    readCharts: async (
      ids: readonly string[],
      _types: unknown,
      onChart: (id: string, read: object) => void,
    ) => {
      const ok = { status: 'ok', included: [], droppedForeign: 0, mayBeIncomplete: false, fetched };
      const sections = {
        Patient: { ...ok, resources: [zebedee] },
        Encounter: { ...ok, resources: [encounter] },
      };
      for (const id of ids) onChart(id, sections);
    },
  };
  app = await startSmallApp({
    routes: ({ audit, store, masterKey }) =>
      createPatientsRoutes({
        publicUrl: new URL('https://patients.test'),
        patients: createPatientsService({
          getEhr: async () => ({ ehr, connectionId: '7b1c2c4e-0000-4000-8000-00000000000c' }),
          audit,
          store,
          cursors: createCursors({ masterKey, now: () => Date.now() }),
          now: () => new Date(),
        }),
      }),
  });
});
afterAll(() => app.close());

it.each([
  ['a search', () => app.as(people.chen).post(`${base}/Patient/_search`, { form: { name: 'Zeb' } })],
  ['a patient', () => app.as(people.chen).get(`${base}/Patient/p1`)],
  ['a chart', () => app.as(people.chen).get(`${base}/Patient/p1/$chart`)],
])(
  'T15: %s has the MRN, and no narrative, no social-security, licence, passport or tax number',
  async (_what, ask) => {
    const { text, status } = await ask();
    expect(status).toBe(200);
    expect(text).toContain('"value":"SV100077"');
    expect(text).not.toContain('secret words');
    expect(text).not.toMatch(/999-40-7098|X61092449X|S99999716|TAX-4711/);
  },
);

it('where several patients are: their encounters as R4 has them, and nothing of what lies behind', async () => {
  const form = { patient: 'p1,p2' };
  const { json, status } = await app.as(people.chen).post(`${base}/Encounter/_search`, { form });
  expect(status).toBe(200);
  expect(json.entry[0].resource).toEqual({
    resourceType: 'Encounter',
    id: 'e1',
    status: 'in-progress',
    class: expect.anything(),
    subject: { reference: 'Patient/p1' },
    location: [{ location: { display: 'Ward 5, bed 12' } }],
  });
});
