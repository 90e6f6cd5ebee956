import type { Observation, Quantity } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toLatestVitals } from '../../../api/clinical/vitals';
import { vitalKinds } from '../../../api/contract/values';
import { coded, context, getR4, makeVital, readR4 } from './sample';

const latest = (observations: Observation[]) => toLatestVitals(observations, context).latest;
const amount = (value: number, unit = '/min'): Quantity => ({ value, unit });
const part = (code: string, value: number) => ({ code: coded(code), valueQuantity: amount(value, 'mmHg') });
const panel = (id: string, code: string, parts: Partial<Observation> = {}) =>
  makeVital(id, code, { component: [part('8480-6', 128), part('8462-4', 79)], ...parts });
const pulse = (id: string, value: number, effectiveDateTime?: string) =>
  makeVital(id, '8867-4', {
    valueQuantity: amount(value),
    ...(effectiveDateTime ? { effectiveDateTime } : {}),
  });

describe('the latest vital signs', () => {
  it.each([
    ['85354-9', 'bloodPressure'],
    ['55284-4', 'bloodPressure'],
    ['8867-4', 'heartRate'],
    ['9279-1', 'respiration'],
    ['8310-5', 'temperature'],
    ['8331-1', 'temperature'],
    ['8332-9', 'temperature'],
    ['2708-6', 'oxygenSaturation'],
    ['59408-5', 'oxygenSaturation'],
    ['2710-2', 'oxygenSaturation'],
    ['29463-7', 'weight'],
    ['3141-9', 'weight'],
    ['8302-2', 'height'],
    ['39156-5', 'bmi'],
  ])('%s is %s', (code, kind) => {
    expect(latest([makeVital('a', code, { valueQuantity: amount(1) })])[0]?.kind).toBe(kind);
  });

  it('all codes of a kind are one line: the latest of them', () => {
    const items = latest([
      makeVital('a', '2710-2', { valueQuantity: amount(91, '%'), effectiveDateTime: '2026-11-20' }),
      makeVital('b', '59408-5', { valueQuantity: amount(97, '%'), effectiveDateTime: '2026-11-21' }),
    ]);
    expect(items).toMatchObject([{ quantity: { value: 97, unit: '%' } }]);
  });

  it('both blood-pressure panels give systolic and diastolic', () => {
    for (const code of ['85354-9', '55284-4']) {
      expect(latest([panel('a', code)])).toMatchObject([
        { kind: 'bloodPressure', systolic: { value: 128, unit: 'mmHg' }, diastolic: { value: 79 } },
      ]);
    }
  });

  it('two single observations of the same instant are one blood pressure, however the instant is written', () => {
    const [top, bottom] = [
      makeVital('s', '8480-6', { valueQuantity: amount(128), effectiveDateTime: '2026-11-20T10:00:00Z' }),
      makeVital('d', '8462-4', { valueQuantity: amount(79), effectiveDateTime: '2026-11-20T19:00:00+09:00' }),
    ];
    for (const answer of [
      [top, bottom],
      [bottom, top],
    ]) {
      expect(latest(answer)).toMatchObject([{ systolic: { value: 128 }, diastolic: { value: 79 } }]);
    }
  });

  it('of one instant the panel is preferred to its parts, whatever was issued last', () => {
    const effectiveDateTime = '2026-11-20T10:00:00Z';
    const whole = panel('a', '85354-9', { effectiveDateTime });
    const issued = '2026-11-20T11:00:00Z';
    const half = makeVital('z', '8462-4', { valueQuantity: amount(60), effectiveDateTime, issued });
    for (const answer of [
      [whole, half],
      [half, whole],
    ]) {
      expect(latest(answer)).toMatchObject([{ systolic: { value: 128 }, diastolic: { value: 79 } }]);
    }
  });

  it('singles of different instants are not joined, nor are two without a time', () => {
    const early = makeVital('s', '8480-6', { valueQuantity: amount(128), effectiveDateTime: '2026-11-20' });
    const late = makeVital('d', '8462-4', { valueQuantity: amount(79), effectiveDateTime: '2026-11-21' });
    expect(latest([early, late])).toMatchObject([{ systolic: undefined, diastolic: { value: 79 } }]);
    const [{ effectiveDateTime: _, ...a }, { effectiveDateTime: __, ...b }] = [early, late];
    expect(latest([a, b])).toMatchObject([{ systolic: { value: 128 }, diastolic: undefined }]);
  });

  describe('two single observations', () => {
    const single = (id: string, code: string, value: number, parts: Partial<Observation> = {}) =>
      makeVital(id, code, {
        valueQuantity: amount(value, 'mmHg'),
        effectiveDateTime: '2026-11-20',
        ...parts,
      });
    const top = (id: string, value: number, parts?: Partial<Observation>) =>
      single(id, '8480-6', value, parts);
    const bottom = (id: string, value: number, parts?: Partial<Observation>) =>
      single(id, '8462-4', value, parts);

    it('of several on one day without a clock aren’t put together: nothing says which belong together', () => {
      const day = [top('a1', 120), bottom('y', 110), top('b1', 200), bottom('z', 70)];
      expect(latest(day)).toMatchObject([{ systolic: { value: 200 }, diastolic: undefined }]);
      expect(latest([top('a1', 120), bottom('y', 110), bottom('z', 70)])).toMatchObject([
        { systolic: { value: 120 }, diastolic: undefined },
      ]);
      expect(latest([top('a1', 120), top('b1', 200), bottom('z', 70)])).toMatchObject([
        { systolic: { value: 200 }, diastolic: undefined },
      ]);
      expect(latest([top('a1', 120), bottom('y', 110)])).toMatchObject([
        { systolic: { value: 120 }, diastolic: { value: 110 } },
      ]);
    });

    it('of several at one instant belong together where they were issued together', () => {
      const at = (issued: string) => ({ effectiveDateTime: '2026-11-20T10:00:00Z', issued });
      const [first, second] = [at('2026-11-20T10:05:00Z'), at('2026-11-20T10:06:00Z')];
      const all = [
        top('a1', 120, first),
        bottom('z', 70, first),
        top('b1', 200, second),
        bottom('y', 110, second),
      ];
      expect(latest(all)).toMatchObject([{ systolic: { value: 200 }, diastolic: { value: 110 } }]);
      expect(latest(all.slice(0, 3))).toMatchObject([{ systolic: { value: 200 }, diastolic: undefined }]);
      const corrected = [...all, bottom('y2', 115, at('2026-11-20T11:00:00Z'))];
      expect(latest(corrected)).toMatchObject([{ systolic: { value: 200 }, diastolic: undefined }]);
      const twice = [...all, bottom('y2', 115, second)];
      expect(latest(twice)).toMatchObject([{ systolic: { value: 200 }, diastolic: undefined }]);
    });
  });

  it('a further component hides neither half, of a panel nor of two single observations', () => {
    const mean = { code: coded('8478-0'), valueQuantity: amount(95, 'mmHg') };
    const cuff = { code: coded('8358-4'), valueCodeableConcept: { text: 'large' } };
    const both = [{ systolic: { value: 128 }, diastolic: { value: 79 }, absentPart: undefined }];
    const component = [mean, part('8480-6', 128), part('8462-4', 79), cuff];
    expect(latest([panel('a', '85354-9', { component })])).toMatchObject(both);
    const effectiveDateTime = '2026-11-20T10:00:00Z';
    const single = (id: string, code: string, value: number, more: Partial<Observation> = {}) =>
      makeVital(id, code, { valueQuantity: amount(value, 'mmHg'), effectiveDateTime, ...more });
    const [top, bottom] = [
      single('s', '8480-6', 128, { component: [cuff] }),
      single('d', '8462-4', 79, { component: [cuff] }),
    ];
    for (const answer of [
      [top, bottom],
      [bottom, top],
    ])
      expect(latest(answer)).toMatchObject(both);
    const { valueQuantity: _, ...unmeasured } = { ...top, dataAbsentReason: coded('not-performed') };
    expect(latest([unmeasured, bottom])).toMatchObject([
      { diastolic: { value: 79 }, absentPart: 'not-performed', text: undefined },
    ]);
  });

  it('is by effective, not by the order of the answer nor by issued', () => {
    const [old, recent] = [
      pulse('old', 60, '2026-11-20T10:00:00Z'),
      pulse('new', 70, '2026-11-20T09:00:00-05:00'),
    ];
    const issuedLate = { ...old, issued: '2026-11-22T00:00:00Z' };
    expect(latest([issuedLate, recent])[0]?.quantity?.value).toBe(70);
    expect(latest([recent, issuedLate])[0]?.quantity?.value).toBe(70);
  });

  it('of the same instant the one issued later', () => {
    const first = { ...pulse('b', 60, '2026-11-20'), issued: '2026-11-20T10:00:00Z' };
    const corrected = { ...pulse('a', 66, '2026-11-20'), issued: '2026-11-20T11:00:00Z' };
    expect(latest([corrected, first])[0]?.quantity?.value).toBe(66);
  });

  it('a value without a time is shown as such, and only where no other has one', () => {
    expect(latest([pulse('a', 60)])).toMatchObject([{ quantity: { value: 60 }, effective: undefined }]);
    const issued = { ...pulse('a', 60), issued: '2026-11-22T00:00:00Z' };
    expect(latest([issued, pulse('b', 70, '2020')])[0]?.quantity?.value).toBe(70);
  });

  it('one whose time lies days ahead hides none that was taken, and is shown where there is no other', () => {
    const [ahead, real] = [pulse('a', 40, '2027-11-22T05:00:00Z'), pulse('b', 120, '2026-11-22T05:00:00Z')];
    for (const answer of [
      [ahead, real],
      [real, ahead],
    ])
      expect(latest(answer)).toMatchObject([{ quantity: { value: 120 } }]);
    expect(latest([ahead])[0]?.quantity?.value).toBe(40);
    expect(latest([ahead, pulse('c', 60)])[0]?.quantity?.value).toBe(40);
  });

  it('a time that is only a zone ahead may be of a clock that is off, and is the latest', () => {
    const [ahead, real] = [pulse('a', 40, '2026-11-22T16:00:00'), pulse('b', 120, '2026-11-22T05:00:00Z')];
    expect(latest([ahead, real])[0]?.quantity?.value).toBe(40);
  });

  it.each(['entered-in-error', 'cancelled'] as const)('one that is %s is left out', (status) => {
    const wrong = { ...pulse('wrong', 300, '2026-11-22'), status };
    expect(latest([wrong])).toEqual([]);
    expect(latest([wrong, pulse('right', 70, '2026-11-20')])[0]?.quantity?.value).toBe(70);
  });

  it('one that is announced and not yet measured doesn’t take the place of a value', () => {
    const [announced, measured] = [makeVital('new', '8867-4'), pulse('old', 70, '2026-11-20')];
    const registered = { ...announced, status: 'registered' as const, effectiveDateTime: '2026-11-22' };
    expect(latest([registered, measured])[0]?.quantity?.value).toBe(70);
    expect(latest([{ ...registered, valueQuantity: amount(66) }, measured])[0]?.quantity?.value).toBe(66);
    expect(latest([{ ...registered, valueInteger: 66 }, measured])[0]?.text).toBe('66');
  });

  it('a preliminary one is shown with that word', () => {
    expect(latest([{ ...pulse('a', 60), status: 'preliminary' }])[0]?.qualifier).toBe('preliminary');
  });

  it('dataAbsentReason is "not known", with the reason, never a value and never left out', () => {
    const masked = makeVital('a', '8867-4', { dataAbsentReason: coded('masked'), effectiveDateTime: '2026' });
    expect(latest([masked])).toMatchObject([{ quantity: undefined, absent: 'masked' }]);
    expect(latest([makeVital('a', '8867-4')])).toMatchObject([{ absent: 'unknown' }]);
  });

  it('a blood pressure with one half missing keeps the other and says why', () => {
    expect(latest([getR4('Observation', 'blood-pressure-dar')])).toMatchObject([
      { systolic: { value: 107 }, diastolic: undefined, absent: undefined, absentPart: 'not-performed' },
    ]);
    expect(latest([getR4('Observation', 'blood-pressure-cancel')])).toEqual([]);
    const all = { ...getR4('Observation', 'blood-pressure-cancel'), status: 'final' as const };
    expect(latest([all])).toMatchObject([{ absent: 'not-asked', absentPart: undefined }]);
  });

  it('interpretation is the server’s, its worst mark; normal is none; none is made by us', () => {
    const marked = (...codes: string[]) => ({ ...pulse('a', 200), interpretation: codes.map(coded) });
    expect(latest([marked('H', 'HH')])[0]?.interpretation).toBe('HH');
    expect(latest([marked('N')])[0]?.interpretation).toBeUndefined();
    expect(latest([pulse('a', 400)])[0]?.interpretation).toBeUndefined();
    expect(latest([getR4('Observation', 'blood-pressure')])[0]?.interpretation).toBe('L');
    const high = { ...part('8480-6', 210), interpretation: [coded('H')] };
    expect(
      latest([panel('p', '85354-9', { component: [high, part('8462-4', 79)] })])[0]?.interpretation,
    ).toBe('H');
  });

  it('of a panel and its halves the worst mark counts: a critical half isn’t hidden by an abnormal panel', () => {
    const critical = { ...part('8480-6', 240), interpretation: [coded('HH')] };
    const marked = (...codes: string[]) =>
      latest([
        panel('p', '85354-9', {
          component: [critical, part('8462-4', 79)],
          interpretation: codes.map(coded),
        }),
      ])[0]?.interpretation;
    expect([marked('A'), marked('N'), marked('AA'), marked()]).toEqual(['HH', 'HH', 'AA', 'HH']);
  });

  it('interpretation is read in any coding, in finer codes and in words', () => {
    const marked = (...interpretation: Observation['interpretation'] & object) =>
      latest([{ ...pulse('a', 200), interpretation }])[0]?.interpretation;
    expect(marked({ coding: [{ system: 'urn:own', code: '9' }, { code: 'LL' }] })).toBe('LL');
    expect(marked({ text: 'High' })).toBe('H');
    expect(marked({ text: 'Critical' })).toBe('AA');
    expect(marked(coded('HU'))).toBe('H');
    expect(marked({ text: 'Normal' })).toBeUndefined();
    expect(marked(coded('IND'))).toBe('IND');
  });

  it('a blood pressure with a bound, or in two units, is words: one pair of numbers would misstate it', () => {
    const high = { ...part('8480-6', 250), valueQuantity: { value: 250, comparator: '>' as const } };
    expect(latest([panel('p', '85354-9', { component: [high, part('8462-4', 79)] })])).toMatchObject([
      { text: '> 250 / 79 mmHg', systolic: undefined, diastolic: undefined, absentPart: undefined },
    ]);
    const single = (id: string, code: string, unit: string) =>
      makeVital(id, code, { valueQuantity: amount(16, unit), effectiveDateTime: '2026-11-20' });
    expect(latest([single('s', '8480-6', 'kPa'), single('d', '8462-4', 'mmHg')])).toMatchObject([
      { text: '16 kPa / 16 mmHg', systolic: undefined, diastolic: undefined, absent: undefined },
    ]);
    expect(latest([single('s', '8480-6', 'mm[Hg]'), single('d', '8462-4', 'mmHg')])).toMatchObject([
      { systolic: { value: 16 }, diastolic: { value: 16 }, text: undefined },
    ]);
  });

  it('a bound in a part of another panel stays a bound', () => {
    const valueQuantity = { value: 4, unit: 's', comparator: '>' as const };
    const component = [{ code: { text: 'Refill' }, valueQuantity }];
    expect(latest([makeVital('a', '44971-0', { component })])).toMatchObject([{ text: 'Refill > 4 s' }]);
  });

  it('°F, lb and inches are converted and keep the original; metric values stay as they came', () => {
    const unit = (code: string, value: number, quantity: Quantity) =>
      latest([makeVital('a', code, { valueQuantity: { value, ...quantity } })])[0]?.quantity;
    expect(unit('8310-5', 98.6, { unit: '°F', code: '[degF]' })).toEqual({
      value: 37,
      unit: '°C',
      original: { value: 98.6, unit: '°F' },
    });
    expect(latest([getR4('Observation', 'example')])[0]?.quantity).toEqual({
      value: 83.9,
      unit: 'kg',
      original: { value: 185, unit: 'lbs' },
    });
    expect(unit('8302-2', 66.9, { unit: 'in', code: '[in_i]' })?.value).toBe(169.9);
    expect(unit('29463-7', 154, { code: '[lb_av]' })?.value).toBe(69.9);
    expect(unit('29463-7', 154, { unit: 'lb' })?.value).toBe(69.9);
    expect(unit('8310-5', 36.5, { unit: 'C', code: 'Cel' })).toEqual({ value: 36.5, unit: 'C' });
    expect(unit('8310-5', 36.5, { code: 'Cel' })).toEqual({ value: 36.5, unit: 'Cel' });
  });

  it('a bound is words, not a value', () => {
    const bound = makeVital('a', '2708-6', { valueQuantity: { value: 70, comparator: '<', unit: '%' } });
    expect(latest([bound])).toMatchObject([{ quantity: undefined, text: '< 70 %', absent: undefined }]);
  });

  it('stand in the order of the kinds, each with source and time, for every sample patient', () => {
    for (const set of ['r4/synthea', 'r4/smart-converted-from-stu3']) {
      const items = latest(readR4('Observation', [set]));
      const kinds = items.flatMap(({ kind }) => (kind === 'other' ? [] : [kind]));
      expect(kinds).toEqual(vitalKinds.filter((kind) => kinds.includes(kind)));
      expect(kinds).toContain('bloodPressure');
      for (const item of items) {
        expect(item.source?.reference).toMatch(/^Observation\/./);
        expect(item.effective).toBeTruthy();
      }
    }
  });
});
