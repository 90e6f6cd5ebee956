// How wide each column stands and which typed keys can be edited in it. No markup; words are in the language files.

import { type EhrColumnId, isTypedOverEhr } from '../../api/contract/columns';
import type { Field } from '../../api/contract/fields.schema';

export interface ColumnModel {
  readonly id: string;
  readonly width: number;
  /** Takes its share of the room that is left. */
  readonly isGrowing: boolean;
  readonly isNumeric: boolean;
  readonly field: Field | undefined;
}

const widths: Record<EhrColumnId | 'notes' | 'updated', number> = {
  bed: 96,
  patient: 240,
  mainProblem: 180,
  allergies: 176,
  lengthOfStay: 80,
  vitals: 344,
  bloodPressure: 112,
  heartRate: 92,
  respiration: 92,
  temperature: 92,
  oxygenSaturation: 92,
  weight: 92,
  height: 92,
  bmi: 80,
  medications: 240,
  coverage: 160,
  encounterStatus: 120,
  generalPractitioner: 160,
  phone: 140,
  notes: 220,
  updated: 150,
};
const fieldWidths: Record<Field['type'], number> = {
  text: 160,
  longText: 240,
  choice: 130,
  date: 120,
  number: 96,
  yesNo: 88,
};
const growing: ReadonlySet<string> = new Set(['mainProblem', 'allergies', 'vitals', 'medications', 'notes']);
const numeric: ReadonlySet<string> = new Set(['lengthOfStay']);

/** Bed and patient always stand first, since they stay in view; unknown columns (a retired field) are left out. */
export function toColumns(ids: readonly string[], fields: readonly Field[]): ColumnModel[] {
  const rest = ids.filter((id) => id !== 'bed' && id !== 'patient');
  return ['bed', 'patient', ...rest].flatMap((id) => toColumn(id, fields) ?? []);
}

function toColumn(id: string, fields: readonly Field[]): ColumnModel | undefined {
  if (id.startsWith('field:')) {
    const field = fields.find((each) => `field:${each.id}` === id);
    if (!field) return undefined;
    const isNumeric = field.type === 'number';
    return { id, width: fieldWidths[field.type], isGrowing: field.type === 'longText', isNumeric, field };
  }
  const width = (widths as Record<string, number>)[id];
  if (width === undefined) return undefined;
  return { id, width, isGrowing: growing.has(id), isNumeric: numeric.has(id), field: undefined };
}

export function toTemplate(columns: readonly ColumnModel[]): string {
  return columns.map((c) => (c.isGrowing ? `minmax(${c.width}px, ${c.width}fr)` : `${c.width}px`)).join(' ');
}

const editKeys: Record<string, readonly string[]> = {
  bed: ['ward', 'room', 'bed'],
  patient: ['family', 'given', 'birthDate', 'gender', 'mrn'],
  mainProblem: ['mainProblem'],
  allergies: ['allergies', 'noKnownAllergies'],
  lengthOfStay: ['admittedOn'],
  vitals: ['vitals'],
  medications: ['medications'],
  coverage: ['coverage'],
  generalPractitioner: ['generalPractitioner'],
  phone: ['phone'],
};

/** The typed keys that a person may change in this cell; none if it's the EHR's. */
export function toEditKeys(column: string, { isTyped }: { readonly isTyped: boolean }): readonly string[] {
  const keys = column.startsWith('field:') ? [column] : (editKeys[column] ?? []);
  return isTyped ? keys : keys.filter(isTypedOverEhr);
}
