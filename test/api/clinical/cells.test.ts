import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toEhrCells } from '../../../api/clinical/cells';
import { chartTypes, type EhrCells, ehrColumns } from '../../../api/contract/columns';
import type { ChartSections, Section } from '../../../api/fhir/ehr';
import { context, getR4, makeAllergy, makeCondition, makeEncounter, makePatient, makeVital } from './sample';

const fetched = '2026-11-22T07:02:11.120Z';
const ok = (...resources: FhirResource[]) => ({
  status: 'ok' as const,
  resources,
  included: [],
  droppedForeign: 0,
  mayBeIncomplete: false,
  fetched,
});
const failed: Section = { status: 'failed', reason: 'server_timeout', fetched };
const notOffered: Section = { status: 'notOffered', fetched };
const allColumns = ehrColumns.map(({ id }) => id);
const cells = (sections: ChartSections, columns: readonly string[] = allColumns): EhrCells =>
  toEhrCells(sections, { ...context, columns });
const everywhere = (section: Section): ChartSections =>
  Object.fromEntries(chartTypes.map((type) => [type, section]));

describe('the cells of a row', () => {
  it('failed says why, in every column, and has no value', () => {
    for (const cell of Object.values(cells(everywhere(failed)))) {
      expect(cell).toEqual({ status: 'failed', reason: 'server_timeout', fetched });
    }
  });

  it('not offered says so, in every column', () => {
    for (const cell of Object.values(cells(everywhere(notOffered)))) {
      expect(cell).toEqual({ status: 'notOffered', fetched });
    }
  });

  it('an answer with nothing in it is empty, except where nothing recorded has words of its own', () => {
    const answer = cells({ ...everywhere(ok()), Patient: ok(makePatient()) });
    for (const id of allColumns) {
      const expected = id === 'bed' || id === 'patient' || id === 'allergies' ? 'ok' : 'empty';
      expect([id, answer[id]?.status]).toEqual([id, expected]);
    }
    expect(answer.bed?.value?.kind).toBe('noEncounter');
    expect(answer.allergies?.value).toEqual({ kind: 'notRecorded' });
  });

  it('what is not among the newest may be further back: never simply "nothing recorded"', () => {
    const newest = (...resources: FhirResource[]): Section => ({ ...ok(...resources), hasOlder: true });
    const vitals = cells({
      Observation: newest(makeVital('v', '8867-4', { valueQuantity: { value: 72, unit: '/min' } })),
    });
    expect(vitals.heartRate).toMatchObject({ status: 'ok' });
    expect(vitals.heartRate?.mayBeIncomplete).toBeUndefined();
    expect(vitals.weight).toEqual({ status: 'empty', mayBeIncomplete: true, fetched });
    // The cell of five signs has one of them.
    expect(vitals.vitals).toMatchObject({ status: 'ok', mayBeIncomplete: true });
    const half = cells({
      Observation: newest(makeVital('v', '8480-6', { valueQuantity: { value: 120, unit: 'mmHg' } })),
    });
    expect(half.bloodPressure).toMatchObject({ status: 'ok', mayBeIncomplete: true });
    const of = (status: 'finished' | 'in-progress') =>
      cells({
        Encounter: newest(makeEncounter('e', { status, period: { start: '2026-11-20' } })),
        Condition: ok(makeCondition('Asthma')),
      });
    const marksOf = ({ bed, encounterStatus, lengthOfStay, mainProblem }: EhrCells) =>
      [bed, encounterStatus, lengthOfStay, mainProblem].map((cell) => cell?.mayBeIncomplete);
    expect(marksOf(of('finished'))).toEqual([true, true, true, true]);
    expect(of('finished').bed?.value?.mayBeIncomplete).toBe(true);
    expect(marksOf(of('in-progress'))).toEqual([undefined, undefined, undefined, undefined]);
    expect(of('in-progress').bed?.value?.mayBeIncomplete).toBeUndefined();
  });

  it('"No known allergies", "Not recorded", "Couldn’t read", "not offered" and a list are five different cells', () => {
    const of = (section: Section) => cells({ AllergyIntolerance: section }).allergies;
    const five = [
      of(ok(getR4('AllergyIntolerance', 'nka'))),
      of(ok()),
      of(failed),
      of(notOffered),
      of(ok(makeAllergy('Penicillin'))),
    ];
    expect(five.map((cell) => [cell?.status, cell?.value?.kind])).toEqual([
      ['ok', 'noKnown'],
      ['ok', 'notRecorded'],
      ['failed', undefined],
      ['notOffered', undefined],
      ['ok', 'list'],
    ]);
  });

  it('a patient who is gone says so in the patient cell', () => {
    const gone: Section = { status: 'failed', reason: 'patient_not_found', fetched };
    expect(cells({ Patient: gone }).patient).toEqual(gone);
    expect(cells({ Patient: ok() }).patient).toEqual(gone);
  });

  it('the main problem fails with the conditions only; without encounters it may be incomplete', () => {
    const asthma = ok(makeCondition('Asthma'));
    expect(cells({ Condition: failed, Encounter: ok() }).mainProblem?.status).toBe('failed');
    expect(cells({ Condition: asthma, Encounter: failed }).mainProblem).toMatchObject({
      status: 'ok',
      value: { main: { text: 'Asthma' } },
      mayBeIncomplete: true,
    });
    expect(cells({ Condition: asthma, Encounter: notOffered }).mainProblem?.mayBeIncomplete).toBeUndefined();
  });

  it('what wasn’t read to the end says so, with a value and without', () => {
    const part: Section = { ...ok(), mayBeIncomplete: true };
    const answer = cells({ Encounter: part, AllergyIntolerance: part, Condition: part });
    expect(answer.bed).toMatchObject({ mayBeIncomplete: true, value: { mayBeIncomplete: true } });
    expect(answer.allergies?.mayBeIncomplete).toBe(true);
    expect(answer.mainProblem).toEqual({ status: 'empty', mayBeIncomplete: true, fetched });
  });

  it('what couldn’t be read is counted, with a value and without', () => {
    const left = { mayBeIncomplete: true, unreadable: 3 };
    const some: Section = { ...ok(makeCondition('Asthma')), ...left };
    expect(cells({ Condition: some }).mainProblem).toMatchObject({ status: 'ok', ...left });
    expect(cells({ Condition: { ...ok(), ...left } }).mainProblem).toEqual({
      status: 'empty',
      fetched,
      ...left,
    });
  });

  it('only the columns asked for, and only those whose sections were read; unknown ones are passed over', () => {
    const sections = { Patient: ok(makePatient()), Observation: ok() };
    expect(Object.keys(cells(sections, ['patient', 'bed', 'notes', 'field:x', 'constructor']))).toEqual([
      'patient',
    ]);
  });

  it('a resource that isn’t shaped like one fails its own cell and no other', () => {
    const broken: unknown = { resourceType: 'AllergyIntolerance', code: { coding: 5 } };
    const isResource = (value: unknown): value is FhirResource => value === broken;
    if (!isResource(broken)) throw new Error('unreachable');
    const answer = cells({ AllergyIntolerance: ok(broken), Condition: ok(makeCondition('Asthma')) });
    expect(answer.allergies).toEqual({ status: 'failed', reason: 'server_answer_broken', fetched });
    expect(answer.mainProblem?.status).toBe('ok');
  });

  it('each vital sign has a column of its own, with the same value as in the summary', () => {
    const pulse = makeVital('a', '8867-4', { valueQuantity: { value: 72, unit: '/min' } });
    const answer = cells({ Observation: ok(pulse) });
    expect(answer.heartRate?.value).toBe(answer.vitals?.value?.latest[0]);
    expect(answer.weight?.status).toBe('empty');
  });

  it('bed, length of stay and status come from the same encounter', () => {
    const encounter = makeEncounter('e', {
      status: 'onleave',
      period: { start: '2026-11-20' },
      location: [{ location: { display: 'Ward 5' } }],
    });
    const answer = cells({ Encounter: ok(encounter) });
    expect(answer.bed?.value).toMatchObject({ kind: 'in', text: 'Ward 5' });
    expect(answer.lengthOfStay?.value?.days).toBe(3);
    expect(answer.encounterStatus?.value).toBe('onleave');
  });

  it('general practitioner and phone are empty where the patient has none', () => {
    const patient = makePatient({ telecom: [{ system: 'phone', value: '555' }] });
    const answer = cells({ Patient: ok(patient) });
    expect(answer.phone?.value).toBe('555');
    expect(answer.generalPractitioner).toEqual({ status: 'empty', fetched });
  });
});
