import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../../../tabs/ui/format/parse-search';

const now = new Date('2026-11-22T07:00:00Z');
const parse = (text: string, locale = 'en') => parseSearch(text, locale, now);

describe('one box for a name, an MRN or a birth date', () => {
  it.each([
    ['Lemke', { name: 'Lemke' }],
    ['Elvina Lemke', { name: 'Elvina Lemke' }],
    ['van de Heuvel', { name: 'van de Heuvel' }],
    ["O'Hara-Jones", { name: "O'Hara-Jones" }],
    ['Lemke, Elvina', { family: 'Lemke', given: 'Elvina' }],
    ['LEMKE,Elvina M', { family: 'LEMKE', given: 'Elvina M' }],
    ['Lemke,', { name: 'Lemke' }],
    ['山田太郎', { name: '山田太郎' }],
    ['山田　太郎', { family: '山田', given: '太郎' }],
    ['ヤマダ タロウ', { family: 'ヤマダ', given: 'タロウ' }],
  ])('%s is a name', (text, terms) => {
    expect(parse(text)).toEqual(terms);
  });

  it.each([
    ['4711', '4711'],
    ['smart-2113340', 'smart-2113340'],
    ['f2a4f241-ad65-4a1b-8b54-b5717a2338b6', 'f2a4f241-ad65-4a1b-8b54-b5717a2338b6'],
    ['12-34-56', '12-34-56'],
    ['123 456 789', '123456789'],
    ['MRN 4711', '4711'],
    ['mrn:A4711', 'A4711'],
    ['#4711', '4711'],
    ['MRN ABC', 'ABC'],
    ['urn:oid:1.2|4711', 'urn:oid:1.2|4711'],
    ['99999999', '99999999'],
    ['４７１１', '4711'],
  ])('%s is an MRN', (text, identifier) => {
    expect(parse(text)).toEqual({ identifier });
  });

  it.each(['1957-06-05', '19570605', '1957年6月5日', '5 Jun 1957', 'June 5, 1957'])(
    '%s is a birth date',
    (text) => {
      expect(parse(text)).toEqual({ birthdate: '1957-06-05' });
    },
  );

  it('5/6/1957 is a birth date by locale', () => {
    expect(parse('5/6/1957', 'en-GB')).toEqual({ birthdate: '1957-06-05' });
    expect(parse('5/6/1957', 'en-US')).toEqual({ birthdate: '1957-05-06' });
  });

  it('a name with a birth date or an MRN beside it, in either order', () => {
    expect(parse('Lemke 1957-06-05')).toEqual({ name: 'Lemke', birthdate: '1957-06-05' });
    expect(parse('19570605 Lemke, Elvina')).toEqual({
      family: 'Lemke',
      given: 'Elvina',
      birthdate: '1957-06-05',
    });
    expect(parse('Lemke, 5 Jun 1957')).toEqual({ name: 'Lemke', birthdate: '1957-06-05' });
    expect(parse('Lemke 4711')).toEqual({ name: 'Lemke', identifier: '4711' });
  });

  it.each(['5/', '5/6', '5/6/', '5/6/19', '5/6/195', '1957-', '1957-06', '1957-06-', '1957年', '1957年6月'])(
    'while a date is being typed ("%s") nothing is searched for',
    (text) => {
      expect(parse(text)).toEqual({});
    },
  );

  it('"MRN" alone may be the beginning of a name', () => {
    expect(parse('Mrna')).toEqual({ name: 'Mrna' });
  });

  it('no input makes it throw or invents a term', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        for (const term of Object.values(parse(text))) expect(term.trim()).not.toBe('');
      }),
    );
  });
});
