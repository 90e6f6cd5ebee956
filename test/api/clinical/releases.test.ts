// The rules on real-shaped data of the three releases, through the same conversion that the API uses.
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toAllergies } from '../../../api/clinical/allergies';
import { toEhrCells } from '../../../api/clinical/cells';
import { findChosenEncounter } from '../../../api/clinical/encounters';
import { toMedications } from '../../../api/clinical/medications';
import { toPatientValue } from '../../../api/clinical/patient';
import { toEpoch } from '../../../api/clinical/times';
import { toLatestVitals } from '../../../api/clinical/vitals';
import { toWhere } from '../../../api/clinical/where';
import { chartTypes, ehrColumns } from '../../../api/contract/columns';
import { createConvert } from '../../../api/fhir/convert.map';
import type { ChartSections, FhirRelease } from '../../../api/fhir/ehr';
import { context, isAbout, readLines } from './sample';

interface ReleaseData {
  readonly release: FhirRelease;
  readonly synthea: string;
  readonly smart: string;
  readonly examples: string;
  readonly orders: string;
}

const releases: readonly ReleaseData[] = [
  {
    release: 'DSTU2',
    synthea: 'dstu2/synthea',
    smart: 'dstu2/smart',
    examples: 'dstu2/hl7-examples',
    orders: 'MedicationOrder',
  },
  {
    release: 'STU3',
    synthea: 'stu3/synthea',
    smart: 'stu3/smart',
    examples: 'stu3/hl7-examples',
    orders: 'MedicationRequest',
  },
  {
    release: 'R4',
    synthea: 'r4/synthea',
    smart: 'r4/smart-converted-from-stu3',
    examples: 'r4/hl7-examples',
    orders: 'MedicationRequest',
  },
];

const substance = {
  coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergies' }],
  text: 'No known allergies',
};
const nka = { resourceType: 'AllergyIntolerance', id: 'nka', patient: { reference: 'Patient/p1' } };
const noKnownAllergies: Readonly<Record<FhirRelease, object>> = {
  DSTU2: { ...nka, substance, status: 'active', recordedDate: '2015-08-06' },
  STU3: { ...nka, code: substance, clinicalStatus: 'active', verificationStatus: 'confirmed' },
  R4: { ...nka, code: substance, clinicalStatus: { coding: [{ code: 'active' }] } },
};

function read(release: FhirRelease, set: string, type: string): FhirResource[] {
  const convert = createConvert(release);
  return readLines(set, type).flatMap((line) => convert(line) ?? []);
}

/** Numbers that must never be shown, straight from the file: no conversion can hide one from this test. */
function readForbiddenNumbers(set: string): string[] {
  return readLines(set, 'Patient').flatMap((patient) => {
    const text = JSON.stringify(patient);
    return [...text.matchAll(/"code":"(?:SS|SB|DL|PPN)".*?"value":"([^"]+)"/g)].flatMap(
      (match) => match[1] ?? [],
    );
  });
}

describe.each(releases)('$release', ({ release, synthea, smart, examples, orders }) => {
  const patients = [synthea, smart, examples].flatMap((set) => read(release, set, 'Patient'));
  const shown = patients.flatMap((patient) =>
    patient.resourceType === 'Patient' ? [toPatientValue(patient, context)] : [],
  );

  it('a social-security, licence or passport number is never shown, as MRN or otherwise', () => {
    const forbidden = new Set([synthea, smart, examples].flatMap(readForbiddenNumbers));
    expect(forbidden.size).toBeGreaterThan(60);
    const text = JSON.stringify(shown);
    for (const number of forbidden) expect(text).not.toContain(`"${number}"`);
  });

  it('every synthetic patient has a name, a birth date, a sex and the hospital’s MRN', () => {
    const synthetic = [synthea, smart].flatMap((set) => read(release, set, 'Patient'));
    expect(synthetic).toHaveLength(64);
    for (const patient of synthetic) {
      if (patient.resourceType !== 'Patient') continue;
      const value = toPatientValue(patient, context);
      expect(value.name?.display).toMatch(/^\S[^,]*, \S/);
      expect(value.birthDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(value.gender).toMatch(/^(fe)?male$/);
      expect(value.mrn?.system).toBe('http://hospital.smarthealthit.org');
    }
  });

  it('"no known allergies" is what the record says, never what it doesn’t say', () => {
    const statement = createConvert(release)(noKnownAllergies[release]);
    expect(statement && toAllergies([statement], context).kind).toBe('noKnown');
    const allergies = [smart, synthea].flatMap((set) => read(release, set, 'AllergyIntolerance'));
    expect(allergies.length).toBeGreaterThan(50);
    for (const allergy of allergies) {
      const says = allergy.resourceType === 'AllergyIntolerance' ? allergy.code?.text : undefined;
      const isNegative = says === 'No known allergies';
      expect(toAllergies([allergy], context).kind === 'noKnown').toBe(isNegative);
    }
    expect(toAllergies([], context).kind).toBe('notRecorded');
  });

  it('the blood pressure of 55284-4 is read, as are temperature and SpO2 by their older codes', () => {
    const { latest } = toLatestVitals(read(release, smart, 'Observation'), context);
    const kinds = latest.map(({ kind }) => kind);
    for (const kind of [
      'bloodPressure',
      'heartRate',
      'respiration',
      'temperature',
      'oxygenSaturation',
    ] as const) {
      expect(kinds).toContain(kind);
    }
    const pressure = latest.find(({ kind }) => kind === 'bloodPressure');
    expect(pressure?.systolic?.value).toBeGreaterThan(pressure?.diastolic?.value ?? 1000);
  });

  it('what was entered in error is left out', () => {
    const wrong = read(release, examples, 'Observation').filter(
      (one) => one.resourceType === 'Observation' && one.status === 'entered-in-error',
    );
    expect(wrong.length).toBeGreaterThan(0);
    expect(toLatestVitals(wrong, context).latest).toEqual([]);
  });

  it('the newest encounter is chosen from a sorted, an unsorted and an oldest-first answer', () => {
    const encounters = read(release, synthea, 'Encounter');
    for (const patient of read(release, synthea, 'Patient')) {
      const own = encounters.filter((encounter) => isAbout(encounter, patient.id));
      expect(own.length).toBeGreaterThan(0);
      const start = (one: FhirResource | undefined) =>
        one?.resourceType === 'Encounter' ? toEpoch(one.period?.start) : Number.NaN;
      const oldestFirst = own.toSorted((a, b) => start(a) - start(b));
      const newest = start(oldestFirst.at(-1));
      for (const answer of [own, oldestFirst, oldestFirst.toReversed()]) {
        expect(start(findChosenEncounter(answer, context))).toBe(newest);
      }
    }
  });

  it('all those who are finished have left, with a date and without a bed', () => {
    const encounters = read(release, synthea, 'Encounter');
    for (const patient of read(release, synthea, 'Patient')) {
      const own = encounters.filter((encounter) => isAbout(encounter, patient.id));
      const where = toWhere(own, [], context);
      expect(where.kind).toBe('left');
      expect(where.leftOn).toBeTruthy();
      expect(where.bed).toBeUndefined();
    }
  });

  it('a place of the examples is a room, read upwards without inventing a ward or a bed', () => {
    const encounter: FhirResource = {
      resourceType: 'Encounter',
      id: 'e',
      status: 'in-progress',
      class: { code: 'IMP' },
      location: [{ location: { reference: 'Location/2' } }],
    };
    expect(toWhere([encounter], read(release, examples, 'Location'), context)).toMatchObject({
      kind: 'in',
      room: 'South Wing Neuro OR 1',
      ward: undefined,
      bed: undefined,
    });
  });

  it('medications have names, from the concept or from the Medication that was read', () => {
    const included = read(release, synthea, 'Medication');
    const items = toMedications(read(release, synthea, orders), context, included);
    expect(items.length).toBeGreaterThan(30);
    for (const { text } of items) expect(text).not.toMatch(/^\?$|^Medication\//);
  });

  it('no cell of any sample patient fails, and each value carries its source', () => {
    const columns = ehrColumns.map(({ id }) => id);
    for (const set of [synthea, smart, examples]) {
      const bySet = new Map(
        chartTypes.map((type) => [type, read(release, set, type === 'MedicationRequest' ? orders : type)]),
      );
      for (const patient of bySet.get('Patient') ?? []) {
        const cells = toEhrCells(toSections(bySet, patient.id ?? ''), { ...context, columns });
        for (const cell of Object.values(cells)) expect(cell.status).toMatch(/^(ok|empty)$/);
        expect(cells.patient?.value?.source?.reference).toBe(`Patient/${patient.id}`);
        for (const item of cells.vitals?.value?.latest ?? [])
          expect(item.source?.reference).toMatch(/^Observation\/./);
      }
    }
  });
});

function toSections(resources: ReadonlyMap<string, readonly FhirResource[]>, id: string): ChartSections {
  return Object.fromEntries(
    chartTypes.map((type) => [
      type,
      {
        status: 'ok' as const,
        resources: (resources.get(type) ?? []).filter((resource) => isAbout(resource, id)),
        included: [],
        droppedForeign: 0,
        mayBeIncomplete: false,
        fetched: '2026-11-22T07:02:11.120Z',
      },
    ]),
  );
}

describe('one person in two releases', () => {
  it('the SMART patients look the same from STU3 as from the R4 that was made of it by another hand', () => {
    const columns = ehrColumns.map(({ id }) => id);
    const load = (release: FhirRelease, set: string) =>
      new Map<string, FhirResource[]>(chartTypes.map((type) => [type, read(release, set, type)]));
    const stu3 = load('STU3', 'stu3/smart');
    const r4 = load('R4', 'r4/smart-converted-from-stu3');
    for (const patient of stu3.get('Patient') ?? []) {
      const cells = (from: ReadonlyMap<string, FhirResource[]>) =>
        toEhrCells(toSections(from, patient.id ?? ''), { ...context, columns });
      expect(cells(stu3)).toEqual(cells(r4));
    }
  });
});
