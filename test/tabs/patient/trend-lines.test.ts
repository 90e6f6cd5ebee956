// The small line of a vital sign.
import { expect, test } from 'vitest';
import type { VitalItem } from '../../../api/contract/values';
import { toTrendLines, trendSize } from '../../../tabs/patient/trend-lines';

const hour = 3_600_000;
const start = Date.parse('2026-11-20T00:00:00Z');
const toItem = (atHour: number, value: number): VitalItem => ({
  kind: 'heartRate',
  display: 'Heart rate',
  effective: new Date(start + atHour * hour).toISOString(),
  quantity: { value, unit: '/min' },
});

test('points stand by their time, the highest value at the top', () => {
  const [line] = toTrendLines([toItem(0, 60), toItem(1, 90), toItem(4, 60)]);
  const points = line?.runs.flat() ?? [];
  expect(points.map((point) => point.x)).toEqual([4, 35, 128]);
  expect(points[1]?.y).toBe(4);
  expect(points.every((point) => point.x <= trendSize.width && point.y <= trendSize.height)).toBe(true);
});

test('a gap stays a gap', () => {
  const items = [0, 1, 2, 3, 40, 41, 42].map((at) => toItem(at, 60 + at));
  expect(toTrendLines(items)[0]?.runs.map((run) => run.length)).toEqual([4, 3]);
});

test('no line is drawn through a time at which nothing could be measured; single points stay', () => {
  const unknown = { ...toItem(1, 0), quantity: undefined, absent: 'not-performed' };
  const [line] = toTrendLines([toItem(0, 37), unknown, toItem(2, 39)]);
  expect(line?.runs.map((run) => run.length)).toEqual([1, 1]);
  expect(line?.last).toEqual(line?.runs[1]?.[0]);
  const half = { ...unknown, systolic: undefined, diastolic: { value: 70 } };
  const whole = { ...half, systolic: { value: 120 } };
  const at = (hours: number) => ({ effective: toItem(hours, 0).effective });
  const lines = toTrendLines([{ ...whole, ...at(0) }, half, { ...whole, ...at(2) }, { ...whole, ...at(3) }]);
  expect(lines.map(({ name, runs }) => [name, ...runs.map((run) => run.length)])).toEqual([
    ['systolic', 1, 2],
    ['diastolic', 4],
  ]);
});

test('blood pressure has two lines, one value has none', () => {
  const pressure = (atHour: number): VitalItem => ({
    ...toItem(atHour, 0),
    quantity: undefined,
    systolic: { value: 120 + atHour },
    diastolic: { value: 70 },
  });
  expect(toTrendLines([pressure(0), pressure(1)]).map((line) => line.name)).toEqual([
    'systolic',
    'diastolic',
  ]);
  expect(toTrendLines([toItem(0, 60)])).toEqual([]);
});

test('a value without a time has no place on the line', () => {
  const timeless = { ...toItem(2, 500), effective: undefined };
  expect(toTrendLines([toItem(0, 60), toItem(1, 70), timeless])[0]?.runs.flat()).toHaveLength(2);
});
