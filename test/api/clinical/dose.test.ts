// A dose that is built from its parts: nothing that changes its meaning is left out.
import type { Dosage, DosageDoseAndRate, Quantity, TimingRepeat } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toDose } from '../../../api/clinical/dose';
import { createConvert } from '../../../api/fhir/convert.map';
import { coded } from './sample';

const mg = (value: number): Quantity => ({ value, unit: 'mg' });
const dose = (...dosages: Dosage[]) => toDose(dosages);
const given = (...doseAndRate: DosageDoseAndRate[]) => dose({ doseAndRate });
const timed = (repeat: TimingRepeat) => dose({ timing: { repeat } });

describe('a dose that is built from its parts', () => {
  it('keeps the bound of a range, whichever is told', () => {
    expect(given({ doseRange: { low: mg(5), high: mg(10) } })).toBe('5 mg – 10 mg');
    expect(given({ doseRange: { high: mg(10) } })).toBe('≤ 10 mg');
    expect(given({ doseRange: { low: mg(5) } })).toBe('≥ 5 mg');
    expect(given({ rateRange: { high: { value: 100, unit: 'mL/h' } } })).toBe('≤ 100 mL/h');
    expect(given({ doseRange: { low: { unit: 'mg' } } })).toBeUndefined();
  });

  it('that is given as needed says so, and for what', () => {
    expect(dose({ asNeededBoolean: true })).toBe('PRN');
    expect(dose({ asNeededBoolean: false })).toBeUndefined();
    const doseAndRate = [{ doseQuantity: mg(5) }];
    const timing = { repeat: { frequency: 1, period: 4, periodUnit: 'h' as const } };
    const asNeededCodeableConcept = { text: 'Pain' };
    expect(dose({ doseAndRate, timing, asNeededCodeableConcept })).toBe('5 mg · 1 × / 4 h · PRN: Pain');
    expect(dose({ asNeededBoolean: true, asNeededCodeableConcept })).toBe('PRN: Pain');
    // for a reason that isn't told it is as needed all the same
    expect(dose({ doseAndRate, asNeededCodeableConcept: {} })).toBe('5 mg · PRN');
  });

  it('says what it may not exceed', () => {
    const maxDosePerPeriod = { numerator: { value: 4, unit: 'tab' }, denominator: { value: 1, unit: 'd' } };
    expect(dose({ asNeededBoolean: true, maxDosePerPeriod })).toBe('PRN · max 4 tab / 1 d');
    expect(dose({ maxDosePerAdministration: mg(10) })).toBe('max 10 mg / dose');
    expect(dose({ maxDosePerLifetime: mg(450) })).toBe('max 450 mg / lifetime');
  });

  it('says when, how many times in all, how long each takes and for how long', () => {
    expect(dose({ timing: { event: ['2026-11-22T08:00:00Z', '2026-11-23'] } })).toBe(
      '2026-11-22T08:00:00Z, 2026-11-23',
    );
    const every = { frequency: 1, period: 8, periodUnit: 'h' as const };
    expect(timed({ ...every, count: 6 })).toBe('1 × / 8 h, total 6 ×');
    expect(timed({ ...every, count: 6, countMax: 9 })).toBe('1 × / 8 h, total 6–9 ×');
    expect(timed({ ...every, duration: 30, durationUnit: 'min' })).toBe('1 × / 8 h, over 30 min');
    expect(timed({ duration: 30, durationMax: 60, durationUnit: 'min' })).toBe('over 30–60 min');
    expect(timed({ ...every, boundsDuration: { value: 5, unit: 'd' } })).toBe('1 × / 8 h, for 5 d');
    const boundsRange = { low: { value: 5, unit: 'd' }, high: { value: 7, unit: 'd' } };
    expect(timed({ boundsRange, count: 6 })).toBe('total 6 ×, for 5 d – 7 d');
    expect(timed({ ...every, when: ['AC'], offset: 30 })).toBe('1 × / 8 h 30 min AC');
  });

  it('says on which side', () => {
    expect(dose({ route: { text: 'ophthalmic' }, site: { text: 'left eye' } })).toBe('ophthalmic · left eye');
  });

  it('of several says each with its kind, or the ordered one alone', () => {
    const [calculated, ordered] = [coded('calculated'), coded('ordered')];
    expect(given({ type: calculated, doseQuantity: mg(500) }, { doseQuantity: mg(250) })).toBe(
      '500 mg (calculated), 250 mg',
    );
    const both = [
      { type: calculated, doseQuantity: mg(500) },
      { type: ordered, doseQuantity: mg(250), rateQuantity: { value: 100, unit: 'mL/h' } },
    ];
    expect(given(...both)).toBe('250 mg · 100 mL/h');
    expect(given(...both.slice(0, 1))).toBe('500 mg (calculated)');
  });
});

describe('a dose of each release', () => {
  const built = (release: 'DSTU2' | 'STU3' | 'R4', dosage: object) => {
    const resourceType = release === 'DSTU2' ? 'MedicationOrder' : 'MedicationRequest';
    const order = createConvert(release)({ resourceType, id: 'o', dosageInstruction: [dosage] });
    return order?.resourceType === 'MedicationRequest' ? toDose(order.dosageInstruction) : undefined;
  };
  const repeat = { frequency: 1, period: 8, count: 6, duration: 30 };
  const common = {
    asNeededCodeableConcept: { text: 'Pain' },
    maxDosePerPeriod: { numerator: { value: 4, unit: 'tab' }, denominator: { value: 1, unit: 'd' } },
  };

  it('DSTU2: as needed, no more than, how often in all', () => {
    const boundsQuantity = { value: 5, unit: 'd' };
    const timing = { repeat: { ...repeat, periodUnits: 'h', durationUnits: 'min', boundsQuantity } };
    const dosage = { ...common, doseRange: { high: mg(10) }, siteCodeableConcept: { text: 'left' }, timing };
    expect(built('DSTU2', dosage)).toBe(
      '≤ 10 mg · left · 1 × / 8 h, over 30 min, total 6 ×, for 5 d · PRN: Pain · max 4 tab / 1 d',
    );
  });

  it('STU3: the same', () => {
    const boundsDuration = { value: 5, unit: 'd' };
    const timing = {
      event: ['2026-11-22'],
      repeat: { ...repeat, countMax: 9, periodUnit: 'h', durationUnit: 'min', boundsDuration },
    };
    const dosage = { ...common, doseRange: { high: mg(10) }, type: { text: 'a stray' }, timing };
    expect(built('STU3', { ...dosage, maxDosePerAdministration: mg(10) })).toBe(
      '≤ 10 mg · 2026-11-22, 1 × / 8 h, over 30 min, total 6–9 ×, for 5 d · PRN: Pain · max 4 tab / 1 d · max 10 mg / dose',
    );
  });

  it('R4: the same, with the kind of each dose', () => {
    const doseAndRate = [
      { type: coded('calculated'), doseQuantity: mg(500) },
      { type: coded('ordered'), doseQuantity: mg(250) },
    ];
    expect(built('R4', { ...common, doseAndRate, maxDosePerLifetime: mg(450) })).toBe(
      '250 mg · PRN: Pain · max 4 tab / 1 d · max 450 mg / lifetime',
    );
    expect(built('R4', { doseAndRate: doseAndRate.slice(0, 1), asNeededBoolean: 'true' })).toBe(
      '500 mg (calculated) · PRN',
    );
  });
});
