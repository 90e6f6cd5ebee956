import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBirthDate } from '../../../../tabs/ui/format/parse-birth-date';

const now = new Date('2026-11-22T07:00:00Z');
const parse = (text: string, locale = 'en') => parseBirthDate(text, locale, now);

describe('a birth date as people write it', () => {
  it.each([
    '1957-06-05',
    '1957/6/5',
    '1957.06.05',
    '19570605',
    ' 1957-6-5 ',
    '1957年6月5日',
    '1957 年 6 月 5 日',
    '１９５７年６月５日',
    '昭和32年6月5日',
    'S32.6.5',
    '民國46年6月5日',
    '5 Jun 1957',
    '5. June 1957',
    'June 5, 1957',
    'jun 5 1957',
  ])('%s', (text) => {
    for (const locale of ['en', 'ja', 'zh-TW']) expect(parse(text, locale)).toBe('1957-06-05');
  });

  it('5/6/1957 is read by the locale', () => {
    expect(parse('5/6/1957', 'en-US')).toBe('1957-05-06');
    expect(parse('5/6/1957', 'en-GB')).toBe('1957-06-05');
    expect(parse('5.6.1957', 'de')).toBe('1957-06-05');
    expect(parse('5/6/1957', 'ja')).toBe('1957-05-06');
  });

  it('where only one of the two can be the month, it is', () => {
    for (const locale of ['en-US', 'en-GB', 'ja', 'zh-TW']) {
      expect(parse('25/6/1957', locale)).toBe('1957-06-25');
      expect(parse('6/25/1957', locale)).toBe('1957-06-25');
    }
  });

  it('the first year of an era is 元年', () => {
    expect(parse('令和元年5月1日', 'ja')).toBe('2019-05-01');
    expect(parse('昭和64年1月7日', 'ja')).toBe('1989-01-07');
  });

  it.each([
    '1957-02-30',
    '1957-13-01',
    '13/13/1957',
    '5/6/57',
    '1957',
    '1957-06',
    '2027-01-01',
    '20991231',
    '18010101',
    '1957-06-05-01',
    '195706051',
    'Jun 1957',
    '5 Foo 1957',
    '12-34-56',
    'Lemke',
    '',
  ])('"%s" is none', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('today counts, wherever it is already today', () => {
    expect(parse('2026-11-22')).toBe('2026-11-22');
    expect(parse('2026-11-24')).toBeUndefined();
  });

  it('every day is read back from how each locale writes it', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('en-US', 'en-GB', 'ja', 'zh-TW'), (day, locale) => {
        const written = new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).format(day);
        expect(parse(written, locale)).toBe(day.toISOString().slice(0, 10));
      }),
    );
  });
});
