import { describe, expect, it } from 'vitest';
import { toAge } from '../../../api/clinical/age';

const now = new Date('2026-11-22T07:00:00Z');
const age = (birthDate: string) => toAge(birthDate, undefined, now, 'UTC');

describe('age', () => {
  it.each([
    ['1957-06-05', 69, 'year'],
    ['1957-11-22', 69, 'year'],
    ['1957-11-23', 68, 'year'],
    ['2024-11-22', 2, 'year'],
    ['2024-11-23', 23, 'month'],
    ['2026-10-22', 1, 'month'],
    ['2026-10-23', 30, 'day'],
    ['2026-11-22', 0, 'day'],
  ])('born %s is %i %s: years, under two years months, under one month days', (birthDate, value, unit) => {
    expect(age(birthDate)).toEqual({ value, unit, isAbout: false, isAtDeath: false });
  });

  it.each([
    ['1957', 69, 'year'],
    ['1957-06', 69, 'year'],
    ['2026', 0, 'year'],
    ['2025-12', 11, 'month'],
    ['2026-11', 0, 'month'],
  ])('a partial birth date %s is about %i %s', (birthDate, value, unit) => {
    expect(age(birthDate)).toEqual({ value, unit, isAbout: true, isAtDeath: false });
  });

  it('of somebody who died it is the age at death, by the day as written', () => {
    expect(toAge('1982-01-23', { date: '2015-02-14T13:42:00+10:00' }, now)).toEqual({
      value: 33,
      unit: 'year',
      isAbout: false,
      isAtDeath: true,
    });
    expect(toAge('1982-02-15', { date: '2015-02-14T23:42:00-10:00' }, now)?.value).toBe(32);
    expect(toAge('1982-01-23', { date: '2015' }, now)).toMatchObject({ isAbout: true, isAtDeath: true });
  });

  it('is not told where somebody died on an unknown day: it would grow for ever', () => {
    expect(toAge('1982-08-02', {}, now)).toBeUndefined();
  });

  it('changes at midnight of the hospital, not of Greenwich', () => {
    const lateInLondon = new Date('2026-11-21T20:00:00Z');
    expect(toAge('2006-11-22', undefined, lateInLondon, 'Asia/Tokyo')?.value).toBe(20);
    expect(toAge('2006-11-22', undefined, lateInLondon, 'America/New_York')?.value).toBe(19);
  });

  it('is not told for a birth date in the future, an unreadable one or none', () => {
    expect(age('2027-01-01')).toBeUndefined();
    expect(age('in spring')).toBeUndefined();
    expect(toAge(undefined, undefined, now)).toBeUndefined();
  });

  it('a zone that nobody knows is no reason to fail', () => {
    expect(toAge('1957-06-05', undefined, now, 'Mars/Olympus')?.value).toBe(69);
  });
});
