// A page that claims to be sorted is not believed: its times are compared, in whatever spelling they stand.
import { expect, it } from 'vitest';
import { isNewestFirst } from '../../../api/fhir/section.map';

const toObservations = (times: readonly string[]) =>
  times.map((effectiveDateTime) => ({ resourceType: 'Observation', effectiveDateTime }));
const toEncounters = (times: readonly string[]) =>
  times.map((start) => ({ resourceType: 'Encounter', period: { start } }));

it.each([
  ['one offset', ['2026-11-25T09:00:00+09:00', '2026-11-25T08:00:00+09:00', '2026-11-24T23:00:00+09:00']],
  ['UTC', ['2026-11-25T09:00:00Z', '2026-11-25T08:00:00Z', '2026-11-25T07:00:00Z']],
  // As texts these stand the wrong way round: 02:00 UTC, 01:30 UTC, 01:00 UTC.
  [
    'several offsets',
    ['2026-11-25T02:00:00+00:00', '2026-11-25T10:30:00+09:00', '2026-11-24T20:00:00-05:00'],
  ],
  ['offsets and UTC', ['2026-11-25T02:00:00+00:00', '2026-11-25T01:00:00Z', '2026-11-25T09:30:00+09:00']],
  ['fractions', ['2026-11-25T02:00:00.5+00:00', '2026-11-25T02:00:00+00:00', '2026-11-25T01:59:59.9+00:00']],
  ['days', ['2026-11-25', '2026-11-24', '2026-10']],
])('newest first: %s', (_what, times) => {
  const five = [...times, ...times.slice(-1), ...times.slice(-1)];
  expect(isNewestFirst(toObservations(five), 'Observation')).toBe(true);
  expect(isNewestFirst(toEncounters(five), 'Encounter')).toBe(true);
  const [first = '', ...rest] = five;
  expect(isNewestFirst(toObservations([...rest, first]), 'Observation')).toBe(false);
});

it('one pair out of order is enough, also where the texts alone would stand right', () => {
  const times = [
    '2026-11-25T12:00:00+00:00',
    '2026-11-25T11:00:00+00:00',
    '2026-11-25T10:00:00+09:00',
    '2026-11-25T09:00:00+00:00',
    '2026-11-25T08:00:00+00:00',
  ];
  expect(isNewestFirst(toObservations(times), 'Observation')).toBe(false);
  expect(
    isNewestFirst(toObservations(times.filter((_, i) => i !== 2).concat(times.slice(-1))), 'Observation'),
  ).toBe(true);
});

it('all of one time, or too few, tell nothing', () => {
  const same = Array.from({ length: 9 }, () => '2026-11-25T12:00:00+00:00');
  expect(isNewestFirst(toObservations(same), 'Observation')).toBe(false);
  const four = [4, 3, 2, 1].map((hour) => `2026-11-25T0${hour}:00:00+00:00`);
  expect(isNewestFirst(toObservations(four), 'Observation')).toBe(false);
});
