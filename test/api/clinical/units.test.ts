// Pounds and ounces in kilograms: to the gram where a newborn is weighed, not finer than a scale where an adult is.
import { expect, it, test } from 'vitest';
import { toMeasured } from '../../../api/clinical/units';

const inKilograms = (value: number, code: string) => toMeasured({ value, code }, 'weight')?.value;

test('below 10 kg a weight keeps its grams', () => {
  expect(inKilograms(7.25, '[lb_av]')).toBe(3.289);
  expect(inKilograms(1.5, 'lb')).toBe(0.68);
  expect(inKilograms(22, 'lbs')).toBe(9.979);
  expect(inKilograms(116, '[oz_av]')).toBe(3.289);
});

test('from 10 kg on it is rounded as before', () => {
  expect(inKilograms(22.1, '[lb_av]')).toBe(10);
  expect(inKilograms(154, '[lb_av]')).toBe(69.9);
  expect(inKilograms(400, 'oz')).toBe(11.34);
});

test('what was measured stays beside it; kilograms are left as they came', () => {
  expect(toMeasured({ value: 7.25, unit: 'lb' }, 'weight')).toEqual({
    value: 3.289,
    unit: 'kg',
    original: { value: 7.25, unit: 'lb' },
  });
  expect(toMeasured({ value: 3.28912, unit: 'kg' }, 'weight')).toEqual({ value: 3.28912, unit: 'kg' });
});

it.each([
  ['weight', 154, 69.9, ['LB', 'Lbs', 'lb.', 'LBS ', 'pounds', '[LB_AV]']],
  ['weight', 400, 11.34, ['OZ', 'ounces', '[OZ_AV]']],
  [
    'temperature',
    98.6,
    37,
    ['deg F', 'DegF', 'degrees F', 'deg. F', '° F', '°f', '℉', 'Fahrenheit', '[DEGF]'],
  ],
  ['height', 66.9, 169.9, ['IN', 'in.', 'Inches', '[IN_I]']],
] as const)('%s is converted however its unit is spelled', (kind, value, converted, units) => {
  for (const unit of units) {
    expect([unit, toMeasured({ value, unit }, kind)?.value]).toEqual([unit, converted]);
    expect(toMeasured({ value, unit }, kind)?.original).toMatchObject({ value });
  }
});

it('a unit of another kind of value, or one that only resembles, is left as it came', () => {
  expect(toMeasured({ value: 37, unit: 'deg C' }, 'temperature')).toEqual({ value: 37, unit: 'deg C' });
  expect(toMeasured({ value: 70, unit: 'KG' }, 'weight')).toEqual({ value: 70, unit: 'KG' });
  expect(toMeasured({ value: 5, unit: 'F' }, 'weight')).toEqual({ value: 5, unit: 'F' });
  expect(toMeasured({ value: 5, unit: 'constructor' }, 'weight')).toEqual({ value: 5, unit: 'constructor' });
});
