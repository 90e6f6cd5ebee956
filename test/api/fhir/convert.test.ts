// Single elements on the way to R4 on which it hangs whether a statement holds, and the clinical rule that reads them.
import { describe, expect, it } from 'vitest';
import { toAllergies } from '../../../api/clinical/allergies';
import { toMedications } from '../../../api/clinical/medications';
import { toPatientValue } from '../../../api/clinical/patient';
import { toMainProblem } from '../../../api/clinical/problems';
import { toLatestVitals } from '../../../api/clinical/vitals';
import { createConvert } from '../../../api/fhir/convert.map';
import type { FhirRelease } from '../../../api/fhir/ehr';
import { context } from '../clinical/sample';

const releases = ['DSTU2', 'STU3', 'R4'] as const;

function convert(release: FhirRelease, resource: object) {
  const found = createConvert(release)(resource);
  if (found === undefined) throw new Error('not converted');
  return found;
}

describe.each(releases)('an order in %s', (release) => {
  const order = (more: object) =>
    convert(release, {
      resourceType: release === 'DSTU2' ? 'MedicationOrder' : 'MedicationRequest',
      id: 'o',
      medicationCodeableConcept: { text: 'Aspirin' },
      ...more,
    });
  const list = (more: object) => toMedications([order(more)], context);

  it('not to give something is never listed as one to give it', () => {
    expect(order({ status: 'active', doNotPerform: true })).toMatchObject({ doNotPerform: true });
    expect(list({ status: 'active', doNotPerform: true })).toEqual([]);
    expect(list({ status: 'active', doNotPerform: 'true' })).toEqual([]);
    expect(list({ status: 'active', doNotPerform: false })).toHaveLength(1);
  });

  it('without a status holds; with one that nobody knows it isn’t known', () => {
    expect(list({})).toMatchObject([{ text: 'Aspirin', isActive: true }]);
    expect(list({ status: null })).toHaveLength(1);
    expect(order({ status: 'brand-new' })).toMatchObject({ status: 'unknown' });
    expect(order({ _status: { extension: [{ url: 'x' }] } })).toMatchObject({ status: 'unknown' });
  });

  it('without a status that says when or why it ended has ended', () => {
    expect(list({ dateEnded: '2026-11-21T20:00:00Z' })).toMatchObject([{ qualifier: 'stopped' }]);
    expect(order({ reasonEnded: { text: 'rash' } })).toMatchObject({ status: 'stopped' });
  });
});

describe.each(releases)('who has died in %s', (release) => {
  const person = (more: object) => {
    const patient = convert(release, { resourceType: 'Patient', id: 'p', birthDate: '1940', ...more });
    return patient.resourceType === 'Patient' ? toPatientValue(patient, context) : undefined;
  };

  it('on a day that isn’t known has died', () => {
    const extension = [
      { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
    ];
    expect(person({ _deceasedDateTime: { extension } })).toMatchObject({ deceased: {}, age: undefined });
  });

  it('isn’t known to have died or not where that is kept back', () => {
    const extension = [
      { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' },
    ];
    expect(person({ _deceasedBoolean: { extension } })).toMatchObject({
      deceased: undefined,
      absent: { isDeceased: 'masked' },
    });
  });

  it('has died also where the word stands in quotes', () => {
    expect(person({ deceasedBoolean: 'true' })).toMatchObject({ deceased: {}, age: undefined });
    expect(person({ deceasedBoolean: 'false' })).toMatchObject({ deceased: undefined, age: { value: 86 } });
  });
});

describe.each(releases)('a number in %s that is kept back', (release) => {
  const extension = [
    { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' },
  ];
  const latest = (valueQuantity: object) => {
    const code = { coding: [{ system: 'http://loinc.org', code: '8867-4' }] };
    const observation = { resourceType: 'Observation', id: 'o', status: 'final', code, valueQuantity };
    return toLatestVitals([convert(release, observation)], context).latest[0];
  };

  it('says why beside the number', () => {
    expect(latest({ _value: { extension }, unit: '/min' })).toMatchObject({ absent: 'masked' });
    const precision = [{ url: 'http://hl7.org/fhir/StructureDefinition/quantity-precision' }];
    expect(latest({ _value: { extension }, extension: precision })).toMatchObject({ absent: 'masked' });
  });

  it('or in the quantity; a number that is there counts', () => {
    expect(latest({ extension })).toMatchObject({ absent: 'masked' });
    expect(latest({ value: 60, _value: { extension: [{ url: 'urn:x' }] } })).toMatchObject({
      quantity: { value: 60 },
      absent: undefined,
    });
  });
});

describe.each(releases)('what %s keeps as a curve or an attachment', (release) => {
  const latest = (more: object) => {
    const code = { coding: [{ system: 'http://loinc.org', code: '8867-4' }] };
    const observation = { resourceType: 'Observation', id: 'o', status: 'final', code, ...more };
    return toLatestVitals([convert(release, observation)], context).latest[0];
  };
  const curve = { origin: { value: 0 }, period: 10, dimensions: 1, data: '1 2 3' };
  const attachment = { contentType: 'image/png', url: 'https://elsewhere.example/x.png', data: 'AAAA' };

  it('is told as such', () => {
    expect(latest({ valueSampledData: curve })).toMatchObject({ recording: 'curve', absent: undefined });
    expect(latest({ valueAttachment: attachment })).toMatchObject({
      recording: 'attachment',
      absent: undefined,
    });
    const component = [{ code: { text: 'Lead II' }, valueSampledData: curve }];
    expect(latest({ component })).toMatchObject({ parts: [{ display: 'Lead II', recording: 'curve' }] });
  });

  it('doesn’t go on from here', () => {
    const component = [{ code: { text: 'Photo' }, valueAttachment: attachment }];
    const observation = { resourceType: 'Observation', id: 'o', valueSampledData: curve, component };
    const sent = JSON.stringify(convert(release, { ...observation, valueAttachment: attachment }));
    expect(sent).toContain('valueSampledData');
    for (const kept of ['1 2 3', 'AAAA', 'elsewhere']) expect(sent).not.toContain(kept);
  });
});

describe('a comparator', () => {
  const vital = (comparator: unknown) =>
    toLatestVitals(
      [
        convert('R4', {
          resourceType: 'Observation',
          id: 'v',
          status: 'final',
          category: [{ coding: [{ code: 'vital-signs' }] }],
          code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
          effectiveDateTime: '2026-11-22T06:00:00Z',
          valueQuantity: { value: 250, unit: '/min', comparator },
        }),
      ],
      context,
    ).latest[0];

  it.each(['ad', '~', '=>', 7])(
    'that nobody knows (%s) leaves no exact value, but a reason',
    (comparator) => {
      expect(vital(comparator)).toMatchObject({ quantity: undefined, text: undefined, absent: 'error' });
    },
  );

  it.each(['<', '<=', '>=', '>'])('%s stays with its value', (comparator) => {
    expect(vital(comparator)).toMatchObject({ quantity: undefined, text: `${comparator} 250 /min` });
  });

  it.each([undefined, null, ''])('that isn’t there (%s) takes nothing away', (comparator) => {
    expect(vital(comparator)).toMatchObject({ quantity: { value: 250, unit: '/min' } });
  });
});

describe('the general practitioner', () => {
  const spellings = [
    ['DSTU2', { careProvider: [{ reference: '#gp' }] }, { family: ['Gray'], given: ['Meredith'] }],
    ['STU3', { generalPractitioner: [{ reference: '#gp' }] }, [{ family: 'Gray', given: ['Meredith'] }]],
    ['R4', { generalPractitioner: [{ reference: '#gp' }] }, [{ text: 'Meredith Gray' }]],
  ] as const;

  it.each(spellings)('who is contained in a patient of %s has a name', (release, reference, name) => {
    const contained = [{ resourceType: 'Practitioner', id: 'gp', name }];
    const patient = convert(release, { resourceType: 'Patient', id: 'a', ...reference, contained });
    if (patient.resourceType !== 'Patient') throw new Error('no patient');
    expect(toPatientValue(patient, context).generalPractitioner).toBe('Meredith Gray');
  });
});

it.each(['DSTU2', 'STU3'] as const)('%s: a condition that is over at no known time is over', (release) => {
  const over = (abatementBoolean: boolean) =>
    convert(release, { resourceType: 'Condition', id: 'c', code: { text: 'Flu' }, abatementBoolean });
  expect(over(true)).toMatchObject({ abatementString: 'yes' });
  expect(over(false)).toMatchObject({ abatementString: undefined });
  expect(toMainProblem([over(true)], undefined, context)).toBeUndefined();
  expect(toMainProblem([over(false)], undefined, context)).toMatchObject({ main: { text: 'Flu' } });
});

it('DSTU2: an allergy that was refuted is none', () => {
  const allergy = (status: string) =>
    convert('DSTU2', { resourceType: 'AllergyIntolerance', id: 'x', substance: { text: 'Latex' }, status });
  expect(allergy('refuted')).toMatchObject({ verificationStatus: { coding: [{ code: 'refuted' }] } });
  expect(toAllergies([allergy('refuted')], context).kind).toBe('notRecorded');
  expect(toAllergies([allergy('confirmed')], context).kind).toBe('list');
});
