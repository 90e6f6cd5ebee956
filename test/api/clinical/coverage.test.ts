import type { Coverage } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toCoverages } from '../../../api/clinical/coverage';
import { coded, context, getR4, makeCoverage, readR4 } from './sample';

const payors = (coverages: Coverage[]) => toCoverages(coverages, context).map(({ payor }) => payor);

describe('coverage', () => {
  it('active and within its period', () => {
    expect(payors([makeCoverage('a', { status: 'cancelled' })])).toEqual([]);
    expect(payors([makeCoverage('a', { period: { end: '2026-11-21' } })])).toEqual([]);
    expect(payors([makeCoverage('a', { period: { end: '2026-11-22' } })])).toEqual(['a']);
    expect(payors([makeCoverage('a', { period: { start: '2026-12-01' } })])).toEqual([]);
    expect(payors([makeCoverage('a')])).toEqual(['a']);
  });

  it('its last day is the hospital’s', () => {
    const coverage = makeCoverage('a', { period: { end: '2026-11-21' } });
    const now = new Date('2026-11-22T07:00:00Z');
    expect(toCoverages([coverage], { ...context, now, zone: 'Pacific/Honolulu' })).toHaveLength(1);
    expect(toCoverages([coverage], { ...context, now, zone: 'Asia/Tokyo' })).toHaveLength(0);
  });

  it('stands in the record’s order, then by start', () => {
    expect(
      payors([
        makeCoverage('late', { period: { start: '2021' } }),
        makeCoverage('early', { period: { start: '2020' } }),
        makeCoverage('b', { order: 2, period: { start: '2010' } }),
        makeCoverage('a', { order: 1, period: { start: '2022' } }),
      ]),
    ).toEqual(['a', 'b', 'early', 'late']);
  });

  it('the plan is the class "plan", else the group; the payor its display', () => {
    const now = { ...context, now: new Date('2011-06-01T00:00:00Z') };
    expect(toCoverages([getR4('Coverage', '7546D')], now)).toMatchObject([
      {
        plan: 'Full Coverage: Medical, Dental, Pharmacy, Vision, EHC',
        subscriberId: 'AB9876',
        start: '2011-03-17',
        end: '2012-03-17',
      },
    ]);
    const group = makeCoverage('a', { class: [{ type: coded('group'), value: 'WESTAIR' }] });
    expect(toCoverages([group], context)[0]?.plan).toBe('WESTAIR');
  });

  it('without payor and plan the type is shown: somebody pays themselves', () => {
    const now = { ...context, now: new Date('2011-06-01T00:00:00Z') };
    expect(toCoverages([getR4('Coverage', 'SP1234')], now)).toMatchObject([
      { payor: undefined, plan: 'PAY' },
    ]);
  });

  it('every synthetic sample coverage has a payor', () => {
    const items = toCoverages(readR4('Coverage', ['r4/synthea']), context);
    expect(items).toHaveLength(63);
    for (const { payor } of items) expect(payor).toBeTruthy();
  });
});
