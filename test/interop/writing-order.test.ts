import { describe, expect, it } from 'vitest';
import { toWritingOrder } from './writing-order';

const patient = { resourceType: 'Patient', id: '7', name: [{ text: 'Made up' }] };
const stay = {
  resourceType: 'Encounter',
  id: 'stay',
  subject: { reference: 'Patient/7' },
  diagnosis: [{ condition: { reference: 'Condition/why' }, rank: 1 }],
};
const why = {
  resourceType: 'Condition',
  id: 'why',
  subject: { reference: 'Patient/7' },
  context: { reference: 'Encounter/stay' },
};

describe('what is written to an empty server', () => {
  it('comes after what it refers to, and once more where it also leads ahead', () => {
    const { first, second } = toWritingOrder([why, stay, patient]);
    expect(first.map(({ resourceType }) => resourceType)).toEqual(['Patient', 'Encounter', 'Condition']);
    expect(first[1]).toEqual({
      resourceType: 'Encounter',
      id: 'stay',
      subject: { reference: 'Patient/n7' },
      diagnosis: [{ rank: 1 }],
    });
    expect(second).toEqual([{ ...stay, subject: { reference: 'Patient/n7' } }]);
  });

  it('has letters in its ids and in what leads to them, for servers that keep numbers to themselves', () => {
    expect(toWritingOrder([patient, why]).first).toEqual([
      { ...patient, id: 'n7' },
      { resourceType: 'Condition', id: 'why', subject: { reference: 'Patient/n7' } },
    ]);
  });

  it('names nobody whom the server will not have; other addresses and contained ones stay', () => {
    const seen = {
      resourceType: 'Observation',
      id: 'seen',
      subject: { reference: 'Patient/7' },
      performer: [{ reference: 'Practitioner/gone' }],
      context: { reference: 'Encounter/gone', display: 'a stay' },
      device: { reference: '#inside' },
      specimen: { reference: 'https://elsewhere.example/Specimen/1' },
    };
    const { first, second, dangling } = toWritingOrder([seen, patient]);
    expect([dangling, second]).toEqual([2, []]);
    expect(first[1]).toEqual({
      resourceType: 'Observation',
      id: 'seen',
      subject: { reference: 'Patient/n7' },
      context: { display: 'a stay' },
      device: { reference: '#inside' },
      specimen: { reference: 'https://elsewhere.example/Specimen/1' },
    });
  });
});
