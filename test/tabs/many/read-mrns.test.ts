// What people paste, and what of it is a medical record number.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMrnForms, toPlainMrn } from '../../../api/clinical/mrn-forms';
import { limits } from '../../../api/contract/limits';
import { readMrns } from '../../../tabs/many/read-mrns';

describe('MRNs are found in', () => {
  it.each([
    [
      'a column of a spreadsheet',
      'SV900100\r\nSV900101\r\n\r\nSV900102\r\n',
      ['SV900100', 'SV900101', 'SV900102'],
    ],
    ['a list with commas', '123456, 234567;345678', ['123456', '234567', '345678']],
    ['numbers in a line', '123456 234567 345678', ['123456', '234567', '345678']],
    [
      'a table of ward, bed, name, MRN and birth date',
      '5 West\t12\tGREEN, Sharon\t7654321\t1957-06-05\n5 West\t3\tChen Wei\t7654322\t3/12/1961',
      ['7654321', '7654322'],
    ],
    [
      'a mail with names and times',
      'Hi, could you see Sharon Green (MRN: 12 345-6, DOB 05.06.1957) in Room 9, Bed 2 at 14:30 and Mr Okafor MRN#7654321? Tel 555-0101.',
      ['12 345-6', '7654321'],
    ],
    ['full-width digits', '患者番号：１２３４５６　山田花子', ['123456']],
    ['a Chinese label', '病歷號碼: A1234567，林家豪，生日 1980年3月2日', ['A1234567']],
    ['a Japanese label with a long-sound mark', 'カルテ番号 １２ー３４５６', ['12-3456']],
    ['a number that a bed follows', 'MRN 123456 5 West', ['123456 5']],
    ['numbers with hyphens that are no dates', '12-34-56, 98-76-54', ['12-34-56', '98-76-54']],
    ['a cell with one number in groups', '12 345 678', ['12 345 678']],
    ['a number that a spreadsheet made a decimal', '123456.0', ['123456']],
    ['typographic hyphens and spaces', 'MRN\u00a0123\u2011456', ['123-456']],
    ['a short number with its label', 'MRN: 42', ['42']],
    ['a plain four-digit cell that could be a year', '1957', ['1957']],
    [
      'numbers that begin like a word, in one piece',
      'TEL100000\nDOB19570605\nFAX1234567',
      ['TEL100000', 'DOB19570605', 'FAX1234567'],
    ],
  ])('%s', (_what, text, mrns) => {
    expect(readMrns(text).mrns).toEqual(mrns);
  });

  it.each([
    ['a social-security number', 'SSN 123-45-6789'],
    [
      'telephone numbers',
      'Phone: 555-0101, Tel. 555-0102, Fax 5550103, Mobile +44 7700 900123, +44 20 7946 0018, 電話：03-1234-5678',
    ],
    ['dates', '1957-06-05 05/06/1957 5.6.57 1980年12月3日 DOB 19570605'],
    ['doses, beds, ages and years', 'Bed 12, 78 y, paracetamol 1000mg, since 2019, HR 101'],
    ['mail addresses and links', 'a12345@example.org https://ehr.example/1234567'],
    ['nothing', '  \n\t '],
  ])('but not in %s', (_what, text) => {
    expect(readMrns(text).mrns).toEqual([]);
  });

  it('the same number is taken once, however it is written, and counted', () => {
    expect(readMrns('123456\n123-456\nMRN: 123 456\n１２３４５６')).toEqual({ mrns: ['123456'], twice: 3 });
  });
});

const mrn = fc.stringMatching(/^[A-Z]{0,3}[1-9]\d{5,8}$/);
const separator = fc.constantFrom('\n', '\r\n', '\t', ', ', ';', ' | ', '、', '\n\n', '，');

it('any column of numbers is read whole and in order, whatever parts it and whichever digits it is written in', () => {
  const wide = (text: string) =>
    text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  fc.assert(
    fc.property(fc.uniqueArray(mrn, { maxLength: 50 }), separator, fc.boolean(), (mrns, between, isWide) => {
      const text = mrns.join(between);
      expect(readMrns(isWide ? wide(text) : text).mrns).toEqual(mrns);
    }),
  );
});

it('names before and behind change nothing', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{2,9}, [A-Z][a-z]{2,9}$/);
  fc.assert(
    fc.property(fc.uniqueArray(mrn, { minLength: 1, maxLength: 20 }), name, (mrns, who) => {
      expect(readMrns(mrns.map((one) => `${who} MRN: ${one} (${who})`).join('\n')).mrns).toEqual(mrns);
    }),
  );
});

it('anything at all gives short numbers, each once, and reading them again gives the same', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.stringMatching(/^[\d ./:A-Za-z-]{0,120}$/),
  );
  fc.assert(
    fc.property(any, (text) => {
      const { mrns } = readMrns(text);
      expect(new Set(mrns.map(toPlainMrn)).size).toBe(mrns.length);
      for (const one of mrns) {
        expect(one.length).toBeLessThanOrEqual(limits.mrnLength);
        expect(one).toMatch(/\d/);
        expect(toMrnForms(one).length).toBeGreaterThan(0);
      }
    }),
  );
});

it.each([
  '1'.repeat(200_000),
  '1-'.repeat(100_000),
  '1 '.repeat(100_000),
  'MRN '.repeat(50_000),
  'a1'.repeat(100_000),
  '('.repeat(200_000),
])('T23: a paste of %# takes no time that grows faster than it', (text) => {
  const begun = performance.now();
  readMrns(text);
  expect(performance.now() - begun).toBeLessThan(1_500);
});

it('a number in groups is asked for in each way that an EHR may have it', () => {
  expect(toMrnForms('12 345-6')).toEqual(['12345-6', '123456', '12 345-6']);
  expect(toMrnForms('123456 5')).toEqual(['1234565', '123456', '123456 5']);
  expect(toMrnForms('sv900100')).toEqual(['sv900100', 'SV900100']);
  expect(toMrnForms('SV900100')).toEqual(['SV900100']);
});
