import { describe, expect, it } from 'vitest';
import { hasEnded, hasJustEnded, isAhead } from '../../../api/clinical/periods';

const noon = { now: new Date('2012-03-17T12:00:00Z'), zone: 'UTC' };
/** Half past eight in the morning of the 17th in Tokyo, still the 16th in UTC and in Honolulu. */
const morning = new Date('2012-03-16T23:30:00Z');

describe('a period', () => {
  it.each([
    ['2012-03-17', false],
    ['2012-03', false],
    ['2012', false],
    ['2012-03-16', true],
    ['2012-02', true],
    ['2011', true],
    ['2012-03-17T11:59:59Z', true],
    ['2012-03-17T12:00:01Z', false],
    ['2012-03-17T13:30:00+02:00', true],
    ['soon', false],
  ])('that ends %s has ended: %s', (end, isOver) => {
    expect(hasEnded({ end }, noon)).toBe(isOver);
  });

  it('without an end lasts, and without a start has begun', () => {
    expect(hasEnded({}, noon)).toBe(false);
    expect(hasEnded(undefined, noon)).toBe(false);
    expect(isAhead({}, noon)).toBe(false);
  });

  it('ends and begins by the calendar of the hospital', () => {
    expect(hasEnded({ end: '2012-03-16' }, { now: morning, zone: 'Asia/Tokyo' })).toBe(true);
    expect(hasEnded({ end: '2012-03-16' }, { now: morning, zone: 'Pacific/Honolulu' })).toBe(false);
    expect(isAhead({ start: '2012-03-17' }, { now: morning, zone: 'Asia/Tokyo' })).toBe(false);
    expect(isAhead({ start: '2012-03-17' }, { now: morning, zone: 'UTC' })).toBe(true);
  });

  it('with a clock begins at that instant', () => {
    expect(isAhead({ start: '2012-03-17T12:30:00Z' }, noon)).toBe(true);
    expect(isAhead({ start: '2012-03-17T13:30:00+02:00' }, noon)).toBe(false);
  });

  it('with a clock of which nobody says where it hangs is ahead from the next day on', () => {
    const inTokyo = { now: morning, zone: 'Asia/Tokyo' };
    expect(isAhead({ start: '2012-03-17T08:00:00' }, inTokyo)).toBe(false);
    expect(isAhead({ start: '03/17/2012 8:00:00 AM' }, inTokyo)).toBe(false);
    expect(isAhead({ start: '2012-03-18T00:00:00' }, inTokyo)).toBe(true);
  });

  it('that ends with such a clock ends with that day, by the calendar of the hospital', () => {
    const inTokyo = { now: morning, zone: 'Asia/Tokyo' };
    expect(hasEnded({ end: '2012-03-17T08:00:00' }, inTokyo)).toBe(false);
    expect(hasEnded({ end: '2012-03-16T23:45:00' }, inTokyo)).toBe(true);
    expect(hasEnded({ end: '03/16/2012 11:45:00 PM' }, inTokyo)).toBe(true);
    expect(hasEnded({ end: '2012-03-16T08:00:00' }, { now: morning, zone: 'Pacific/Honolulu' })).toBe(false);
    expect(hasJustEnded('2012-03-17T08:00:00', inTokyo)).toBe(true);
    expect(hasJustEnded('2012-03-16T08:00', inTokyo)).toBe(true);
    expect(hasJustEnded('2012-03-15T23:45:00', inTokyo)).toBe(false);
    expect(hasJustEnded('2012-03-18T08:00:00', inTokyo)).toBe(false);
  });

  it('is ahead, where the hospital’s zone isn’t known, once it is everywhere', () => {
    expect(isAhead({ start: '2012-03-17' }, { now: morning })).toBe(false);
    expect(isAhead({ start: '2012-03-18' }, { now: morning })).toBe(true);
  });

  it.each([
    ['2012-03-17T11:00:00Z', true],
    ['2012-03-16T12:00:00Z', true],
    ['2012-03-16T11:59:59Z', false],
    ['2012-03-17T12:00:01Z', false],
    ['2012-03-17', true],
    ['2012-03-16', true],
    ['2012-03-15', false],
    ['2012-03-18', false],
    ['2012-03', false],
    [undefined, false],
  ])('that ended %s has just ended: %s', (end, isJust) => {
    expect(hasJustEnded(end, noon)).toBe(isJust);
  });
});
