// What the census writes is FHIR of its release: made-up data that no server could hold would prove nothing.
import { describe, expect, it } from 'vitest';
import { createValidate } from '../support/fhir-spec/validate';
import { makeCensus } from './census';
import { hospitals } from './census/hospital';
import { toRegister } from './census/register';
import { cast } from './census/roles';
import { createWriter, writeCensus } from './census/writer';
import type { Release, Resource } from './resource';

const now = new Date('2026-11-22T08:00:00Z');
const samples = Array.from({ length: 24 }, (_, at) => ({
  id: `sample-${at}`,
  birthDate: `${1940 + at}-02-11`,
  isDeceased: at % 12 === 0,
  hasAllergies: at % 3 === 0,
  hasCoverage: at % 2 === 0,
}));

function make(release: Release, hasPlaceText: boolean): Resource[] {
  const writer = createWriter({ release, hasPlaceText, mrnSystem: 'urn:oid:2.999.1' });
  return Object.values(hospitals).flatMap((hospital) => [
    ...writeCensus(makeCensus({ hospital, samples, now, seed: 5 }), writer),
    ...toRegister(hospital, 5).slice(0, 5).map(writer.person),
  ]);
}

/** Written so on purpose: there are servers that do. */
const oddDate = expect.stringMatching(
  `^Encounter/stay-${cast.oddDate}.period.start: ".*" is not written so$`,
);

describe.each(['DSTU2', 'STU3', 'R4'] as const)('the census in %s', (release) => {
  const resources = make(release, release !== 'DSTU2');

  it('is valid, each resource, but for the one odd date', () => {
    expect(resources.flatMap(createValidate(release))).toEqual([oddDate, oddDate]);
  });

  it('has every type that a chart shows', () => {
    const order = release === 'DSTU2' ? 'MedicationOrder' : 'MedicationRequest';
    const types = ['AllergyIntolerance', 'Condition', 'Coverage', 'Encounter', 'Location', 'Observation'];
    expect(new Set(resources.map((one) => one.resourceType))).toEqual(new Set([...types, order, 'Patient']));
  });
});
