// Clinical values in words, and what a narrow line has room for.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AllergyItem, VitalItem } from '../../../../api/contract/values';
import { createDictionary } from '../../../../api/words/dictionary';
import { words } from '../../../../tabs/i18n/en';
import { type ChipWidths, pickChips, pickForCard } from '../../../../tabs/ui/clinical/pick-chips';
import { toClinicalWords } from '../../../../tabs/ui/clinical/useClinicalWords';
import { isOldVital, toFlag } from '../../../../tabs/ui/clinical/vital-age';

const dictionary = createDictionary('en', words);
const makeWords = () =>
  toClinicalWords(
    (key, values) => dictionary.find(key, values) ?? key,
    (key) => dictionary.find(key) !== undefined,
    'en',
  );
const say = makeWords();
const toAllergy = (text: string, isHigh = false): AllergyItem => ({ text, isHigh, reactions: [] });

const widths: ChipWidths = {
  chip: ({ text, isHigh }) => text.length * (isHigh ? 7 : 6) + 14,
  more: () => 16,
  gap: 4,
};
const texts = (items: readonly AllergyItem[]) => items.map((item) => item.text);

test('an allergy is shown whole or counted, on as many lines as the cell has', () => {
  const items = [toAllergy('Penicillin', true), toAllergy('Latex'), toAllergy('Sulfamethoxazole')];
  const pick = (width: number, lines: number) => pickChips(items, { width, lines }, widths);
  expect(texts(pick(400, 1).shown)).toEqual(['Penicillin', 'Latex', 'Sulfamethoxazole']);
  expect(texts(pick(112, 1).shown)).toEqual(['Penicillin']);
  expect(texts(pick(112, 2).shown)).toEqual(['Penicillin', 'Latex']);
  expect(pick(112, 2).rest).toHaveLength(1);
  expect(pick(112, 3).rest).toHaveLength(0);
  expect(pick(112, 1).isCut).toBe(false);
});

test('only an allergy that is wider than its cell is cut, and then it stands alone', () => {
  const long = [toAllergy('A very long name of a substance indeed', true), toAllergy('Latex')];
  expect(pickChips(long, { width: 152, lines: 2 }, widths)).toMatchObject({
    shown: [long[0]],
    rest: [long[1]],
    isCut: true,
  });
  // The count needs a place too, and a second line gives it one.
  const tight = [toAllergy('Erythromycin', true), toAllergy('Sulfamethoxazole')];
  expect(pickChips(tight, { width: 104, lines: 1 }, widths).isCut).toBe(true);
  expect(pickChips(tight, { width: 104, lines: 2 }, widths)).toMatchObject({
    shown: [tight[0]],
    isCut: false,
  });
});

test('a card shows every severe allergy, and others up to four', () => {
  const severe = ['A', 'B', 'C', 'D', 'E'].map((text) => toAllergy(text, true));
  expect(pickForCard([...severe, toAllergy('F')]).rest).toHaveLength(1);
  expect(pickForCard(['A', 'B', 'C', 'D', 'E'].map((text) => toAllergy(text))).shown).toHaveLength(4);
});

test('a day in a narrow cell has its month within eleven months, and its year instead beyond', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const short = (at: Date) =>
    new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' }).format(at).replace(' ', '\u00a0');
  const near = inDays(-40);
  expect(say.shortDay(near.toISOString())).toBe(short(near));
  expect(say.shortDay(near.toISOString().slice(0, 10))).toMatch(/^[A-Z][a-z]{2}\u00a0\d{1,2}$/);
  expect(say.shortDay('2020-05-28')).toBe('May\u00a02020');
  expect(say.shortDay('2020-05-28T10:00:00Z')).toBe('May\u00a02020');
  expect(say.shortDay(inDays(-364).toISOString())).toMatch(/\d{4}$/);
  expect(say.shortDay('2019-03')).toBe('Mar 2019');
  expect(say.shortDay('2019')).toBe('2019');
  expect(say.shortDay('soon')).toContain('as it came');
});

test('a place that is kept back says why, beside what is known of it', () => {
  expect(say.place({ kind: 'in', absent: 'masked' })).toBe('Place: not known (masked)');
  expect(say.place({ kind: 'in', ward: '5 West', absent: 'masked' })).toBe(
    '5 West · Place: not known (masked)',
  );
  expect(say.place({ kind: 'in', text: 'Bed 7' })).toBe('Bed 7');
});

test('a date keeps its precision and is never shifted by a zone', () => {
  expect(say.day('2019')).toBe('2019');
  expect(say.day('2019-03')).toBe('Mar 2019');
  expect(say.day('2019-03-05')).toBe('Mar 5, 2019');
  expect(say.day('soon')).toContain('as it came');
});

test.each([
  'Age 12',
  'about 1990',
  'since 2011',
  '5 a',
  '45 years',
  'early 2019',
  '2019-02-30',
  'before 2000',
])('“%s” is no time: no date is made of it', (text) => {
  const asItCame = `“${text}” (as it came)`;
  expect([say.day(text), say.shortDay(text), say.when(text)]).toEqual([asItCame, asItCame, asItCame]);
  expect([say.ago(text), say.exact(text)]).toEqual([undefined, undefined]);
});

describe.each(['Asia/Tokyo', 'America/Los_Angeles', 'UTC'])('read in %s', (zone) => {
  beforeEach(() => void vi.stubEnv('TZ', zone));
  afterEach(() => void vi.unstubAllEnvs());

  test('a day is the day that was written, whichever way it was', () => {
    const words = makeWords();
    expect(words.day('06/05/1957')).toBe('Jun 5, 1957');
    expect(words.day('1957-06-05')).toBe('Jun 5, 1957');
    expect(words.shortDay('1957-06-05')).toBe('Jun\u00a01957');
    expect(words.day('0001-01-01')).toBe('Jan 1, 1');
  });

  test('a clock without an offset says what it said, an instant what it is here', () => {
    const words = makeWords();
    expect(words.when('09/17/2018 1:00:00 PM')).toBe('Sep 17, 2018 13:00');
    expect(words.when('2018-09-17T13:00')).toBe('Sep 17, 2018 13:00');
    const here = new Date('2018-09-17T23:30:00-03:00');
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(here);
    expect(words.day('2018-09-17T23:30:00-03:00')).toBe(day);
    expect(words.day('2018-09-17T23:30:00-0300')).toBe(day);
  });

  test('a value of today that has no time of day is none of tomorrow', () => {
    const midnight = new Date(2026, 10, 27).getTime();
    expect(isOldVital({ effective: '2026-11-27' }, midnight + 60_000)).toBe(false);
    expect(isOldVital({ effective: '2026-11-27' }, midnight + 25 * 3_600_000)).toBe(true);
  });
});

test('a time that lies ahead has no age and counts as old; what a clock may be off is now', () => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  expect(say.ago(inMinutes(3))).toBe('0 min ago');
  expect(isOldVital({ effective: inMinutes(3) })).toBe(false);
  expect(say.ago(inMinutes(10))).toBeUndefined();
  expect(isOldVital({ effective: inMinutes(10) })).toBe(true);
  expect(say.ago(inMinutes(365 * 24 * 60))).toBeUndefined();
});

test('a value that is yes or no, or a time', () => {
  const item = (more: Partial<VitalItem>): VitalItem => ({ kind: 'other', display: 'On oxygen', ...more });
  expect(say.vitalValue(item({ isTrue: true }))).toBe('Yes');
  expect(say.vitalValue(item({ isTrue: false }))).toBe('No');
  expect(say.vitalValue(item({ times: ['2026-11-18'] }))).toBe('Nov 18, 2026');
  expect(say.vitalValue(item({ times: ['2026-11-18', '2026-11-19'] }))).toBe('Nov 18, 2026 – Nov 19, 2026');
  expect(say.vitalValue(item({ since: '2026-11-18' }))).toBe('since Nov 18, 2026');
  expect(say.vitalValue(item({ until: '2026-11-19' }))).toBe('until Nov 19, 2026');
});

test('a recording is said to be in the EHR: it isn’t shown here', () => {
  const item = (more: Partial<VitalItem>): VitalItem => ({ kind: 'other', display: 'ECG', ...more });
  expect(say.vitalValue(item({ recording: 'curve' }))).toBe('recorded as a curve, see the EHR');
  expect(say.vitalValue(item({ recording: 'attachment' }))).toBe('recorded as an attachment, see the EHR');
});

test('the parts of a panel are told one after the other, each in its words', () => {
  const parts = [
    { display: 'Flow', text: '2 L/min' },
    { display: 'Mask', isTrue: true },
    { display: '', times: ['2026-11-18'] },
  ];
  expect(say.vitalValue({ kind: 'other', display: 'Oxygen', parts })).toBe(
    'Flow 2 L/min, Mask Yes, Nov 18, 2026',
  );
  const diastolic = { value: 79 };
  expect(say.vitalValue({ kind: 'bloodPressure', display: '', parts, text: 'large', diastolic })).toBe(
    '–/79',
  );
});

test('blood pressure, a missing half, and a value that is known to be unknown', () => {
  const item = (more: Partial<VitalItem>): VitalItem => ({ kind: 'bloodPressure', display: '', ...more });
  expect(say.vitalValue(item({ systolic: { value: 128 }, diastolic: { value: 79 } }))).toBe('128/79');
  expect(say.vitalValue(item({ systolic: { value: 128 } }))).toBe('128/–');
  expect(say.vitalValue(item({ absent: 'masked' }))).toBe('not known (masked)');
  const half = item({ systolic: { value: 128 }, absentPart: 'masked' });
  expect(say.absentPart(half)).toBe('Diastolic: not known (masked)');
  expect(say.absentPart(item({ diastolic: { value: 79 }, absentPart: 'masked' }))).toMatch(/^Systolic/);
  expect(say.absentPart(item({ systolic: { value: 128 }, diastolic: { value: 79 } }))).toBeUndefined();
});

test('ages are told in their own units', () => {
  expect(say.age({ value: 68, unit: 'year', isAbout: false, isAtDeath: false })).toBe('68 y');
  expect(say.age({ value: 1, unit: 'month', isAbout: true, isAtDeath: false })).toBe('about 1 month');
  expect(say.age({ value: 80, unit: 'year', isAbout: false, isAtDeath: true })).toBe('80 y at death');
});

test('a vital is old after a day, and without a time', () => {
  const now = Date.parse('2026-11-22T07:00:00Z');
  expect(isOldVital({ effective: '2026-11-21T08:00:00Z' }, now)).toBe(false);
  expect(isOldVital({ effective: '2026-11-21T06:00:00Z' }, now)).toBe(true);
  expect(isOldVital({}, now)).toBe(true);
});

test('a vital is old after the hours that the partner’s rules say', () => {
  const now = Date.parse('2026-11-22T07:00:00Z');
  expect(isOldVital({ effective: '2026-11-22T03:30:00Z' }, now, 4)).toBe(false);
  expect(isOldVital({ effective: '2026-11-22T02:30:00Z' }, now, 4)).toBe(true);
  expect(isOldVital({ effective: '2026-11-16T07:00:00Z' }, now, 168)).toBe(false);
});

test('a mark stands only where the server says so', () => {
  expect(toFlag({ interpretation: 'HH' })?.isCritical).toBe(true);
  expect(toFlag({ interpretation: 'N' })).toBeUndefined();
  expect(toFlag({})).toBeUndefined();
});
