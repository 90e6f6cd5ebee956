import { describe, expect, it } from 'vitest';
import { toLengthOfStay } from '../../../api/clinical/length-of-stay';
import { context, getR4, makeEncounter, readR4 } from './sample';

const at = (now: string, zone?: string) => ({ server: 'x', now: new Date(now), zone });
const days = (start: string, now: string, zone?: string) =>
  toLengthOfStay(makeEncounter('e', { period: { start } }), at(now, zone))?.days;

describe('length of stay', () => {
  it('day 1 is the day of the start', () => {
    expect(days('2026-11-22T06:00:00Z', '2026-11-22T07:00:00Z', 'UTC')).toBe(1);
    expect(days('2026-11-19T23:59:00Z', '2026-11-22T00:01:00Z', 'UTC')).toBe(4);
    expect(days('2026-11-19', '2026-11-22T07:00:00Z', 'UTC')).toBe(4);
  });

  it('days are those of the hospital’s zone', () => {
    expect(days('2026-11-21T16:00:00Z', '2026-11-22T07:00:00Z', 'UTC')).toBe(2);
    expect(days('2026-11-21T16:00:00Z', '2026-11-22T07:00:00Z', 'Asia/Tokyo')).toBe(1);
    expect(days('2026-11-22T03:00:00Z', '2026-11-22T07:00:00Z', 'America/New_York')).toBe(2);
  });

  it('without a zone the offset of the start stands for the hospital’s', () => {
    expect(days('2026-11-21T23:30:00+09:00', '2026-11-21T15:30:00Z')).toBe(2);
    expect(days('2026-11-22T00:30:00+09:00', '2026-11-21T16:00:00Z')).toBe(1);
  });

  it('a change to summer time makes no day', () => {
    expect(days('2026-03-28T12:00:00+01:00', '2026-03-30T11:00:00+02:00', 'Europe/Amsterdam')).toBe(3);
  });

  it('a date is never shifted by a zone', () => {
    expect(days('2026-11-22', '2026-11-22T12:00:00Z', 'America/Los_Angeles')).toBe(1);
  });

  it.each(['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER', 'SS'])('class %s has one', (code) => {
    const encounter = makeEncounter('e', { class: { code }, period: { start: '2026-11-20' } });
    expect(toLengthOfStay(encounter, context)?.days).toBe(3);
  });

  it.each(['AMB', 'HH', 'VR', 'FLD', 'PRENC'])('class %s has none', (code) => {
    const encounter = makeEncounter('e', { class: { code }, period: { start: '2026-11-20' } });
    expect(toLengthOfStay(encounter, context)).toBeUndefined();
  });

  it('none without a stay in progress, a start, or a start to the day', () => {
    expect(toLengthOfStay(undefined, context)).toBeUndefined();
    expect(toLengthOfStay(makeEncounter('e'), context)).toBeUndefined();
    for (const start of ['2026', '2026-11', 'last week', '2026-12-01']) {
      expect(toLengthOfStay(makeEncounter('e', { period: { start } }), context)).toBeUndefined();
    }
    for (const encounter of readR4('Encounter', ['r4/synthea'])) {
      expect(toLengthOfStay(encounter, context)).toBeUndefined(); // all finished
    }
  });

  it('keeps the start for the hover', () => {
    const emergency = getR4('Encounter', 'emerg');
    const value = toLengthOfStay(emergency, { ...context, now: new Date('2017-02-03T00:00:00+10:00') });
    expect(value).toMatchObject({
      start: '2017-02-01T07:15:00+10:00',
      source: { reference: 'Encounter/emerg' },
    });
  });
});
