import { describe, expect, it } from 'vitest';
import { belongsTo, toReferencedId } from '../../../api/clinical/subject';
import { makeAllergy, makeCoverage, makeEncounter, makePatient, makeVital } from './sample';

const base = 'https://ehr.example/fhir';

describe('a resource belongs to the person asked for', () => {
  it.each(['Patient/p1', `${base}/Patient/p1`, 'Patient/p1/_history/3', `${base}/Patient/p1/_history/3`])(
    'by the reference %s',
    (reference) => {
      expect(belongsTo(makeVital('a', '8867-4', { subject: { reference } }), 'p1', base)).toBe(true);
      expect(belongsTo(makeAllergy('a', { patient: { reference } }), 'p1', `${base}/`)).toBe(true);
    },
  );

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
    expect(belongsTo(makeVital('a', '8867-4', { subject: { reference } }), 'p1', base)).toBe(false);
  });

  it('an absolute reference without a base to compare it with proves nothing', () => {
    const reference = `${base}/Patient/p1`;
    expect(belongsTo(makeVital('a', '8867-4', { subject: { reference } }), 'p1')).toBe(false);
  });

  it('nothing is proved where there is no subject at all, or a name only', () => {
    expect(belongsTo({ resourceType: 'Observation', status: 'final', code: {} }, 'p1', base)).toBe(false);
    expect(belongsTo(makeEncounter('e', { subject: { display: 'Jaina Solo' } }), 'p1', base)).toBe(false);
  });

  it('a Coverage belongs to its beneficiary, whoever the subscriber is', () => {
    const child = makeCoverage('c', { subscriber: { reference: 'Patient/mother' } });
    expect(belongsTo(child, 'p1')).toBe(true);
    expect(belongsTo(child, 'mother')).toBe(false);
  });

  it('a Patient belongs by id', () => {
    expect(belongsTo(makePatient(), 'p1')).toBe(true);
    expect(belongsTo(makePatient(), 'p2')).toBe(false);
  });

  it('what has no person is nobody’s', () => {
    expect(belongsTo({ resourceType: 'Location', id: 'p1' }, 'p1')).toBe(false);
  });
});

describe('the id in a reference', () => {
  it.each([
    ['Location/12', '12'],
    ['https://ehr.example/fhir/Location/12', '12'],
    ['Location/12/_history/2', '12'],
    ['SubLocation/12', undefined],
    ['Location/', undefined],
    [undefined, undefined],
  ])('of %s is %s', (reference, id) => {
    expect(toReferencedId(reference, 'Location')).toBe(id);
  });
});
