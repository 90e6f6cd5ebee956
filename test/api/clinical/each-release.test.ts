// The rules on values that the sample data lack, each written as its release writes it and converted as the API does.
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toAllergies } from '../../../api/clinical/allergies';
import { toLengthOfStay } from '../../../api/clinical/length-of-stay';
import { toMedications } from '../../../api/clinical/medications';
import { toProblems } from '../../../api/clinical/problems';
import { toLatestVitals } from '../../../api/clinical/vitals';
import { toWhere } from '../../../api/clinical/where';
import type { AllergiesValue } from '../../../api/contract/values';
import { createConvert } from '../../../api/fhir/convert.map';
import type { FhirRelease } from '../../../api/fhir/ehr';
import { context } from './sample';

const releases = ['DSTU2', 'STU3', 'R4'] as const;
const subject = { reference: 'Patient/p1' };
const absentBecause = (valueCode: string) => ({
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode }],
});

function convert(release: FhirRelease, resource: object): FhirResource {
  const found = createConvert(release)(resource);
  if (found === undefined) throw new Error('not converted');
  return found;
}

describe('the status of an allergy', () => {
  const told = (release: FhirRelease, parts: object): AllergiesValue =>
    toAllergies(
      [convert(release, { resourceType: 'AllergyIntolerance', id: 'a', patient: subject, ...parts })],
      context,
    );
  const latex = { text: 'Latex' };
  const coded = (list: string, code: string) => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/allergyintolerance-${list}`, code }],
  });

  /** One word says both how it is and how sure that is. */
  const dstu2 = (status: string) => told('DSTU2', { substance: latex, status });
  const stu3 = (clinicalStatus: string, verificationStatus: string) =>
    told('STU3', { code: latex, clinicalStatus, verificationStatus });
  const r4 = (clinical: string, verification: string) =>
    told('R4', {
      code: latex,
      clinicalStatus: coded('clinical', clinical),
      verificationStatus: coded('verification', verification),
    });

  it.each(['active', 'confirmed'])('%s: the allergy is listed, without a further word', (status) => {
    const listed = { kind: 'list', items: [{ text: 'Latex', qualifier: undefined }] };
    expect(dstu2(status)).toMatchObject(listed);
    expect(stu3('active', 'confirmed')).toMatchObject(listed);
    expect(r4('active', 'confirmed')).toMatchObject(listed);
  });

  it('unconfirmed: it is listed with that word', () => {
    const listed = { kind: 'list', items: [{ text: 'Latex', qualifier: 'unconfirmed' }] };
    expect(dstu2('unconfirmed')).toMatchObject(listed);
    expect(stu3('active', 'unconfirmed')).toMatchObject(listed);
    expect(r4('active', 'unconfirmed')).toMatchObject(listed);
  });

  it.each(['inactive', 'resolved'])('%s: it is over, and nothing else is recorded', (status) => {
    expect(dstu2(status)).toEqual({ kind: 'notRecorded' });
    expect(stu3(status, 'confirmed')).toEqual({ kind: 'notRecorded' });
    expect(r4(status, 'confirmed')).toEqual({ kind: 'notRecorded' });
  });

  it.each(['refuted', 'entered-in-error'])('%s: it is none', (status) => {
    expect(dstu2(status)).toEqual({ kind: 'notRecorded' });
    expect(stu3('active', status)).toEqual({ kind: 'notRecorded' });
    expect(r4('active', status)).toEqual({ kind: 'notRecorded' });
  });
});

describe('the status of a condition', () => {
  const toStatus = (release: FhirRelease, code: string) => (release === 'R4' ? { coding: [{ code }] } : code);
  const told = (release: FhirRelease, clinical: string, verification: string) =>
    toProblems(
      [
        convert(release, {
          resourceType: 'Condition',
          id: 'c',
          [release === 'DSTU2' ? 'patient' : 'subject']: subject,
          code: { text: 'Gout' },
          clinicalStatus: toStatus(release, clinical),
          verificationStatus: toStatus(release, verification),
        }),
      ],
      context,
    );

  it.each([
    ['DSTU2', ['active', 'relapse']],
    ['STU3', ['active', 'recurrence']],
    ['R4', ['active', 'recurrence', 'relapse']],
  ] as const)('%s: %j are active', (release, statuses) => {
    for (const status of statuses)
      expect(told(release, status, 'confirmed')).toMatchObject([{ isActive: true, qualifier: undefined }]);
  });

  it.each([
    ['DSTU2', ['remission', 'resolved']],
    ['STU3', ['inactive', 'remission', 'resolved']],
    ['R4', ['inactive', 'remission', 'resolved']],
  ] as const)('%s: %j are over', (release, statuses) => {
    for (const status of statuses)
      expect(told(release, status, 'confirmed')).toMatchObject([{ isActive: false }]);
  });

  it.each(releases)('%s: refuted and in error is none, provisional and differential say so', (release) => {
    for (const verification of ['refuted', 'entered-in-error'])
      expect(told(release, 'active', verification)).toEqual([]);
    for (const verification of ['provisional', 'differential'])
      expect(told(release, 'active', verification)).toMatchObject([{ qualifier: verification }]);
    expect(told(release, 'active', 'unknown')).toMatchObject([{ isActive: true, qualifier: undefined }]);
  });
});

describe('what somebody is reported to take', () => {
  const told = (release: FhirRelease, parts: object) =>
    toMedications(
      [
        convert(release, {
          resourceType: 'MedicationStatement',
          id: 'm',
          [release === 'DSTU2' ? 'patient' : 'subject']: subject,
          status: 'active',
          medicationCodeableConcept: { text: 'Ibuprofen' },
          ...parts,
        }),
      ],
      context,
    );
  const taken = { DSTU2: [{}, { wasNotTaken: false }], STU3: [{ taken: 'y' }, { taken: 'unk' }], R4: [{}] };
  const notTaken = { DSTU2: { wasNotTaken: true }, STU3: { taken: 'n' }, R4: { status: 'not-taken' } };

  it.each(releases)('%s: it says that it is only reported; what is not taken is not listed', (release) => {
    for (const parts of taken[release])
      expect(told(release, parts)).toMatchObject([
        { text: 'Ibuprofen', isActive: true, qualifier: 'reported' },
      ]);
    expect(told(release, notTaken[release])).toEqual([]);
    expect(told(release, { status: 'entered-in-error' })).toEqual([]);
  });
});

describe('the class of an encounter', () => {
  const days = (release: FhirRelease, encounterClass: unknown) => {
    const encounter = convert(release, {
      resourceType: 'Encounter',
      id: 'e',
      status: 'in-progress',
      class: encounterClass,
      [release === 'DSTU2' ? 'patient' : 'subject']: subject,
      period: { start: '2026-11-20T08:00:00Z' },
    });
    if (encounter.resourceType !== 'Encounter') throw new Error('no encounter');
    return toLengthOfStay(encounter, context)?.days;
  };
  const coded = (system: string) => (code: string) => ({ system, code });
  const spellings = [
    ['STU3', coded('http://hl7.org/fhir/v3/ActCode')],
    ['R4', coded('http://terminology.hl7.org/CodeSystem/v3-ActCode')],
  ] as const;

  it.each(['inpatient', 'emergency', 'daytime'])('DSTU2: %s is a stay', (word) => {
    expect(days('DSTU2', word)).toBe(3);
  });

  it.each(['outpatient', 'ambulatory', 'home', 'field', 'virtual', 'other'])('DSTU2: %s is none', (word) => {
    expect(days('DSTU2', word)).toBeUndefined();
  });

  it.each(spellings)(
    '%s: IMP, ACUTE, NONAC, OBSENC, EMER and SS are stays, others are none',
    (release, toClass) => {
      for (const code of ['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER', 'SS'])
        expect(days(release, toClass(code))).toBe(3);
      for (const code of ['AMB', 'HH', 'FLD', 'VR', 'PRENC'])
        expect(days(release, toClass(code))).toBeUndefined();
    },
  );
});

describe.each(releases)('a place of %s', (release) => {
  const whereOf = (...location: object[]) => {
    const parts = { id: 'e', status: 'in-progress', patient: subject, subject, location };
    return toWhere([convert(release, { resourceType: 'Encounter', ...parts })], [], context);
  };
  const hidden = { location: absentBecause('masked') };

  it('that is kept back is not "no bed recorded": it says why', () => {
    expect(whereOf(hidden)).toMatchObject({ kind: 'in', text: undefined, absent: 'masked' });
    expect(whereOf({ location: { _display: absentBecause('masked') } })).toMatchObject({ absent: 'masked' });
    expect(whereOf({ ...hidden, period: { end: '2026-11-01' } })).toMatchObject({ kind: 'noBed' });
    expect(whereOf({ location: {} })).toMatchObject({ kind: 'noBed' });
    const other = { extension: [{ url: 'urn:own', valueString: 'x' }] };
    expect(whereOf({ location: other })).toMatchObject({ kind: 'noBed' });
  });

  it('that is told has no reason', () => {
    const told = { location: { display: 'Bed 7' }, period: { start: '2026-11-02' } };
    expect(whereOf(hidden, told)).toMatchObject({ text: 'Bed 7', absent: undefined });
    const both = whereOf({ location: { display: 'Bed 7', ...absentBecause('masked') } });
    expect(both).toMatchObject({ text: 'Bed 7', absent: undefined });
  });
});

describe.each(releases)('a vital sign of %s', (release) => {
  /** DSTU2 has one category and STU3 and R4 have several, in the system of the release. */
  const categories = {
    DSTU2: { coding: [{ system: 'http://hl7.org/fhir/observation-category', code: 'vital-signs' }] },
    STU3: [{ coding: [{ system: 'http://hl7.org/fhir/observation-category', code: 'vital-signs' }] }],
    R4: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
  };
  const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
  const quantity = (value: number, unit: string) => ({
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  });
  const vital = (id: string, code: string, parts: object) =>
    convert(release, {
      resourceType: 'Observation',
      id,
      status: 'final',
      category: categories[release],
      code: loinc(code),
      subject,
      ...parts,
    });
  const latest = (...observations: FhirResource[]) => toLatestVitals(observations, context).latest;

  it('without an effective time has none: not the one of its record, nor that of its report', () => {
    const pulse = vital('pulse', '8867-4', {
      meta: { lastUpdated: '2026-11-22T06:59:00Z' },
      issued: '2026-11-22T06:58:00Z',
      ...quantity(72, '/min'),
    });
    const [item] = latest(pulse);
    expect(item).toMatchObject({ kind: 'heartRate', quantity: { value: 72 } });
    expect(item?.effective).toBeUndefined();
  });

  it('without an effective time gives way to any that has one', () => {
    const timeless = vital('z', '8867-4', { issued: '2026-11-22T06:58:00Z', ...quantity(72, '/min') });
    const older = vital('a', '8867-4', { effectiveDateTime: '2026-11-01', ...quantity(88, '/min') });
    for (const answer of [
      [timeless, older],
      [older, timeless],
    ]) {
      expect(latest(...answer)).toMatchObject([{ effective: '2026-11-01', quantity: { value: 88 } }]);
    }
  });

  it.each(['85354-9', '55284-4'])('blood pressure is read from the panel %s, with its two parts', (panel) => {
    const component = [
      { code: loinc('8480-6'), ...quantity(128, 'mm[Hg]') },
      { code: loinc('8462-4'), ...quantity(74, 'mm[Hg]') },
    ];
    const pressure = vital('bp', panel, { effectiveDateTime: '2026-11-22T06:00:00Z', component });
    expect(latest(pressure)).toMatchObject([
      {
        kind: 'bloodPressure',
        effective: '2026-11-22T06:00:00Z',
        systolic: { value: 128, unit: 'mm[Hg]' },
        diastolic: { value: 74, unit: 'mm[Hg]' },
      },
    ]);
  });
});
