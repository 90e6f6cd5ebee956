import { describe, expect, it } from 'vitest';
import { belongsTo } from '../../../api/fhir/person.policy';

const base = 'https://ehr.example/fhir';
const observation = (reference: string) => ({ resourceType: 'Observation', subject: { reference } });
const isOurs = (resource: Readonly<Record<string, unknown>>) => belongsTo(resource, 'p1', base);

describe('a resource belongs to the person asked for', () => {
  it.each([
    'Patient/p1',
    `${base}/Patient/p1`,
    'https://ehr.example:443/fhir/Patient/p1',
    'Patient/p1/_history/3',
    `${base}/Patient/p1/_history/3`,
  ])('by the reference %s', (reference) => {
    expect(isOurs(observation(reference))).toBe(true);
    expect(isOurs({ resourceType: 'AllergyIntolerance', patient: { reference } })).toBe(true);
  });

  it.each([
    'Patient/p10',
    'Patient/p',
    'Patient/p1x',
    'Patient/P1',
    'Group/p1',
    'https://other.example/fhir/Patient/p1',
    `${base}2/Patient/p1`,
    '#p1',
    'p1',
    '',
  ])('not by the reference "%s"', (reference) => {
    expect(isOurs(observation(reference))).toBe(false);
  });

  it('nothing is proved where there is no subject at all, a name only, or something else than a reference', () => {
    expect(isOurs({ resourceType: 'Observation' })).toBe(false);
    expect(isOurs({ resourceType: 'Encounter', subject: { display: 'Jaina Solo' } })).toBe(false);
    expect(isOurs({ resourceType: 'Encounter', subject: 'Patient/p1' })).toBe(false);
  });

  it('a Coverage belongs to its beneficiary, whoever the subscriber is; in DSTU2 to its subscriber', () => {
    const mother = { reference: 'Patient/mother' };
    const child = { reference: 'Patient/p1' };
    expect(isOurs({ resourceType: 'Coverage', beneficiary: child, subscriber: mother })).toBe(true);
    expect(isOurs({ resourceType: 'Coverage', beneficiary: mother, subscriber: child })).toBe(false);
    expect(isOurs({ resourceType: 'Coverage', subscriber: child })).toBe(true);
  });

  it('T26: what names two persons is nobody’s, whichever stands first', () => {
    const other = { reference: 'Patient/p2' };
    const own = { reference: 'Patient/p1' };
    expect(isOurs({ resourceType: 'Observation', subject: own, patient: other })).toBe(false);
    expect(isOurs({ resourceType: 'Condition', patient: own, subject: other })).toBe(false);
    expect(isOurs({ resourceType: 'Coverage', beneficiary: own, subject: other })).toBe(false);
    expect(isOurs({ resourceType: 'Condition', patient: own, subject: own })).toBe(true);
  });

  it('a Patient belongs by id', () => {
    expect(isOurs({ resourceType: 'Patient', id: 'p1' })).toBe(true);
    expect(isOurs({ resourceType: 'Patient', id: 'p2' })).toBe(false);
  });

  it('what has no person is nobody’s', () => {
    expect(isOurs({ resourceType: 'Location', id: 'p1' })).toBe(false);
  });
});
