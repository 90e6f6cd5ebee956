// The order of the list: by default hospital, ward, room, bed; else by any column. Always over the whole list.

import type { EhrColumnId } from '../contract/columns';
import { isEhrColumn } from '../contract/columns';
import type { Field } from '../contract/fields.schema';
import type { VitalItem } from '../contract/values';
import { compareParts, type SortPart } from './natural';
import type { RowModel } from './row-model';
import { compareWhere } from './where-order';

export interface Sort {
  readonly column: string;
  readonly isDescending: boolean;
}

export const naturalSort: Sort = { column: 'bed', isDescending: false };

export interface SortContext {
  readonly fields: readonly Field[];
  readonly language: string;
}

/** Ids in order. Rows without a value come last in both directions; equal rows stand by name, then as they were added. */
export function sortRows(models: readonly RowModel[], sort: Sort, context: SortContext): string[] {
  const keyed = models.map((model) => ({
    model,
    key: toSortKey(model, sort.column, context),
    name: toNameKey(model),
  }));
  keyed.sort((a, b) => {
    const blank = Number(isBlank(a.key)) - Number(isBlank(b.key));
    if (blank !== 0) return blank;
    const order = compare(a, b, sort, context) * (sort.isDescending ? -1 : 1);
    return (
      order ||
      compareParts(a.name, b.name, context.language) ||
      a.model.row.addedAt.localeCompare(b.model.row.addedAt)
    );
  });
  return keyed.map(({ model }) => model.id);
}

interface Keyed {
  readonly model: RowModel;
  readonly key: readonly SortPart[];
}

function compare(a: Keyed, b: Keyed, sort: Sort, context: SortContext): number {
  const [here, there] = [a.model.cell('bed').value, b.model.cell('bed').value];
  if (sort.column === 'bed' && here && there) return compareWhere(here, there);
  return compareParts(a.key, b.key, context.language);
}

const isBlank = (key: readonly SortPart[]): boolean => key.every((part) => part === undefined);
const toNameKey = (model: RowModel): SortPart[] => [model.patient?.name?.display];

function toSortKey(model: RowModel, column: string, context: SortContext): SortPart[] {
  if (column.startsWith('field:')) return toFieldKey(model, column, context);
  if (column === 'notes') return [model.row.lastNote?.at];
  if (column === 'updated') return [model.row.updatedAt];
  return isEhrColumn(column) ? ehrKeys[column](model) : [];
}

const vital = (item: VitalItem | undefined): SortPart[] => [
  item?.quantity?.value ?? item?.systolic?.value ?? item?.text,
  item?.diastolic?.value,
];

const ehrKeys: Record<EhrColumnId, (model: RowModel) => SortPart[]> = {
  bed: (m) => [m.cell('bed').value?.kind],
  patient: toNameKey,
  mainProblem: (m) => [m.cell('mainProblem').value?.main.text],
  allergies: (m) => toAllergyKey(m),
  lengthOfStay: (m) => [m.cell('lengthOfStay').value?.days],
  vitals: (m) => [m.cell('vitals').value?.latest[0]?.effective],
  bloodPressure: (m) => vital(m.cell('bloodPressure').value),
  heartRate: (m) => vital(m.cell('heartRate').value),
  respiration: (m) => vital(m.cell('respiration').value),
  temperature: (m) => vital(m.cell('temperature').value),
  oxygenSaturation: (m) => vital(m.cell('oxygenSaturation').value),
  weight: (m) => vital(m.cell('weight').value),
  height: (m) => vital(m.cell('height').value),
  bmi: (m) => vital(m.cell('bmi').value),
  medications: (m) => [m.cell('medications').value?.items[0]?.text],
  coverage: (m) => [m.cell('coverage').value?.items[0]?.payor],
  encounterStatus: (m) => [m.cell('encounterStatus').value],
  generalPractitioner: (m) => [m.cell('generalPractitioner').value],
  phone: (m) => [m.cell('phone').value],
};

/** Severe ones first, then any, then "no known", then "not recorded". */
function toAllergyKey(model: RowModel): SortPart[] {
  const value = model.cell('allergies').value;
  if (!value) return [];
  if (value.kind !== 'list') return [value.kind === 'noKnown' ? 2 : 3];
  return [value.items.some((item) => item.isHigh) ? 0 : 1, value.items[0]?.text];
}

function toFieldKey(model: RowModel, column: string, context: SortContext): SortPart[] {
  const value = model.row.typed[column]?.value;
  if (value === undefined || value === null || value === '') return [];
  const field = context.fields.find((each) => `field:${each.id}` === column);
  if (field?.type === 'choice') {
    const place = field.choices.indexOf(String(value));
    return [place < 0 ? field.choices.length : place, String(value)];
  }
  if (typeof value === 'boolean') return [value ? 0 : 1];
  return [value];
}
