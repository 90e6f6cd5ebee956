import type { Observation } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toVitals } from '../../../api/clinical/vital-trends';
import { coded, context, makeVital, readR4 } from './sample';

const weight = (id: string, value: number, effectiveDateTime?: string, unit = 'kg'): Observation =>
  makeVital(id, '29463-7', {
    valueQuantity: { value, unit, code: unit },
    ...(effectiveDateTime ? { effectiveDateTime } : {}),
  });
const values = (observations: Observation[]) =>
  toVitals(observations, context)[0]?.points.map(({ quantity }) => quantity?.value);

describe('the trend of a vital sign', () => {
  it('is oldest first, whatever order the server answered in', () => {
    const answer = [weight('b', 2, '2026-02'), weight('c', 3, '2026-03'), weight('a', 1, '2026-01')];
    expect(values(answer)).toEqual([1, 2, 3]);
    expect(toVitals(answer, context)[0]?.latest.quantity?.value).toBe(3);
  });

  it('has the last 20', () => {
    const days = Array.from({ length: 25 }, (_, i) =>
      weight(`w${i}`, i, `2026-01-${String(i + 1).padStart(2, '0')}`),
    );
    expect(values(days)).toEqual(Array.from({ length: 20 }, (_, i) => i + 5));
  });

  it('does not join different units, but pounds are kilograms after conversion', () => {
    expect(values([weight('a', 3200, '2026-01', 'g'), weight('b', 70, '2026-02')])).toEqual([70]);
    expect(values([weight('a', 154, '2026-01', '[lb_av]'), weight('b', 70, '2026-02')])).toEqual([69.9, 70]);
  });

  it('joins two spellings of one unit', () => {
    const spo2 = (id: string, unit: string, day: string) =>
      makeVital(id, '2710-2', { valueQuantity: { value: 97, unit }, effectiveDateTime: day });
    expect(values([spo2('a', '%{HemoglobinSaturation}', '2026-01'), spo2('b', '%', '2026-02')])).toEqual([
      97, 97,
    ]);
  });

  it('leaves a gap where a value is not known', () => {
    const gap = makeVital('gap', '29463-7', {
      dataAbsentReason: coded('not-performed'),
      effectiveDateTime: '2026-02',
    });
    expect(values([weight('a', 1, '2026-01'), gap, weight('c', 3, '2026-03')])).toEqual([1, undefined, 3]);
  });

  it('has no point for a value without a time, which is shown all the same', () => {
    const [trend] = toVitals([weight('a', 1)], context);
    expect(trend).toMatchObject({ latest: { quantity: { value: 1 } }, points: [] });
  });

  it('does not end with a time that lies days ahead; that value keeps its place and its date', () => {
    const answer = [
      weight('f', 700, '2027-11-22', 'g'),
      weight('b', 71, '2026-11-21'),
      weight('a', 70, '2026-11-20'),
    ];
    expect(values(answer)).toEqual([70, 71]);
    const sameUnit = [weight('f', 7, '2027-11-22'), ...answer.slice(1)];
    expect(toVitals(sameUnit, context)[0]).toMatchObject({
      latest: { quantity: { value: 71 } },
      points: [{ effective: '2026-11-20' }, { effective: '2026-11-21' }, { effective: '2027-11-22' }],
    });
  });

  it('a panel and its own parts of the same instant are one point', () => {
    const at = { effectiveDateTime: '2026-11-20T10:00:00Z' };
    const top = makeVital('s', '8480-6', { valueQuantity: { value: 128 }, ...at });
    const bottom = makeVital('d', '8462-4', { valueQuantity: { value: 79 }, ...at });
    const panel = makeVital('p', '85354-9', {
      component: [
        { code: coded('8480-6'), valueQuantity: { value: 128 } },
        { code: coded('8462-4'), valueQuantity: { value: 79 } },
      ],
      ...at,
    });
    for (const answer of [
      [top, bottom, panel],
      [top, bottom],
    ]) {
      const [trend] = toVitals(answer, context);
      expect(trend?.points).toMatchObject([{ systolic: { value: 128 }, diastolic: { value: 79 } }]);
    }
  });

  it('of a sample patient holds all of their blood pressures, each with both values', () => {
    const ofOne = readR4('Observation', ['r4/synthea']).filter(
      ({ subject }) => subject?.reference === 'Patient/bf823ea4-d765-40f8-b243-bdfdb6521408',
    );
    const trend = toVitals(ofOne, context).find(({ kind }) => kind === 'bloodPressure');
    expect(trend?.points.length).toBeGreaterThan(1);
    for (const point of trend?.points ?? []) {
      expect(point.systolic?.value).toBeGreaterThan(point.diastolic?.value ?? 1000);
    }
  });
});
