// The checker finds what is wrong: one fault at a time in a resource that is right.
import { describe, expect, it } from 'vitest';
import type { JsonObject, Release } from '../../sandbox/resource';
import { createValidate } from './validate';

const validate = {
  DSTU2: createValidate('DSTU2'),
  STU3: createValidate('STU3'),
  R4: createValidate('R4'),
} satisfies Record<Release, unknown>;

const terminology = 'http://terminology.hl7.org/CodeSystem';
const toConcept = (list: string, code: string) => ({ coding: [{ system: `${terminology}/${list}`, code }] });
const subject = { reference: 'Patient/p' };
const good: Record<Release, Record<string, JsonObject>> = {
  DSTU2: {
    Encounter: {
      status: 'in-progress',
      class: 'inpatient',
      patient: subject,
      period: { start: '2026-11-22' },
    },
    MedicationOrder: { medicationCodeableConcept: { text: 'a' }, status: 'active', dateWritten: '2026-11' },
    Patient: { name: [{ family: [null], _family: [{ extension: [{ url: 'u', valueCode: 'masked' }] }] }] },
  },
  STU3: {
    AllergyIntolerance: { clinicalStatus: 'active', verificationStatus: 'confirmed', patient: subject },
    MedicationRequest: { medicationCodeableConcept: { text: 'a' }, intent: 'order', subject },
  },
  R4: {
    Condition: {
      clinicalStatus: toConcept('condition-clinical', 'active'),
      verificationStatus: toConcept('condition-ver-status', 'confirmed'),
      subject,
    },
    Observation: {
      status: 'final',
      code: { text: 'pulse' },
      effectiveDateTime: '2026-11-22T07:00:00.5+09:00',
      issued: '2026-11-22T07:00:00Z',
      valueQuantity: { value: 60 },
    },
    Encounter: {
      status: 'finished',
      class: { code: 'IMP' },
      contained: [{ resourceType: 'Location', id: 'bed', name: 'Bed 1' }],
      location: [{ location: { reference: '#bed' } }],
    },
  },
};

const find = (release: Release, resourceType: string, change: JsonObject) =>
  validate[release]({ resourceType, id: 'x', ...good[release][resourceType], ...change });

describe.each(['DSTU2', 'STU3', 'R4'] as const)('in %s', (release) => {
  it.each(Object.keys(good[release]))('what is right is right: %s', (type) => {
    expect(find(release, type, {})).toEqual([]);
  });
});

it.each<[Release, string, JsonObject, string]>([
  ['DSTU2', 'Encounter', { subject }, 'Encounter/x.subject: no element of Encounter'],
  ['DSTU2', 'Encounter', { status: 'triaged' }, 'Encounter/x.status: "triaged" is not on the list'],
  ['DSTU2', 'Encounter', { period: { start: '11/22/2026' } }, 'period.start: "11/22/2026" is not written so'],
  ['DSTU2', 'Encounter', { period: { start: '2026-11-22', end: '2026-11-21' } }, 'ends before it starts'],
  ['DSTU2', 'MedicationOrder', { medicationCodeableConcept: undefined }, 'medication[x]: missing'],
  ['DSTU2', 'Patient', { name: [{ family: 'one' }] }, 'name[0].family: no list'],
  ['DSTU2', 'Patient', { name: [] }, 'name: an empty list'],
  ['STU3', 'AllergyIntolerance', { patient: undefined }, 'patient: missing'],
  ['STU3', 'AllergyIntolerance', { recordedDate: '2026' }, 'recordedDate: no element of AllergyIntolerance'],
  ['STU3', 'AllergyIntolerance', { clinicalStatus: undefined }, 'an allergy without a clinical status'],
  [
    'STU3',
    'AllergyIntolerance',
    { verificationStatus: 'entered-in-error' },
    'an error with a clinical status',
  ],
  ['STU3', 'MedicationRequest', { intent: 'filler' }, 'intent: "filler" is not on the list'],
  [
    'STU3',
    'MedicationRequest',
    { medicationReference: subject },
    'medicationCodeableConcept and medicationReference',
  ],
  ['R4', 'Condition', { clinicalStatus: 'active' }, 'clinicalStatus: no CodeableConcept'],
  [
    'R4',
    'Condition',
    { clinicalStatus: toConcept('condition-clinical', 'on') },
    'clinicalStatus: not on the list',
  ],
  ['R4', 'Observation', { status: 'done' }, 'status: "done" is not on the list'],
  ['R4', 'Observation', { issued: '2026-11-22' }, 'issued: "2026-11-22" is not written so'],
  ['R4', 'Observation', { valueQuantity: { value: '60' } }, 'valueQuantity.value: no number'],
  ['R4', 'Observation', { valueString: 'x' }, 'valueQuantity and valueString'],
  ['R4', 'Observation', { dataAbsentReason: { text: 'x' } }, 'a value, and a reason why there is none'],
  ['R4', 'Observation', { id: 'a b' }, 'id: "a b" is not written so'],
  ['R4', 'Encounter', { contained: [] }, 'contained: an empty list'],
  ['R4', 'Encounter', { contained: undefined }, 'nothing contained as #bed'],
  ['R4', 'Encounter', { contained: [{ resourceType: 'Bed' }] }, 'contained[0]: no type Bed'],
])('in %s, %s with %j: %s', (release, type, change, fault) => {
  expect(find(release, type, change).join('\n')).toContain(fault);
});
