import type { HumanName, Practitioner } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toPatientValue } from '../../../api/clinical/patient';
import { absentBecause, coded, context, getR4, makePatient, readR4 } from './sample';

describe('a patient', () => {
  it('carries its source and no effective time: lastUpdated is no clinical fact', () => {
    const patient = toPatientValue(makePatient({ meta: { lastUpdated: '2020-01-01T00:00:00Z' } }), context);
    expect(patient.source).toEqual({ server: 'Seaview EHR', reference: 'Patient/p1' });
    expect(patient.effective).toBeUndefined();
  });

  it('of the sample data shows name, birth date, age, sex, MRN and phone', () => {
    const patient = getR4('Patient', 'bf823ea4-d765-40f8-b243-bdfdb6521408', 'r4/synthea');
    expect(toPatientValue(patient, context)).toMatchObject({
      name: { display: 'LEMKE, Elvina', prefix: 'Mrs.' },
      otherNames: ['ROBEL, Elvina'],
      birthDate: '1953-06-02',
      age: { value: 73, unit: 'year' },
      gender: 'female',
      mrn: { value: 'f2a4f241-ad65-4a1b-8b54-b5717a2338b6' },
      phone: '555-668-5613',
      deceased: undefined,
      replacedBy: undefined,
    });
  });

  it('a death has a mark and a date, and the age stops', () => {
    expect(toPatientValue(getR4('Patient', 'pat3'), context)).toMatchObject({
      deceased: { date: '2015-02-14T13:42:00+10:00' },
      age: { value: 33, isAtDeath: true },
    });
    expect(toPatientValue(getR4('Patient', 'pat4'), context)).toMatchObject({ deceased: {}, age: undefined });
    expect(toPatientValue(getR4('Patient', 'proband'), context).deceased).toBeUndefined();
  });

  it('a death whose date isn’t told is one all the same, and says why', () => {
    const masked = makePatient({ birthDate: '1940', _deceasedDateTime: absentBecause('masked') });
    expect(toPatientValue(masked, context)).toMatchObject({
      deceased: {},
      age: undefined,
      absent: { deceased: 'masked' },
    });
    const alive = makePatient({ birthDate: '1940', _deceasedDateTime: absentBecause('not-applicable') });
    for (const patient of [alive, { ...masked, deceasedBoolean: false }]) {
      expect(toPatientValue(patient, context)).toMatchObject({
        deceased: undefined,
        age: { value: 86 },
        absent: undefined,
      });
    }
  });

  it('of whom the record doesn’t tell whether they died is neither, and the reason stands there', () => {
    const masked = makePatient({ birthDate: '1940', _deceasedBoolean: absentBecause('masked') });
    expect(toPatientValue(masked, context)).toMatchObject({
      deceased: undefined,
      age: { value: 86, isAtDeath: false },
      absent: { isDeceased: 'masked' },
    });
    const told = [{ deceasedBoolean: false }, { deceasedBoolean: true }, { deceasedDateTime: '2020' }];
    for (const parts of told) {
      expect(toPatientValue({ ...masked, ...parts }, context).absent).toBeUndefined();
    }
    const alive = makePatient({ _deceasedBoolean: absentBecause('not-applicable') });
    expect(toPatientValue(alive, context).absent).toBeUndefined();
  });

  it('what is masked or wasn’t asked says so, and is never shown as a value', () => {
    const patient = makePatient({
      name: [{ _family: absentBecause('masked') }],
      _birthDate: absentBecause('asked-unknown'),
      _gender: absentBecause('not-asked'),
      identifier: [{ type: coded('MR'), _value: absentBecause('temp-unknown') }],
    });
    expect(toPatientValue(patient, context)).toMatchObject({
      name: undefined,
      birthDate: undefined,
      gender: undefined,
      absent: { name: 'masked', birthDate: 'asked-unknown', gender: 'not-asked', mrn: 'temp-unknown' },
    });
  });

  it('the part of a name that is kept back says so beside the part that is told', () => {
    const absentOf = (...name: HumanName[]) => toPatientValue(makePatient({ name }), context).absent;
    const masked = absentBecause('masked');
    const protectedName: HumanName = { use: 'official', given: ['Protected'], _family: masked };
    expect(toPatientValue(makePatient({ name: [protectedName] }), context)).toMatchObject({
      name: { display: 'Protected', family: undefined },
      absent: { family: 'masked' },
    });
    expect(absentOf({ family: 'Solo', _given: [masked] })).toEqual({ given: 'masked' });
    expect(absentOf({ ...masked, given: ['Protected'] })).toEqual({ name: 'masked' });
    expect(absentOf({ text: 'Protected', _family: masked, _given: [masked] })).toEqual({
      family: 'masked',
      given: 'masked',
    });
    // of a name that isn't shown nothing is missing
    const whole: HumanName = { use: 'official', family: 'Solo', given: ['Jaina'] };
    expect(absentOf({ ...protectedName, use: 'old' }, whole)).toBeUndefined();
    expect(absentOf({ ...whole, _family: { extension: [{ url: 'urn:own', valueString: 'x' }] } })).toBe(
      undefined,
    );
    for (const _family of [undefined, absentBecause('not-applicable')])
      expect(absentOf({ given: ['Jaina'], ...(_family && { _family }) })).toBeUndefined();
  });

  it('an extension that isn’t about absence leaves the birth date as it is', () => {
    const patient = toPatientValue(getR4('Patient', 'newborn'), context);
    expect(patient).toMatchObject({ birthDate: '2017-09-05', absent: undefined });
  });

  it('a sex that is no code of FHIR is left out, and nothing is inferred', () => {
    const patient: unknown = {
      ...makePatient({ name: [{ prefix: ['Mrs.'], given: ['Eve'] }] }),
      gender: 'F',
    };
    const isPatient = (value: unknown): value is ReturnType<typeof makePatient> => value === patient;
    expect(isPatient(patient) && toPatientValue(patient, context).gender).toBeUndefined();
  });

  it('a record that was replaced names the new one and isn’t swapped', () => {
    const patient = makePatient({
      link: [
        { type: 'seealso', other: { reference: 'Patient/p8' } },
        { type: 'replaced-by', other: { reference: 'Patient/p9' } },
      ],
    });
    expect(toPatientValue(patient, context)).toMatchObject({ id: 'p1', replacedBy: 'p9' });
    const reference = 'https://elsewhere.example/fhir/Patient/p9';
    const away = makePatient({ link: [{ type: 'replaced-by', other: { reference } }] });
    expect(toPatientValue(away, context).replacedBy).toBe(reference);
  });

  it('the phone is a phone that is in use, of the best rank', () => {
    const patient = makePatient({
      telecom: [
        { system: 'email', value: 'a@example.org' },
        { system: 'phone', value: '1', use: 'old', rank: 1 },
        { system: 'phone', value: '2', period: { end: '2001' }, rank: 1 },
        { system: 'phone', value: '3', rank: 2 },
        { system: 'phone', value: '4', rank: 1 },
      ],
    });
    expect(toPatientValue(patient, context).phone).toBe('4');
  });

  it('the general practitioner is a display, or the name of a contained one', () => {
    const named = makePatient({
      generalPractitioner: [{ reference: 'Practitioner/1' }, { display: 'Dr Day' }],
    });
    expect(toPatientValue(named, context).generalPractitioner).toBe('Dr Day');
    const ann: Practitioner = {
      resourceType: 'Practitioner',
      id: 'gp',
      name: [{ given: ['Ann'], family: 'Lee' }],
    };
    const contained = makePatient({ contained: [ann], generalPractitioner: [{ reference: '#gp' }] });
    expect(toPatientValue(contained, context).generalPractitioner).toBe('Ann Lee');
  });

  it('every sample patient becomes a value without a word of undefined or NaN in it', () => {
    for (const patient of readR4('Patient')) {
      expect(JSON.stringify(toPatientValue(patient, context))).not.toMatch(/undefined|NaN|null/);
    }
  });
});
