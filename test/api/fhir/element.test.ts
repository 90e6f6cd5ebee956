// Single elements of an answer whose shape nobody guarantees.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toId, toRelative } from '../../../api/fhir/any-release/element';

it('an id is one to 64 letters, digits, dots and hyphens, as FHIR says', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[A-Za-z0-9.@[`{/:-]{1,66}$/),
  );
  fc.assert(
    fc.property(anything, (text) => {
      expect(toId(text)).toBe(/^[A-Za-z0-9.-]{1,64}$/.test(text) ? text : undefined);
    }),
    { numRuns: 2_000 },
  );
  expect([toId(7), toId(undefined), toId('a\n')]).toEqual([undefined, undefined, undefined]);
});

describe('a reference', () => {
  const base = 'https://ehr.example/fhir';

  it.each([
    'https://ehr.example/fhir/Patient/1',
    'https://ehr.example:443/fhir/Patient/1',
    'https://EHR.example/fhir/Patient/1',
    'HTTPS://ehr.example/fhir/Patient/1',
    'Patient/1',
  ])('%s is one to the server’s own', (reference) => {
    expect(toRelative(reference, base)).toBe('Patient/1');
  });

  it('with the port that goes without saying is the server’s own by http as well', () => {
    expect(toRelative('http://ehr.example:80/fhir/Patient/1', 'http://ehr.example/fhir')).toBe('Patient/1');
    expect(toRelative('http://ehr.example:8080/fhir/Patient/1', 'http://ehr.example:8080/fhir')).toBe(
      'Patient/1',
    );
  });

  it.each([
    'https://ehr.example:8443/fhir/Patient/1',
    'https://ehr.example:80/fhir/Patient/1',
    'http://ehr.example:443/fhir/Patient/1',
    'http://ehr.example/fhir/Patient/1',
    'https://ehr.example.evil/fhir/Patient/1',
    'https://ehr.example:443@evil.example/fhir/Patient/1',
    'https://somebody@ehr.example/fhir/Patient/1',
    'https://ehr.example:443/fhir2/Patient/1',
    'https://ehr.example:443/FHIR/Patient/1',
    'https://ehr.example:443/other/../fhir/Patient/1',
    'https://ehr.example\\x/fhir/Patient/1',
    'https://ehr.example:443?/fhir/Patient/1',
    'https://ehr.example:99999/fhir/Patient/1',
    'https://',
    'https:/ehr.example:443/fhir/Patient/1',
    'urn:uuid:0f2e',
    '#1',
    '',
  ])('%s is none, and stands as it is', (reference) => {
    expect(toRelative(reference, base)).toBe(reference);
  });
});
