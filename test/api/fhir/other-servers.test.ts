// An id means something on its own server only: what lies elsewhere is never taken for what has the same id here, and what is
// written with the server's own address is found.
import { describe, expect, it } from 'vitest';
import { toEhrCells } from '../../../api/clinical/cells';
import { toPatientValue } from '../../../api/clinical/patient';
import { createConvert } from '../../../api/fhir/convert.map';
import { readCharts } from './fhir-room';
import { searchset, stage } from './scripted-server';

const releases = ['DSTU2', 'STU3', 'R4'] as const;
const elsewhere = 'https://elsewhere.example/fhir';
const subject = { reference: 'Patient/a' };
const types = ['Encounter', 'Condition', 'MedicationRequest'] as const;
const context = { server: 'Seaview', now: new Date(), columns: ['bed', 'mainProblem', 'medications'] };

type Release = (typeof releases)[number];
type To = (reference: string) => object;

/** Of each a thing of the server's own, pointed to by its id, and another one that is pointed to by `to`. */
function toRecords(release: Release, base: string, to: To): Readonly<Record<string, object>> {
  const order = (id: string, medicationReference: object) => ({
    resourceType: release === 'DSTU2' ? 'MedicationOrder' : 'MedicationRequest',
    id,
    status: 'active',
    intent: 'order',
    patient: subject,
    subject,
    medicationReference,
  });
  const stay = (id: string, start: string, reference: object, more: object = {}) => ({
    resourceType: 'Encounter',
    id,
    status: 'in-progress',
    patient: subject,
    subject,
    period: { start },
    location: [{ location: reference }],
    ...more,
  });
  const sepsis = to('Condition/7');
  return {
    'Location/12': {
      resourceType: 'Location',
      id: '12',
      name: 'Bed 12',
      physicalType: { coding: [{ code: 'bd' }] },
      partOf: { reference: `${base}/Location/ward` },
    },
    'Location/ward': {
      resourceType: 'Location',
      id: 'ward',
      name: 'Ward 1',
      physicalType: { coding: [{ code: 'wa' }] },
    },
    'Medication/5': { resourceType: 'Medication', id: '5', code: { text: 'Warfarin' } },
    MedicationOrder: searchset([order('o1', { reference: 'Medication/5' }), order('o2', to('Medication/5'))]),
    Condition: searchset([
      { resourceType: 'Condition', id: '7', patient: subject, subject, code: { text: 'Asthma' } },
    ]),
    Encounter: searchset([
      stay('e1', '2026-11-01', { reference: 'Location/12' }),
      stay('e2', '2026-11-02', to('Location/12'), {
        // DSTU2 has it in the hospitalization.
        hospitalization: { admittingDiagnosis: [sepsis] },
        diagnosis: [
          {
            condition: sepsis,
            role: { coding: [{ code: 'AD' }] },
            rank: 1,
            use: { coding: [{ code: 'AD' }] },
          },
        ],
      }),
    ]),
  };
}

async function read(release: Release, to: (base: string) => To, rowOf = ['a']) {
  const { ehr, base } = await stage(
    ({ url }) => {
      const [path = ''] = url.replace('/fhir/', '').split('?');
      const records = toRecords(release, base, to(base));
      return { json: records[path.replace('MedicationRequest', 'MedicationOrder')] };
    },
    { release, hasBatch: false },
  );
  const charts = await readCharts(ehr, rowOf, types);
  return toEhrCells(charts.get('a') ?? {}, context);
}

describe.each(releases)('in %s, what a reference points to', (release) => {
  // In the panel everything is converted at once, in a list on demand.
  it.each([[['a']], [['a', 'b']]])('on another server is not what has that id here (%j)', async (ids) => {
    const cells = await read(
      release,
      () => (path) => ({ reference: `${elsewhere}/${path}`, display: `${path} of elsewhere` }),
      ids,
    );
    expect(cells.bed?.value).toMatchObject({ kind: 'in', text: 'Location/12 of elsewhere' });
    expect(cells.bed?.value?.bed).toBeUndefined();
    const names = cells.medications?.value?.items.map(({ text }) => text);
    expect(names).toEqual(['Medication/5 of elsewhere', 'Warfarin']);
    expect(cells.mainProblem?.value?.main.text).toBe('Condition/7 of elsewhere');
  });

  it('on another server, without a name, stands there as its address', async () => {
    const cells = await read(release, () => (path) => ({ reference: `${elsewhere}/${path}` }));
    expect(cells.bed?.value).toMatchObject({ kind: 'in', text: `${elsewhere}/Location/12` });
    const names = cells.medications?.value?.items.map(({ text }) => text);
    expect(names).toEqual([`${elsewhere}/Medication/5`, 'Warfarin']);
  });

  it.each(['', '/_history/3'])('by the server’s own address (and "%s") is found', async (version) => {
    for (const ids of [['a'], ['a', 'b']]) {
      const cells = await read(
        release,
        (base) => (path) => ({ reference: `${base}/${path}${version}` }),
        ids,
      );
      expect(cells.bed?.value).toMatchObject({ kind: 'in', bed: 'Bed 12', ward: 'Ward 1' });
      expect(cells.medications?.value?.items.map(({ text }) => text)).toEqual(['Warfarin', 'Warfarin']);
      expect(cells.mainProblem?.value).toMatchObject({
        main: { text: 'Asthma' },
        rule: 'encounter-diagnosis',
      });
    }
  });

  it('as the record that replaces another one is here, or elsewhere as a whole address', () => {
    const base = 'https://ehr.example/fhir';
    const type = release === 'DSTU2' ? 'replace' : 'replaced-by';
    const replacedBy = (reference: string) => {
      const link = [{ type, other: { reference } }];
      const patient = createConvert(release, 'whole', base)({ resourceType: 'Patient', id: 'old', link });
      return patient?.resourceType === 'Patient' && toPatientValue(patient, context).replacedBy;
    };
    expect(replacedBy(`${base}/Patient/new`)).toBe('new');
    expect(replacedBy(`${base}2/Patient/new`)).toBe(`${base}2/Patient/new`);
    expect(replacedBy(`${elsewhere}/Patient/new`)).toBe(`${elsewhere}/Patient/new`);
  });
});
