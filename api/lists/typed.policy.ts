// What may be typed about a patient: which keys, and what a value of each looks like. Pure.
import { isTypedOverEhr, typedKeys } from '../contract/columns';
import type { Field, FieldType } from '../contract/fields.schema';
import { limits } from '../contract/limits';
import type { TypedScalar } from '../contract/lists.schema';
import type { Person } from '../contract/session.schema';
import { invalidInput } from '../errors/known-errors';
import type { TypedValues } from './row.map';

export type TypedInput = Readonly<Record<string, TypedScalar>>;

/** The input with texts trimmed and empty ones as null. Throws invalid_input that names each wrong key. */
export function toCheckedTyped(input: TypedInput, fields: readonly Field[], isEhrRow: boolean): TypedInput {
  const faults: { path: string; message: string }[] = [];
  const checked: Record<string, TypedScalar> = {};
  for (const [key, given] of Object.entries(input)) {
    const value = typeof given === 'string' ? given.trim() || null : given;
    const message = findFault(key, value, fields, isEhrRow);
    if (message) faults.push({ path: `typed.${key}`, message });
    else checked[key] = value;
  }
  if (faults.length > 0) throw invalidInput(faults);
  return checked;
}

/** Somebody must be able to tell who is meant. */
export function assertIdentified(typed: TypedInput): void {
  if (typed.family || typed.given || typed.mrn) return;
  throw invalidInput([{ path: 'typed', message: 'Type at least a name or an MRN.' }]);
}

/** Null takes a value away. A value that is typed again as it was keeps its author and time. */
export function toMergedTyped(before: TypedValues, input: TypedInput, by: Person, at: string): TypedValues {
  const merged = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(input)) {
    if (value === null) merged.delete(key);
    else if (merged.get(key)?.value !== value) merged.set(key, { value, by, at });
  }
  return Object.fromEntries(merged);
}

export function toPlainTyped(values: TypedValues): TypedInput {
  return Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value]));
}

const fieldPrefix = 'field:';

function findFault(
  key: string,
  value: TypedScalar,
  fields: readonly Field[],
  isEhrRow: boolean,
): string | undefined {
  if (isEhrRow && !isTypedOverEhr(key)) return 'This comes from the EHR and can’t be typed.';
  if (key.startsWith(fieldPrefix)) {
    const field = fields.find(({ id }) => key === `${fieldPrefix}${id}`);
    if (!field) return 'The team has no such field.';
    return value === null ? undefined : checks[field.type](value, field);
  }
  const kind = typedKinds.get(key);
  if (!kind) return 'This can’t be typed.';
  return value === null ? undefined : checks[kind](value);
}

type Check = (value: TypedScalar, field?: Field) => string | undefined;

const checks: Readonly<Record<FieldType | 'gender', Check>> = {
  text: (value) => checkText(value, limits.typedText),
  longText: (value) => checkText(value, limits.typedLongText),
  choice: (value, field) =>
    typeof value === 'string' && field?.choices.includes(value) ? undefined : 'Choose one of the choices.',
  date: (value) => (isPartialDate(value) ? undefined : 'Type a date as 2026-11-22, 2026-11 or 2026.'),
  number: (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'Type a number.'),
  yesNo: (value) => (typeof value === 'boolean' ? undefined : 'Choose yes or no.'),
  gender: (value) =>
    typeof value === 'string' && ['male', 'female', 'other', 'unknown'].includes(value)
      ? undefined
      : 'Choose male, female, other or unknown.',
};

const special: Readonly<Record<string, keyof typeof checks>> = {
  birthDate: 'date',
  admittedOn: 'date',
  gender: 'gender',
  noKnownAllergies: 'yesNo',
  allergies: 'longText',
  medications: 'longText',
  vitals: 'longText',
};

const typedKinds: ReadonlyMap<string, keyof typeof checks> = new Map(
  typedKeys.map((key) => [key, special[key] ?? 'text']),
);

function checkText(value: TypedScalar, most: number): string | undefined {
  if (typeof value !== 'string') return 'Type a text.';
  return value.length > most ? `Type at most ${most} characters.` : undefined;
}

function isPartialDate(value: TypedScalar): boolean {
  if (typeof value !== 'string') return false;
  const parts = /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
