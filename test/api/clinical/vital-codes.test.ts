// Which observations are vital signs, and of which kind.
import type { Observation, Quantity } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { attachmentUrl } from '../../../api/clinical/vital-value';
import { toLatestVitals } from '../../../api/clinical/vitals';
import { coded, context, getR4, makeVital } from './sample';

const latest = (observations: Observation[]) => toLatestVitals(observations, context).latest;
const amount = (value: number, unit = '/min'): Quantity => ({ value, unit });
const pulse = (id: string, value: number) => makeVital(id, '8867-4', { valueQuantity: amount(value) });

describe('among the vital signs', () => {
  it('others follow under their display; laboratory results are no vital signs', () => {
    const pain = makeVital('pain', '72514-3', { valueQuantity: amount(3, '{score}') });
    const glucose = makeVital('g', '2339-0', { category: [coded('laboratory')], valueQuantity: amount(90) });
    expect(latest([pain, glucose, pulse('a', 60)]).map(({ kind, display }) => [kind, display])).toEqual([
      ['heartRate', '8867-4'],
      ['other', '72514-3'],
    ]);
  });

  it('an observation about somebody else in the record (a foetus) is not this person’s', () => {
    expect(latest([{ ...pulse('a', 140), focus: [{ reference: 'Patient/foetus' }] }])).toEqual([]);
  });

  it('a mere group of a blood pressure doesn’t stand before the two that it groups', () => {
    const effectiveDateTime = '2026-11-20T10:00:00Z';
    const hasMember = [{ reference: 'Observation/s' }, { reference: 'Observation/d' }];
    const half = (id: string, code: string, value: number) =>
      makeVital(id, code, { valueQuantity: amount(value, 'mmHg'), effectiveDateTime });
    const all = [
      makeVital('g', '85354-9', { hasMember, effectiveDateTime }),
      half('s', '8480-6', 128),
      half('d', '8462-4', 79),
    ];
    expect(latest(all)).toMatchObject([{ systolic: { value: 128 }, diastolic: { value: 79 } }]);
  });

  it('what has members and a value of its own, or says why it has none, is no mere group', () => {
    const hasMember = [{ reference: 'Observation/eyes' }];
    const score = (id: string, parts: Partial<Observation>) => makeVital(id, '9269-2', parts);
    const yesterday = score('old', { valueQuantity: amount(15, '{score}'), effectiveDateTime: '2026-11-20' });
    const today = (parts: Partial<Observation>) =>
      latest([yesterday, score('new', { ...parts, hasMember, effectiveDateTime: '2026-11-21' })])[0];
    expect(today({ valueInteger: 6 })).toMatchObject({ text: '6', quantity: undefined });
    expect(today({ valueString: '6 of 15' })).toMatchObject({ text: '6 of 15' });
    expect(today({ valueCodeableConcept: { text: 'Severe' } })).toMatchObject({ text: 'Severe' });
    expect(today({ valueRange: { low: amount(6), high: amount(8) } })).toMatchObject({
      text: '6 /min – 8 /min',
    });
    const ratio = {
      numerator: { value: 1 },
      denominator: { comparator: '<', value: 128, unit: 'mL' },
    } as const;
    expect(today({ valueRatio: ratio })).toMatchObject({ text: '1 : < 128 mL', absent: undefined });
    expect(today({ valueTime: '07:30:00' })).toMatchObject({ text: '07:30:00', absent: undefined });
    expect(today({ valueBoolean: false })).toMatchObject({ isTrue: false, absent: undefined });
    expect(today({ valueDateTime: '2026-11-19' })).toMatchObject({
      times: ['2026-11-19'],
      absent: undefined,
    });
    const period = { start: '2026-11-18', end: '2026-11-19' };
    expect(today({ valuePeriod: period })).toMatchObject({ times: ['2026-11-18', '2026-11-19'] });
    const valueSampledData = { origin: { value: 0 }, period: 10, dimensions: 1 };
    expect(today({ valueSampledData })).toMatchObject({ recording: 'curve', quantity: undefined });
    expect(today({ extension: [{ url: attachmentUrl }] })).toMatchObject({ recording: 'attachment' });
    expect(today({ dataAbsentReason: coded('not-performed') })).toMatchObject({ absent: 'not-performed' });
    expect(today({})).toMatchObject({ quantity: { value: 15 } });
  });

  it('a category in words is one too', () => {
    const named = { ...pulse('a', 60), category: [{ text: 'Vital Signs' }] };
    expect(latest([named])).toHaveLength(1);
  });

  it('a mere group of other observations is no line', () => {
    expect(latest([getR4('Observation', 'vitals-panel')])).toEqual([]);
  });

  it('without any category a known code is enough, an unknown one is not', () => {
    const { category: _, ...bare } = pulse('a', 60);
    expect(latest([bare])).toHaveLength(1);
    expect(latest([{ ...bare, code: { coding: [{ system: 'http://loinc.org', code: '2339-0' }] } }])).toEqual(
      [],
    );
  });

  it('the same code in another system means something else', () => {
    const other = { ...pulse('a', 60), code: { coding: [{ system: 'http://acme.lab', code: '8867-4' }] } };
    expect(latest([other])[0]?.kind).toBe('other');
    const byOid = { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.1', code: '8867-4' }] };
    expect(latest([{ ...other, code: byOid }])[0]?.kind).toBe('heartRate');
  });
});
