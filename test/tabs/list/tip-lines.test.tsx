// What a cell's tip says: the same words as the cell, so that nothing reads as active, sure or exact that isn't.
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { toRowModel } from '../../../api/clinical/row-model';
import type { EhrCells } from '../../../api/contract/columns';
import type { VitalItem } from '../../../api/contract/values';
import { createDictionary } from '../../../api/words/dictionary';
import { words } from '../../../tabs/i18n/en';
import { words as moreWords } from '../../../tabs/i18n/en-more';
import { WordsContext } from '../../../tabs/i18n/useWords';
import type { ColumnModel } from '../../../tabs/list/columns';
import { useTipLines } from '../../../tabs/list/useTipLines';
import { at, toEhrRow } from './rows';

const dictionary = createDictionary('en', { ...words, ...moreWords });

function tipOf(
  column: keyof EhrCells & string,
  value: unknown,
  more: object = {},
  others: Partial<EhrCells> = {},
): readonly string[] {
  const cells = { ...others, [column]: { status: 'ok', value, fetched: at, ...more } } as EhrCells;
  const model = toRowModel(toEhrRow('1'), cells, {} as Parameters<typeof toRowModel>[2]);
  let lines: readonly string[] = [];
  function Tip() {
    lines = useTipLines()(model, { id: column } as ColumnModel);
    return null;
  }
  renderToStaticMarkup(
    <WordsContext value={dictionary}>
      <Tip />
    </WordsContext>,
  );
  return lines;
}
const weight = (more: Partial<VitalItem>): VitalItem => ({
  kind: 'weight',
  display: '',
  quantity: { value: 3.289, unit: 'kg', original: { value: 7.25, unit: 'lb' } },
  ...more,
});

test('a medication that was stopped says so', () => {
  const items = [
    { text: 'Furosemide', isActive: true, dose: '40 mg' },
    { text: 'Heparin', isActive: false, qualifier: 'stopped', dose: '5000 IU' },
  ];
  const lines = tipOf('medications', { items });
  expect(lines).toContain('Furosemide · 40 mg · time unknown');
  expect(lines).toContain('stopped: Heparin · 5000 IU · time unknown');
});

test('an allergy that is not confirmed says so, and a hidden problem says why', () => {
  const items = [{ text: 'Latex', isHigh: false, reactions: [], qualifier: 'unconfirmed' }];
  expect(tipOf('allergies', { kind: 'list', items })[0]).toBe('Latex · unconfirmed');
  const main = { text: 'masked', absent: 'masked', category: 'other', isActive: true };
  expect(tipOf('mainProblem', { main, rule: 'latest', more: 0 })[0]).toBe('not known (masked)');
});

test.each([
  [1, '1 record could not be read and is left out.'],
  [3, '3 records could not be read and are left out.'],
])('%i that couldn’t be read are told', (unreadable, words) => {
  const main = { text: 'Asthma', category: 'other', isActive: true };
  const read = { unreadable, mayBeIncomplete: true };
  expect(tipOf('mainProblem', { main, rule: 'latest', more: 0 }, read)).toContain(words);
});

test('a value that came without a unit says so', () => {
  const item = weight({ quantity: { value: 150 } });
  expect(tipOf('weight', item)[0]).toBe('Weight 150 (no unit)');
  expect(tipOf('vitals', { latest: [item] })[0]).toContain('Weight 150 (no unit)');
});

test('where nothing is recorded it is told since when that is known', () => {
  expect(tipOf('medications', undefined, { status: 'stale' }).join()).toMatch(/Last read at/);
});

test('that encounters were not all read is told, and no "No encounter"', () => {
  expect(tipOf('bed', { kind: 'noEncounter' })[0]).toBe('No encounter');
  const lines = tipOf('bed', { kind: 'noEncounter', mayBeIncomplete: true }, { mayBeIncomplete: true });
  expect(lines[0]).toBe('May be incomplete: not everything could be read.');
});

test('a hidden MRN says why', () => {
  const patient = { id: 'x', name: { display: 'SOLO, Jaina' }, otherNames: [], absent: { mrn: 'masked' } };
  expect(tipOf('patient', patient)).not.toContain('no MRN');
  expect(tipOf('patient', patient).join()).toContain('not known (masked)');
});

test('a hidden family name is told beneath the given one, a hidden name in its place', () => {
  const patient = { id: 'x', name: { display: 'Protected' }, otherNames: [], absent: { family: 'masked' } };
  expect(tipOf('patient', patient).slice(0, 2)).toEqual(['Protected', 'Family name: not known (masked)']);
  const nameless = { id: 'x', otherNames: [], absent: { name: 'masked' } };
  expect(tipOf('patient', nameless)[0]).toBe('Name: not known (masked)');
});

test('a vital sign has its qualifier, what the EHR has, and its exact time', () => {
  const source = { server: 'ehr.example', reference: 'Observation/1' };
  const lines = tipOf(
    'weight',
    weight({ qualifier: 'preliminary', effective: '2026-11-20T07:02:31Z', source } as Partial<VitalItem>),
  );
  expect(lines).toContain('preliminary');
  expect(lines.join()).toContain('7.25 lb');
  expect(lines.join()).toContain(':31');
  expect(tipOf('vitals', { latest: [weight({ qualifier: 'preliminary' })] })[0]).toContain('preliminary');
});

const of = (id: string) => ({ server: 'ehr.example', reference: id });

test('several items say each which record it is of, and the server once', () => {
  const latest = [
    weight({ effective: '2026-11-20', source: of('Observation/1') }),
    weight({ kind: 'bmi', effective: '2026-11-20', source: of('Observation/2') }),
  ];
  const [first, second, server] = tipOf('vitals', { latest });
  expect(first).toMatch(/ · Observation\/1$/);
  expect(second).toMatch(/ · Observation\/2$/);
  expect(server).toBe('From ehr.example');
  const items = [
    { text: 'Furosemide', isActive: true, source: of('MedicationRequest/1') },
    { text: 'Heparin', isActive: true, dose: '5000 IU', source: of('MedicationRequest/2') },
  ];
  expect(tipOf('medications', { items }).slice(0, 3)).toEqual([
    'Furosemide · time unknown · MedicationRequest/1',
    'Heparin · 5000 IU · time unknown · MedicationRequest/2',
    'From ehr.example',
  ]);
});

test('each of several allergies has its own time and record', () => {
  const items = [
    { text: 'Latex', isHigh: false, reactions: [], effective: '2019', source: of('AllergyIntolerance/1') },
    { text: 'Nuts', isHigh: false, reactions: [], recorded: '2020', source: of('AllergyIntolerance/2') },
  ];
  expect(tipOf('allergies', { kind: 'list', items }).slice(0, 3)).toEqual([
    'Latex · onset 2019 · AllergyIntolerance/1',
    'Nuts · recorded 2020 · AllergyIntolerance/2',
    'From ehr.example',
  ]);
});

test('a main problem says when it began or was recorded, else when it was true, else that nobody knows', () => {
  const tipFor = (more: object) => {
    const main = { text: 'Asthma', category: 'other', isActive: true, source: of('Condition/1'), ...more };
    return tipOf('mainProblem', { main, rule: 'latest', more: 0 }).slice(2, -1);
  };
  const from = 'From ehr.example, Condition/1';
  expect(tipFor({})).toEqual(['time unknown', from]);
  expect(tipFor({ onset: '2019', effective: '2019' })).toEqual(['onset 2019', from]);
  expect(tipFor({ recorded: '2020' })).toEqual(['recorded 2020', from]);
  expect(tipFor({ effective: '2026-11-18' })).toEqual(['True at Nov 18, 2026', from]);
});

test('a medication says when it was ordered, or since when it is taken; a coverage since when it holds', () => {
  const tipFor = (more: object) =>
    tipOf('medications', { items: [{ text: 'Furosemide', isActive: true, ...more }] })[0];
  const ordered = { source: of('MedicationRequest/1'), effective: '2026-11-18', authored: '2026-11-18' };
  expect(tipFor(ordered)).toBe('Furosemide · ordered Nov 18, 2026');
  expect(tipFor({ ...ordered, ended: '2026-11-20' })).toBe(
    'Furosemide · ordered Nov 18, 2026 · until Nov 20, 2026',
  );
  const reported = { source: of('MedicationStatement/1'), effective: '2020', authored: '2026-11-18' };
  expect(tipFor(reported)).toBe('Furosemide · recorded Nov 18, 2026 · since 2020');
  const coverage = { payor: 'Seaview Health', start: '2020', effective: '2020', source: of('Coverage/1') };
  expect(tipOf('coverage', { items: [coverage] })[0]).toBe('Seaview Health · since 2020');
});

test('items of one record say it once', () => {
  const source = of('Coverage/1');
  const items = [
    { payor: 'Seaview Health', plan: 'Gold', source },
    { payor: 'Seaview Health', plan: 'Dental', source },
  ];
  expect(tipOf('coverage', { items }).slice(0, 3)).toEqual([
    'Seaview Health · Gold · time unknown',
    'Seaview Health · Dental · time unknown',
    'From ehr.example, Coverage/1',
  ]);
});

test('status of the stay, general practitioner and phone say the record that they were read from', () => {
  const bed = { kind: 'in', bed: '3', source: of('Encounter/1') };
  const patient = { id: 'x', name: { display: 'SOLO, Jaina' }, otherNames: [], source: of('Patient/1') };
  const cells = (value: object): Partial<EhrCells> =>
    Object.fromEntries(
      Object.entries(value).map(([id, each]) => [id, { status: 'ok', value: each, fetched: at }]),
    );
  const more = cells({ bed, patient });
  expect(tipOf('encounterStatus', 'in-progress', {}, more).slice(0, 3)).toEqual([
    'in progress',
    'time unknown',
    'From ehr.example, Encounter/1',
  ]);
  const since = cells({ bed: { ...bed, effective: '2026-11-18' } });
  expect(tipOf('encounterStatus', 'in-progress', {}, since)).toContain('True at Nov 18, 2026');
  expect(tipOf('generalPractitioner', 'Dr. Ada Lind', {}, more)).toContain('From ehr.example, Patient/1');
  expect(tipOf('phone', '555 0100', {}, more).slice(0, 2)).toEqual([
    '555 0100',
    'From ehr.example, Patient/1',
  ]);
});
