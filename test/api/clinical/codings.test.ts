import { describe, expect, it } from 'vitest';
import { toConceptText, toSystemShortName } from '../../../api/clinical/codings';
import { absentReasons, readR4 } from './sample';

const nullFlavor = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';

describe('words of a coded thing', () => {
  it('text comes first', () => {
    const concept = { text: 'Burnt Ear', coding: [{ code: '39065001', display: 'Burn of ear' }] };
    expect(toConceptText(concept)).toBe('Burnt Ear');
  });

  it('without text the coding that a person chose', () => {
    const concept = {
      coding: [
        { code: '1', display: 'first' },
        { code: '2', display: 'chosen', userSelected: true },
      ],
    };
    expect(toConceptText(concept)).toBe('chosen');
  });

  it('else the first with a display, however many codings without one stand before it', () => {
    expect(toConceptText({ coding: [{ code: '1' }, { code: '2', display: 'second' }] })).toBe('second');
  });

  it('else the code with the short name of its system', () => {
    expect(toConceptText({ coding: [{ system: 'http://snomed.info/sct', code: '39065001' }] })).toBe(
      'SNOMED 39065001',
    );
    expect(toConceptText({ coding: [{ system: 'urn:oid:1.2.3', code: 'X' }] })).toBe('1.2.3 X');
    expect(toConceptText({ coding: [{ code: 'X' }] })).toBe('X');
  });

  it('reads a system with the trailing slash that DSTU2 data has', () => {
    expect(toSystemShortName('http://unitsofmeasure.org/')).toBe('UCUM');
  });

  it('blank text is no text', () => {
    expect(toConceptText({ text: '  ', coding: [{ display: 'shown' }] })).toBe('shown');
    expect(toConceptText({})).toBeUndefined();
    expect(toConceptText(undefined)).toBeUndefined();
  });

  it.each([
    ['Not asked', { system: absentReasons, code: 'not-asked' }],
    ['Masked', { system: nullFlavor, code: 'MSK', display: 'masked' }],
    ['Masked', { system: nullFlavor, code: 'MSK' }],
    ['UNK', { system: nullFlavor, code: 'UNK' }],
    ['不明', { system: nullFlavor, code: 'UNK' }],
    ['Geen informatie', { system: nullFlavor, code: 'NI', display: 'Geen informatie' }],
  ])('"%s" beside a code that says the same is why there is no name', (text, coding) => {
    expect(toConceptText({ text, coding: [coding] })).toBeUndefined();
    expect(toConceptText({ text, coding: [coding, { system: 'urn:own', code: '7' }] })).toBe(text);
    expect(toConceptText({ text })).toBe(text);
  });

  it('what no code was found for is a name all the same', () => {
    expect(toConceptText({ text: 'Cat dander', coding: [{ system: nullFlavor, code: 'UNK' }] })).toBe(
      'Cat dander',
    );
    expect(toConceptText({ text: 'Shellfish mix', coding: [{ system: nullFlavor, code: 'OTH' }] })).toBe(
      'Shellfish mix',
    );
  });

  it('every condition of the sample data has words', () => {
    const conditions = readR4('Condition');
    expect(conditions.length).toBeGreaterThan(300);
    for (const { code } of conditions) expect(toConceptText(code)).toBeTruthy();
  });
});
