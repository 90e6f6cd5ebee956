// What stands as the value of an observation that is no plain number, and why there is none.
import type { Observation } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toLatestVitals } from '../../../api/clinical/vitals';
import { absentReasons, coded, context, makeVital } from './sample';

const read = (parts: Partial<Observation>, code = '72514-3') =>
  toLatestVitals([makeVital('a', code, parts)], context).latest[0];

describe('why there is no value', () => {
  const masked = { coding: [{ system: absentReasons, code: 'masked', display: 'Masked' }] };

  it('may stand where the value would', () => {
    expect(read({ valueCodeableConcept: masked })).toMatchObject({ absent: 'masked', text: undefined });
    expect(read({ valueCodeableConcept: { coding: [{ code: 'x' }] } })).toMatchObject({ text: 'x' });
  });

  it('may stand where the value of half a blood pressure would', () => {
    const component = [
      { code: coded('8480-6'), valueQuantity: { value: 128, unit: 'mmHg' } },
      { code: coded('8462-4'), valueCodeableConcept: masked },
    ];
    expect(read({ component }, '85354-9')).toMatchObject({ systolic: { value: 128 }, absentPart: 'masked' });
    const [top, bottom] = component.map(({ code }) => ({ code, valueCodeableConcept: masked }));
    expect(read({ component: [top, bottom].flatMap((half) => half ?? []) }, '85354-9')).toMatchObject({
      absent: 'masked',
    });
  });
});

describe('a range', () => {
  const [low, high] = [
    { value: 2, unit: 'L/min' },
    { value: 5, unit: 'L/min' },
  ];

  it('with one end says which: up to 5 is not minus 5', () => {
    expect(read({ valueRange: { low, high } })?.text).toBe('2 L/min – 5 L/min');
    expect(read({ valueRange: { high } })?.text).toBe('≤ 5 L/min');
    expect(read({ valueRange: { low } })?.text).toBe('≥ 2 L/min');
  });

  it('without ends is no value', () => {
    expect(read({ valueRange: {} })).toMatchObject({ text: undefined, absent: 'unknown' });
  });
});

describe('the parts of a panel', () => {
  const toPart = (text: string, value: object) => ({ code: { text }, ...value });
  const oxygen = toPart('On oxygen', { valueBoolean: true });
  const flow = toPart('Flow', { valueRange: { low: { value: 2 }, high: { value: 5, unit: 'L/min' } } });
  const since = toPart('Started', { valueDateTime: '2026-11-19' });

  it('are words, whatever their kind of value', () => {
    const component = [
      flow,
      toPart('Score', { valueInteger: 0 }),
      toPart('Woke', { valueTime: '07:30:00' }),
      toPart('Titre', { valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } }),
      toPart('Empty', {}),
    ];
    expect(read({ component })?.text).toBe('Flow 2 – 5 L/min, Score 0, Woke 07:30:00, Titre 1 : 128');
  });

  it('stay apart where one of them is told in the reader’s words', () => {
    expect(read({ component: [flow, oxygen, since] })).toMatchObject({
      text: undefined,
      absent: undefined,
      parts: [
        { display: 'Flow', text: '2 – 5 L/min' },
        { display: 'On oxygen', isTrue: true },
        { display: 'Started', times: ['2026-11-19'] },
      ],
    });
  });

  it('are told of a blood pressure too, where neither half is', () => {
    expect(read({ component: [toPart('Refused', { valueBoolean: true })] }, '85354-9')).toMatchObject({
      kind: 'bloodPressure',
      absent: undefined,
      parts: [{ display: 'Refused', isTrue: true }],
    });
  });
});

describe('a period', () => {
  it('with one end says which: since then isn’t then', () => {
    const [start, end] = ['2026-11-18', '2026-11-19'];
    expect(read({ valuePeriod: { start, end } })).toMatchObject({ times: [start, end] });
    expect(read({ valuePeriod: { start } })).toMatchObject({ since: start, absent: undefined });
    expect(read({ valuePeriod: { end } })).toMatchObject({ until: end, absent: undefined });
    expect(read({ valuePeriod: {} })).toMatchObject({ absent: 'unknown' });
    const component = [{ code: { text: 'On oxygen' }, valuePeriod: { start } }];
    expect(read({ component })).toMatchObject({ parts: [{ display: 'On oxygen', since: start }] });
  });
});
