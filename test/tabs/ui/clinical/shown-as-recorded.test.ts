// A number is shown as it was recorded, and an instant with its offset where somebody asks for it.
import { expect, test } from 'vitest';
import type { VitalItem } from '../../../../api/contract/values';
import { createDictionary } from '../../../../api/words/dictionary';
import { words } from '../../../../tabs/i18n/en';
import { toClinicalWords } from '../../../../tabs/ui/clinical/useClinicalWords';
import { toAges } from '../../../../tabs/ui/clinical/vital-age';

const dictionary = createDictionary('en', words);
const say = toClinicalWords(
  (key, values) => dictionary.find(key, values) ?? key,
  (key) => dictionary.find(key) !== undefined,
  'en',
);
const toItem = (more: Partial<VitalItem>): VitalItem => ({ kind: 'weight', display: '', ...more });

test.each([
  [1.73, '1.73'],
  [3.456, '3.456'],
  [37, '37'],
  [12345.5, '12345.5'],
  [0.0004, '0.0004'],
  [36.60000000000001, '36.6'],
  [-0.125, '-0.125'],
])('%d stands as recorded', (value, text) => {
  expect(say.number(value)).toBe(text);
  expect(say.vitalOriginal(toItem({ quantity: { value, unit: 'kg' } }))).toBeUndefined();
});

test.each([
  [36.83333, '≈36.833'],
  [70.89649, '≈70.896'],
  [0.00012345, '≈0.000123'],
])('%d is rounded, and says so', (value, text) => {
  expect(say.number(value)).toBe(text);
  expect(say.vitalOriginal(toItem({ quantity: { value, unit: 'kg' } }))).toBe(`The EHR has ${value} kg`);
});

test('what was converted tells what the EHR has, both halves of a blood pressure too', () => {
  const quantity = { value: 37.2, unit: '°C', original: { value: 98.96, unit: '°F' } };
  expect(say.vitalOriginal(toItem({ quantity }))).toBe('The EHR has 98.96 °F');
  const pressure = toItem({
    systolic: { value: 128.43215, unit: 'mmHg' },
    diastolic: { value: 79, unit: 'mmHg' },
  });
  expect(say.vitalValue(pressure)).toBe('≈128.432/79');
  expect(say.vitalOriginal(pressure)).toBe('The EHR has 128.43215 mmHg / 79 mmHg');
});

test('an instant tells its offset, a date has none, and a clock without offset stays as it came', () => {
  expect(say.exact('2026-11-22T07:02:11+09:00')).toMatch(/2026.*:02:11 GMT/);
  expect(say.exact('2026-11-22')).toBeUndefined();
  expect(say.exact('2026-11-22T07:02:11')).toBe('“2026-11-22T07:02:11” (as it came)');
});

test('the oldest and the newest are found by time, and what has none is noticed', () => {
  const [tokyo, utc] = ['2026-11-22T10:00:00+09:00', '2026-11-22T07:00:00Z'];
  expect(toAges([{ effective: tokyo }, { effective: utc }])).toEqual({
    newest: utc,
    oldest: tokyo,
    hasUnknown: false,
  });
  expect(toAges([{ effective: utc }, {}]).hasUnknown).toBe(true);
  expect(toAges([{}])).toEqual({ newest: undefined, oldest: undefined, hasUnknown: true });
  expect(toAges([{ effective: 'this morning' }]).newest).toBe('this morning');
  expect(toAges([{ effective: 'about 1990' }, { effective: utc }])).toEqual({
    newest: utc,
    oldest: utc,
    hasUnknown: true,
  });
});
