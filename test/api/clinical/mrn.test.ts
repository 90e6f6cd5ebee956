import type { Identifier } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toChosenMrn } from '../../../api/clinical/mrn';
import { absentBecause, context, readR4 } from './sample';

const choose = (identifiers: Identifier[], system?: string) =>
  toChosenMrn(identifiers, context, system).mrn?.value;
const mr = (value: string, parts: Identifier = {}): Identifier => ({
  value,
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
  ...parts,
});
const typed = (code: string, value: string): Identifier => ({
  value,
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code }] },
});

describe('the MRN', () => {
  it('is the identifier of type MR, of either code system', () => {
    expect(choose([{ value: 'x' }, mr('1')])).toBe('1');
    expect(
      choose([{ value: '2', type: { coding: [{ system: 'http://hl7.org/fhir/v2/0203', code: 'MR' }] } }]),
    ).toBe('2');
    expect(choose([{ value: '3', type: { coding: [{ system: 'http://other.example', code: 'MR' }] } }])).toBe(
      undefined,
    );
  });

  it('of several: the one of the partner’s system, else usual, else the latest period', () => {
    const usual = mr('usual', { use: 'usual' });
    const ours = mr('ours', { system: 'urn:ours' });
    const older = mr('older', { period: { start: '2001' } });
    const newer = mr('newer', { period: { start: '2011' } });
    expect(choose([older, newer, usual, ours], 'urn:ours')).toBe('ours');
    expect(choose([older, newer, usual, ours])).toBe('usual');
    expect(choose([older, newer])).toBe('newer');
    expect(choose([newer, older])).toBe('newer');
  });

  it('an old or ended one only where there is no other', () => {
    expect(choose([mr('old', { use: 'old' }), mr('new')])).toBe('new');
    expect(choose([mr('ended', { period: { end: '2002' } }), mr('new')])).toBe('new');
    expect(choose([mr('old', { use: 'old' })])).toBe('old');
  });

  it('without type MR the one of the partner’s system, else none', () => {
    const untyped: Identifier = { system: 'urn:ours', value: '7' };
    expect(choose([untyped], 'urn:ours')).toBe('7');
    expect(choose([untyped])).toBeUndefined();
    expect(choose([untyped, mr('8')], 'urn:ours')).toBe('8');
  });

  it.each(['SS', 'SB', 'DL', 'PPN', 'TAX', 'NIIP'])('is never an identifier of type %s', (code) => {
    expect(choose([{ ...typed(code, '999'), system: 'urn:ours' }], 'urn:ours')).toBeUndefined();
  });

  it.each([
    'http://hl7.org/fhir/sid/us-ssn',
    'urn:oid:2.16.840.1.113883.4.1',
    'urn:oid:2.16.840.1.113883.4.3.25',
    'urn:oid:2.16.840.1.113883.4.330.840',
    'http://standardhealthrecord.org/fhir/StructureDefinition/passportNumber',
    'http://state.example/Drivers-License',
    'https://example.org/socialSecurity',
  ])('is never of the system %s, even if the partner calls it MR', (system) => {
    expect(choose([mr('999', { system })], system)).toBeUndefined();
  });

  it('a system is not taken for one of social-security numbers because its name holds these letters', () => {
    expect(choose([mr('1', { system: 'https://fhir.wellnessnet.example/mrn' })])).toBe('1');
    expect(choose([mr('1', { system: 'https://hospital.example/ssn/' })])).toBeUndefined();
    expect(choose([mr('1', { type: { coding: [{ code: 'MR' }], text: 'SSN' } })])).toBeUndefined();
  });

  it('other numbers of the same tree of OIDs are no social-security numbers', () => {
    expect(choose([mr('1', { system: 'urn:oid:2.16.840.1.113883.4.10' })])).toBe('1');
  });

  it('a masked one says why, and is no value', () => {
    const masked = mr('', { _value: absentBecause('masked') });
    expect(toChosenMrn([masked], context)).toEqual({ mrn: undefined, absent: 'masked' });
  });

  it('all 64 synthetic R4 patients have one, and nobody’s is a social-security, licence or passport number', () => {
    const patients = readR4('Patient', ['r4/synthea', 'r4/smart-converted-from-stu3']);
    expect(patients).toHaveLength(64);
    for (const { identifier } of patients) {
      const { mrn } = toChosenMrn(identifier, context);
      expect(mrn?.system).toBe('http://hospital.smarthealthit.org');
    }
  });
});
