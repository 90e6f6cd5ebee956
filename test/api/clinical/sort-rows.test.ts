// The order of the list, its headings and its filter.
import { expect, test } from 'vitest';
import { toRowModel } from '../../../api/clinical/row-model';
import { naturalSort, sortRows } from '../../../api/clinical/sort-rows';
import type { EhrCells } from '../../../api/contract/columns';
import type { WhereValue } from '../../../api/contract/values';
import { matches, toWords } from '../../../tabs/list/model/filter-rows';
import { groupRows } from '../../../tabs/list/model/group-rows';
import { inBed, toCells, toEhrRow, toRow } from '../../tabs/list/rows';

const reading = { isFilling: false };
const choice = { id: 'f1', name: 'Plan', type: 'choice' as const, choices: ['Full', 'Ward', 'Comfort'] };
const context = { fields: [choice], language: 'en' };
const toModel = (id: string, cells: EhrCells) => toRowModel(toEhrRow(id), cells, reading);
const wards: Record<string, WhereValue> = {
  ten: inBed('5 West', '501', 'Bed 10'),
  left: { kind: 'left' },
  two: inBed('5 West', '501', 'Bed 2'),
  none: { kind: 'noBed' },
  east: inBed('5 East', '9', '1'),
};
const models = Object.entries(wards).map(([id, where]) => toModel(id, toCells(where, `${id}, N`)));

test('ward, room and bed in natural order: no bed first, bed 2 before bed 10, left last', () => {
  expect(sortRows(models, naturalSort, context)).toEqual(['none', 'east', 'two', 'ten', 'left']);
});

test('a place that could not be read comes after every one that could', () => {
  const cells = toCells({ kind: 'noBed' }, 'AAA, First by name');
  const failed = toModel('failed', {
    ...cells,
    bed: { status: 'failed', reason: 'server_timeout', fetched: '' },
  });
  expect(sortRows([failed, ...models], naturalSort, context).at(-1)).toBe('failed');
});

test('rows without a value come last in both directions', () => {
  const rows = [
    toRow('blank'),
    toRow('b', { mainProblem: 'Bronchitis' }),
    toRow('a', { mainProblem: 'Angina' }),
  ];
  const typed = rows.map((row) => toRowModel(row, undefined, reading));
  const by = (isDescending: boolean) => sortRows(typed, { column: 'mainProblem', isDescending }, context);
  expect(by(false)).toEqual(['a', 'b', 'blank']);
  expect(by(true)).toEqual(['b', 'a', 'blank']);
});

test('choices are sorted in the order that the owner gave them', () => {
  const rows = ['Comfort', 'Full', 'Ward'].map((plan) => toRow(plan, { 'field:f1': plan }));
  const typed = rows.map((row) => toRowModel(row, undefined, reading));
  const sort = { column: 'field:f1', isDescending: false };
  expect(sortRows(typed, sort, context)).toEqual(['Full', 'Ward', 'Comfort']);
});

test('wards become headings in the order that the rows have', () => {
  const ids = sortRows(models, naturalSort, context);
  const groups = groupRows(ids, new Map(models.map((model) => [model.id, model])));
  expect(groups.map(({ kind, name, rowIds }) => [kind, name, rowIds.length])).toEqual([
    ['noBed', undefined, 1],
    ['ward', '5 East', 1],
    ['ward', '5 West', 2],
    ['left', undefined, 1],
  ]);
});

test('whose encounters were not all read stand together under words of their own, not under "No encounter"', () => {
  const incomplete: WhereValue = { kind: 'noEncounter', mayBeIncomplete: true };
  const others = [
    toModel('maybe 1', toCells(incomplete, 'A, A')),
    toModel('nowhere', toCells({ kind: 'noEncounter' }, 'B, B')),
    toModel('maybe 2', toCells(incomplete, 'C, C')),
  ];
  const ids = sortRows(others, naturalSort, context);
  const groups = groupRows(ids, new Map(others.map((model) => [model.id, model])));
  expect(groups.map(({ kind, rowIds }) => [kind, rowIds])).toEqual([
    ['noEncounter', ['nowhere']],
    ['incomplete', ['maybe 1', 'maybe 2']],
  ]);
});

test('a filter finds names without accents, MRNs, problems and notes, and wants every word', () => {
  const row = toRow('a', { family: 'Müller', given: 'Jörg', mrn: '100274', mainProblem: 'Hip fracture' });
  const model = toRowModel(row, undefined, reading);
  for (const text of ['muller', 'MÜLLER jorg', '0274', 'hip  müll', '']) {
    expect(matches(model, toWords(text)), text).toBe(true);
  }
  expect(matches(model, toWords('müller knee'))).toBe(false);
});
