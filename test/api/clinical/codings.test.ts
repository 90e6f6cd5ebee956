import { describe, expect, it } from 'vitest';
import { toConceptText, toSystemShortName } from '../../../api/clinical/codings';
import { readR4 } from './sample';

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

  it('every condition of the sample data has words', () => {
    const conditions = readR4('Condition');
    expect(conditions.length).toBeGreaterThan(300);
    for (const { code } of conditions) expect(toConceptText(code)).toBeTruthy();
  });
});
