// Any column sorts the list: for each of them two patients whose order turns round with the direction.
import { expect, test } from 'vitest';
import { type RowModel, toRowModel } from '../../../api/clinical/row-model';
import { sortRows } from '../../../api/clinical/sort-rows';
import type { Cell, EhrCells, EhrColumnId } from '../../../api/contract/columns';
import type { FieldType } from '../../../api/contract/fields.schema';
import type { Row, TypedScalar } from '../../../api/contract/lists.schema';
import type { AllergiesValue, MainProblemValue, VitalItem } from '../../../api/contract/values';
import { at, inBed, toCells, toEhrRow, toRow } from '../../tabs/list/rows';

type Pair<T> = readonly [first: T, second: T];

const ok = <V>(value: V): Cell<V> => ({ status: 'ok', value, fetched: at });
const isolation = ['None', 'Contact'];
const toField = (type: FieldType) => ({ id: type, name: type, type, choices: isolation });
const context = {
  fields: (['text', 'longText', 'choice', 'date', 'number', 'yesNo'] as const).map(toField),
  language: 'en',
};

function expectOrder(column: string, [first, second]: Pair<RowModel>): void {
  const order = (from: readonly RowModel[], isDescending: boolean) =>
    sortRows(from, { column, isDescending }, context);
  expect(order([second, first], false)).toEqual([first.id, second.id]);
  expect(order([first, second], true)).toEqual([second.id, first.id]);
}

const measured = (value: number): Cell<VitalItem> => ok({ kind: 'other', display: '', quantity: { value } });
const pressure = (systolic: number, diastolic: number): Cell<VitalItem> =>
  ok({
    kind: 'bloodPressure',
    display: '',
    systolic: { value: systolic },
    diastolic: { value: diastolic },
  });
const seen = (effective: string): EhrCells => ({
  vitals: ok({ latest: [{ kind: 'heartRate', display: '', effective }] }),
});
const problem = (text: string): Cell<MainProblemValue> =>
  ok({ main: { text, category: 'other', isActive: true }, rule: 'latest', more: 0 });
const allergy = (text: string, isHigh: boolean): Cell<AllergiesValue> =>
  ok({ kind: 'list', items: [{ text, isHigh, reactions: [] }] });

/** The second of each pair is the greater one, or comes later in the order that the column has. */
const columns: Record<EhrColumnId, Pair<EhrCells>> = {
  bed: [{ bed: ok(inBed('5 West', '501', '2')) }, { bed: ok(inBed('5 West', '501', '10')) }],
  patient: [toCells({ kind: 'noBed' }, 'ABBOTT, Lena'), toCells({ kind: 'noBed' }, 'WARM, Judith')],
  mainProblem: [{ mainProblem: problem('Angina') }, { mainProblem: problem('Sepsis') }],
  allergies: [{ allergies: allergy('Peanut', true) }, { allergies: allergy('Latex', false) }],
  lengthOfStay: [
    { lengthOfStay: ok({ days: 2, start: '2026-11-21' }) },
    { lengthOfStay: ok({ days: 10, start: '2026-11-13' }) },
  ],
  vitals: [seen('2026-11-21T23:00:00Z'), seen('2026-11-22T06:00:00Z')],
  bloodPressure: [{ bloodPressure: pressure(90, 60) }, { bloodPressure: pressure(120, 50) }],
  heartRate: [{ heartRate: measured(58) }, { heartRate: measured(110) }],
  respiration: [{ respiration: measured(9) }, { respiration: measured(22) }],
  temperature: [{ temperature: measured(36.4) }, { temperature: measured(39.2) }],
  oxygenSaturation: [{ oxygenSaturation: measured(88) }, { oxygenSaturation: measured(97) }],
  weight: [{ weight: measured(9.4) }, { weight: measured(71) }],
  height: [{ height: measured(98) }, { height: measured(171) }],
  bmi: [{ bmi: measured(9) }, { bmi: measured(24) }],
  medications: [
    { medications: ok({ items: [{ text: 'Heparin', isActive: true }] }) },
    { medications: ok({ items: [{ text: 'Metformin', isActive: true }] }) },
  ],
  coverage: [
    { coverage: ok({ items: [{ payor: 'Harbor Health' }] }) },
    { coverage: ok({ items: [{ payor: 'Union Care' }] }) },
  ],
  encounterStatus: [{ encounterStatus: ok('finished') }, { encounterStatus: ok('in-progress') }],
  generalPractitioner: [{ generalPractitioner: ok('Dr Ames') }, { generalPractitioner: ok('Dr Yu') }],
  phone: [{ phone: ok('555-0101') }, { phone: ok('555-0199') }],
};

const toModel = (id: string, cells: EhrCells) => toRowModel(toEhrRow(id), cells, { isFilling: false });
const toModels = ([first, second]: Pair<EhrCells>): Pair<RowModel> => [
  toModel('first', first),
  toModel('second', second),
];

test.each(Object.entries(columns))('%s', (column, pair) => {
  expectOrder(column, toModels(pair));
});

test.each<[string, EhrColumnId, Pair<EhrCells>]>([
  [
    'the diastolic one decides between equal systolic ones',
    'bloodPressure',
    [{ bloodPressure: pressure(120, 60) }, { bloodPressure: pressure(120, 80) }],
  ],
  [
    'what was measured in words stands by them',
    'heartRate',
    [
      { heartRate: ok({ kind: 'heartRate', display: '', text: 'irregular' }) },
      { heartRate: ok({ kind: 'heartRate', display: '', text: 'regular' }) },
    ],
  ],
  [
    'of the same weight the name decides',
    'allergies',
    [{ allergies: allergy('Latex', true) }, { allergies: allergy('Peanut', true) }],
  ],
  [
    'any allergy comes before "no known"',
    'allergies',
    [{ allergies: allergy('Latex', false) }, { allergies: ok({ kind: 'noKnown', items: [] }) }],
  ],
  [
    '"no known" comes before "not recorded"',
    'allergies',
    [{ allergies: ok({ kind: 'noKnown', items: [] }) }, { allergies: ok({ kind: 'notRecorded' }) }],
  ],
])('%s', (_what, column, pair) => {
  expectOrder(column, toModels(pair));
});

const typedModel = (id: string, typed: Record<string, TypedScalar>, more: Partial<Row> = {}) =>
  toRowModel(toRow(id, typed, more), undefined, { isFilling: false });

const fields: Record<FieldType, Pair<TypedScalar>> = {
  text: ['Dr Ames', 'Dr Yu'],
  longText: ['Bed rest', 'Walk'],
  choice: ['None', 'Contact'],
  date: ['2026-09-30', '2026-12-01'],
  number: [9, 12.5],
  yesNo: [true, false],
};

test.each(Object.entries(fields))('a field of the team, %s', (type, [first, second]) => {
  const column = `field:${type}`;
  expectOrder(column, [typedModel('first', { [column]: first }), typedModel('second', { [column]: second })]);
});

test('notes by the time of the last one, updated by the last change', () => {
  const by = { id: 'p1', name: 'Priya Nair' };
  const [early, late] = ['2026-11-21T08:00:00.000Z', '2026-11-22T06:00:00.000Z'];
  const noted = (id: string, time: string) =>
    typedModel(id, {}, { lastNote: { id: `note-${id}`, text: id, by, at: time } });
  expectOrder('notes', [noted('first', early), noted('second', late)]);
  const changed = (id: string, updatedAt: string) => typedModel(id, {}, { updatedAt });
  expectOrder('updated', [changed('first', early), changed('second', late)]);
});
