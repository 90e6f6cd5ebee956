// Pounds and ounces in kilograms: to the gram where a newborn is weighed, not finer than a scale where an adult is.
import { expect, test } from 'vitest';
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
