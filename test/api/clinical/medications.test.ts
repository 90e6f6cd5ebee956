import type { FhirResource, MedicationRequest, MedicationStatement } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toMedications } from '../../../api/clinical/medications';
import { absentReasons, context, getR4, makeMedication, readR4 } from './sample';

const items = (resources: FhirResource[], included: FhirResource[] = []) =>
  toMedications(resources, context, included);
const ending = (end: string, parts: Partial<MedicationRequest> = {}) =>
  makeMedication('a', {
    status: 'stopped',
    dosageInstruction: [{ timing: { repeat: { boundsPeriod: { end } } } }],
    ...parts,
  });
const statement = (status: MedicationStatement['status']): MedicationStatement => ({
  resourceType: 'MedicationStatement',
  id: 's',
  status,
  subject: { reference: 'Patient/p1' },
  medicationCodeableConcept: { text: 'Little Pink Pill' },
});

describe('medications', () => {
  it.each(['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'] as const)(
    'active of intent %s is active',
    (intent) => {
      expect(items([makeMedication('a', { intent })])).toMatchObject([
        { isActive: true, qualifier: undefined },
      ]);
    },
  );

  it.each(['plan', 'proposal'] as const)('a %s is planned, not active', (intent) => {
    expect(items([makeMedication('a', { intent })])).toMatchObject([
      { isActive: false, qualifier: 'planned' },
    ]);
  });

  it.each(['cancelled', 'entered-in-error', 'draft', 'unknown'] as const)(
    'one that is %s isn’t listed',
    (status) => {
      expect(items([makeMedication('a', { status })])).toEqual([]);
    },
  );

  it('an order not to give something isn’t listed as one to give it', () => {
    expect(items([makeMedication('a', { doNotPerform: true })])).toEqual([]);
    expect(items([makeMedication('a', { doNotPerform: false })])).toHaveLength(1);
  });

  it('why there is no name is no name', () => {
    const medicationCodeableConcept = { coding: [{ system: absentReasons, code: 'masked' }] };
    expect(items([makeMedication('a', { medicationCodeableConcept })])).toMatchObject([
      { text: 'masked', absent: 'masked' },
    ]);
  });

  it('a mere option isn’t listed', () => {
    expect(items([makeMedication('a', { intent: 'option' })])).toEqual([]);
  });

  it('active first, then on hold, planned and stopped, each by name', () => {
    const list = items([
      ending('2026-11-22', { medicationCodeableConcept: { text: 'Amiodarone' } }),
      makeMedication('Potassium', { intent: 'plan' }),
      makeMedication('Warfarin', { status: 'on-hold' }),
      makeMedication('Zinc'),
      makeMedication('Aspirin'),
    ]);
    expect(list.map(({ text, qualifier }) => [text, qualifier])).toEqual([
      ['Aspirin', undefined],
      ['Zinc', undefined],
      ['Warfarin', 'on-hold'],
      ['Potassium', 'planned'],
      ['Amiodarone', 'stopped'],
    ]);
  });

  it('stopped or completed in the last 24 hours shows as stopped, longer ago not at all', () => {
    expect(items([ending('2026-11-21T08:00:00Z')])).toMatchObject([
      { qualifier: 'stopped', isActive: false },
    ]);
    expect(items([ending('2026-11-22', { status: 'completed' })])).toHaveLength(1);
    expect(items([ending('2026-11-21T06:00:00Z')])).toEqual([]);
    expect(items([ending('2026-12-01')])).toEqual([]);
  });

  it('so is the end of what may be dispensed, and the latest of several dosages', () => {
    const dispenseRequest = { validityPeriod: { end: '2026-11-21T12:00:00Z' } };
    expect(items([makeMedication('a', { status: 'completed', dispenseRequest })])).toMatchObject([
      { qualifier: 'stopped', ended: '2026-11-21T12:00:00Z' },
    ]);
    const until = (end: string) => ({ timing: { repeat: { boundsPeriod: { end } } } });
    const tapered = [until('2026-11-21T12:00:00Z'), until('2026-11-22T01:00:00Z'), until('2026-11-20')];
    expect(items([makeMedication('a', { status: 'completed', dosageInstruction: tapered })])).toMatchObject([
      { ended: '2026-11-22T01:00:00Z' },
    ]);
  });

  it('until when it might have been dispensed is not when it was stopped', () => {
    const dispenseRequest = { validityPeriod: { end: '2026-11-22' } };
    expect(items([makeMedication('a', { status: 'stopped', dispenseRequest })])).toEqual([]);
    expect(items([ending('2026-11-21T12:00:00Z', { dispenseRequest })])).toMatchObject([
      { qualifier: 'stopped', ended: '2026-11-21T12:00:00Z' },
    ]);
    expect(items([makeMedication('a', { dispenseRequest })])).toMatchObject([{ ended: '2026-11-22' }]);
  });

  it('DSTU2’s dateEnded is an end too', () => {
    const url = 'http://hl7.org/fhir/1.0/StructureDefinition/extension-MedicationOrder.dateEnded';
    const extension = [{ url, valueDateTime: '2026-11-21T12:00:00Z' }];
    expect(items([makeMedication('a', { status: 'stopped', extension })])).toMatchObject([
      { qualifier: 'stopped', ended: '2026-11-21T12:00:00Z' },
    ]);
  });

  it('what was ordered less than 24 hours ago and is over ended within them, told or not', () => {
    const order = (status: 'stopped' | 'completed', authoredOn: string) =>
      items([makeMedication('a', { status, authoredOn })]);
    expect(order('stopped', '2026-11-21T08:00:00Z')).toMatchObject([
      { qualifier: 'stopped', isActive: false, ended: undefined },
    ]);
    expect(order('completed', '2026-11-22')).toMatchObject([{ qualifier: 'stopped', ended: undefined }]);
    for (const longAgo of ['2026-11-21T06:00:00Z', '2026-11-20', '2026-11'])
      expect(order('stopped', longAgo)).toEqual([]);
    const notGiven = { status: 'cancelled', authoredOn: '2026-11-22T06:00:00Z' } as const;
    expect(items([makeMedication('a', notGiven)])).toEqual([]);
  });

  it('an end that it was ordered until and that is still to come is none either; a past one counts', () => {
    const authoredOn = '2026-11-22T06:00:00Z';
    expect(items([ending('2026-12-01', { authoredOn })])).toMatchObject([{ qualifier: 'stopped' }]);
    expect(items([ending('2026-11-20', { authoredOn })])).toEqual([]);
  });

  it('when somebody said so is not when a statement’s medicine ended', () => {
    expect(items([{ ...statement('stopped'), dateAsserted: '2026-11-22T06:00:00Z' }])).toEqual([]);
  });

  it('when it stopped is never taken from lastUpdated', () => {
    const meta = { lastUpdated: '2026-11-22T06:00:00Z' };
    expect(items([makeMedication('a', { status: 'stopped', meta })])).toEqual([]);
  });

  it('a statement counts only where the server has no orders, and says that it was reported', () => {
    expect(items([statement('active')])).toMatchObject([{ text: 'Little Pink Pill', qualifier: 'reported' }]);
    expect(items([statement('active'), makeMedication('Aspirin')]).map(({ text }) => text)).toEqual([
      'Aspirin',
    ]);
    expect(items([statement('entered-in-error'), statement('intended')])).toEqual([]);
  });

  it('the name is the concept’s, else the reference’s display, else the Medication’s, contained or read', () => {
    const { medicationCodeableConcept: _, ...bare } = makeMedication('a');
    const read: FhirResource = { resourceType: 'Medication', id: 'm', code: { text: 'Read' } };
    const reference = { reference: 'Medication/m' };
    expect(items([getR4('MedicationRequest', 'medrx0302')])[0]?.text).toBe(
      'Azithromycin 250mg capsule (product)',
    );
    expect(items([{ ...bare, medicationReference: reference }], [read])[0]?.text).toBe('Read');
    expect(
      items([{ ...bare, medicationReference: { ...reference, display: 'Shown' } }], [read])[0]?.text,
    ).toBe('Shown');
    expect(items([{ ...bare, medicationReference: reference }])[0]?.text).toBe('Medication/m');
  });

  it('the dose is the instruction’s text, several one after another', () => {
    expect(items([getR4('MedicationRequest', 'medrx002')])[0]?.dose).toBe(
      'Take one tablet daily as directed',
    );
    const two = makeMedication('a', { dosageInstruction: [{ text: '1 tablet' }, { text: 'then 2' }] });
    expect(items([two])[0]?.dose).toBe('1 tablet; then 2');
  });

  it('else it is built from its parts without interpretation', () => {
    const built = makeMedication('a', {
      dosageInstruction: [
        {
          doseAndRate: [{ doseQuantity: { value: 25, unit: 'mg' } }],
          route: { text: 'oral' },
          timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
          asNeededBoolean: true,
        },
      ],
    });
    expect(items([built])[0]?.dose).toBe('25 mg · oral · 2 × / 1 d · PRN');
    const often = { repeat: { frequency: 2, frequencyMax: 4, period: 1, periodUnit: 'd' as const } };
    const flexible = makeMedication('a', { dosageInstruction: [{ timing: often }] });
    expect(items([flexible])[0]?.dose).toBe('2–4 × / 1 d');
    const between = { repeat: { period: 4, periodMax: 6, periodUnit: 'h' as const } };
    const every = makeMedication('a', { dosageInstruction: [{ timing: between }] });
    expect(items([every])[0]?.dose).toBe('1 × / 4–6 h');
    const weekly = {
      repeat: { dayOfWeek: ['mon' as const], timeOfDay: ['08:00:00'], when: ['HS' as const] },
    };
    const dated = makeMedication('a', { dosageInstruction: [{ timing: weekly }] });
    expect(items([dated])[0]?.dose).toBe('mon 08:00:00 HS');
    const rateQuantity = { value: 100, unit: 'mL/h' };
    const infusion = { doseQuantity: { value: 500, unit: 'mL' }, rateQuantity };
    const running = makeMedication('a', { dosageInstruction: [{ doseAndRate: [infusion] }] });
    expect(items([running])[0]?.dose).toBe('500 mL · 100 mL/h');
    const range = { low: { value: 1, unit: 'mg' }, high: { value: 2, unit: 'mg' } };
    const ranged = makeMedication('a', { dosageInstruction: [{ doseAndRate: [{ doseRange: range }] }] });
    expect(items([ranged])[0]?.dose).toBe('1 mg – 2 mg');
    expect(items([makeMedication('a', { dosageInstruction: [{}] })])[0]?.dose).toBeUndefined();
  });

  it('prescriber and authored date are the server’s', () => {
    expect(items([getR4('MedicationRequest', 'medrx002')])).toMatchObject([
      { prescriber: 'Patrick Pump', authored: '2015-03-01', effective: '2015-03-01' },
    ]);
  });

  it('of the synthetic sample patients all active orders are listed and no stopped one', () => {
    const all = readR4('MedicationRequest', ['r4/synthea']);
    const active = all.filter(({ status }) => status === 'active');
    expect(items(all)).toHaveLength(active.length);
  });
});
