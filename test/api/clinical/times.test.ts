import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTimes, parseTime, toEffective, toEndEpoch, toEpoch } from '../../../api/clinical/times';
import { getR4, makeVital, readR4 } from './sample';

describe('FHIR times', () => {
  it.each([
    ['2019', 'year'],
    ['2019-03', 'month'],
    ['2019-03-05', 'day'],
    ['2019-03-05T10:11+01:00', 'minute'],
    ['2019-03-05T10:11:12.345Z', 'second'],
    ['2019-03-05T10:11:12', 'second'],
  ])('%s keeps its precision: %s', (text, precision) => {
    expect(parseTime(text)?.precision).toBe(precision);
  });

  it('reads "09/17/2018 1:00:00 PM", which is no FHIR dateTime, as a wall clock without an offset', () => {
    expect(parseTime('09/17/2018 1:00:00 PM')).toMatchObject({
      year: 2018,
      month: 9,
      day: 17,
      hour: 13,
      minute: 0,
      offset: undefined,
    });
    expect(parseTime('09/17/2018 12:30 AM')).toMatchObject({ hour: 0, minute: 30, precision: 'minute' });
    expect(parseTime('9/17/2018')).toMatchObject({ precision: 'day', month: 9, day: 17 });
    expect(parseTime('17/09/2018')).toMatchObject({ month: 9, day: 17 });
  });

  it.each([
    'yesterday',
    '',
    '2019-13',
    '2019-02-30',
    '2019-02-29',
    '2100-02-29',
    '2019-04-31',
    '2019-06-31',
    '2019-09-31',
    '2019-11-31',
    '2019-12-32',
    '2019-3-5',
    '2019-03-05T25:00:00Z',
    '2019-03-05T10:11:12+1',
    '2019-03-05T10:11:12+01:00x',
    '2019-03-05T10:11:12Zx',
    '2019-03-05T10:11:12.Z',
    '2019-03-05T10:11:12+15:00',
    '2019-03-05T10:61Z',
    '13/13/2018',
    '20190305',
  ])('"%s" is no time, and throws nothing', (text) => {
    expect(parseTime(text)).toBeUndefined();
    expect(toEpoch(text)).toBeNaN();
  });

  it('agrees with Date on every instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          expect(toEpoch(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
    for (const text of ['2017-02-01T07:15:00+10:00', '2013-04-04T13:27:00-03:30', '2020-02-29T23:59:59.5Z']) {
      expect(toEpoch(text)).toBe(Date.parse(text));
    }
  });

  it('no input makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => parseTime(text) === undefined || true));
  });

  it('an instant is compared by what it is, not by how it is written', () => {
    expect(compareTimes('2019-03-05T10:00:00+09:00', '2019-03-05T02:00:00Z')).toBeLessThan(0);
    expect(compareTimes('2019-03-05T10:00:00+09:00', '2019-03-05T01:00:00Z')).toBe(0);
  });

  it('no time and an unreadable one are earlier than any', () => {
    expect(compareTimes(undefined, '1900')).toBeLessThan(0);
    expect(compareTimes('nonsense', '1900')).toBeLessThan(0);
    expect(compareTimes('nonsense', undefined)).toBe(0);
  });

  it('an end of day, month or year precision lasts to its end', () => {
    expect(toEndEpoch('2012-02')).toBe(Date.parse('2012-02-29T23:59:59.999Z'));
    expect(toEndEpoch('2012')).toBe(Date.parse('2012-12-31T23:59:59.999Z'));
    expect(toEndEpoch('2012-03-17')).toBe(Date.parse('2012-03-17T23:59:59.999Z'));
    expect(toEndEpoch('2012-03-17T10:00:00Z')).toBe(Date.parse('2012-03-17T10:00:00Z'));
  });

  it('every time of every observation of the sample data can be read', () => {
    const times = readR4('Observation').flatMap((observation) => toEffective(observation) ?? []);
    expect(times.length).toBeGreaterThan(1000);
    for (const time of times) expect(toEpoch(time)).not.toBeNaN();
  });
});

describe('when an observation was true', () => {
  it('is its dateTime, its instant, the end of its period, else the start', () => {
    expect(toEffective(makeVital('a', '8867-4', { effectiveDateTime: '2019' }))).toBe('2019');
    expect(toEffective(makeVital('a', '8867-4', { effectiveInstant: '2019-03-05T10:11:12Z' }))).toBe(
      '2019-03-05T10:11:12Z',
    );
    const period = { start: '2019-01-01', end: '2019-01-02' };
    expect(toEffective(makeVital('a', '8867-4', { effectivePeriod: period }))).toBe('2019-01-02');
    expect(toEffective(makeVital('a', '8867-4', { effectivePeriod: { start: '2019-01-01' } }))).toBe(
      '2019-01-01',
    );
  });

  it('a Timing is not a time, and neither is issued nor lastUpdated', () => {
    const observation = makeVital('a', '8867-4', {
      effectiveTiming: { event: ['2019-01-01'] },
      issued: '2019-01-02T00:00:00Z',
      meta: { lastUpdated: '2019-01-03T00:00:00Z' },
    });
    expect(toEffective(observation)).toBeUndefined();
  });

  it('the sample observation without effective has none', () => {
    expect(toEffective(getR4('Observation', 'f202'))).toBeUndefined();
  });
});
