// What becomes of a team's fields when an owner saves the schema: kept, new, retired or back. Pure.
import type { z } from 'zod';
import type { Field, FieldType, saveFields } from '../contract/fields.schema';
import { invalidInput } from '../errors/known-errors';

export type GivenFields = z.output<typeof saveFields>['fields'];

export interface KnownFields {
  readonly fields: readonly Field[];
  readonly retired: readonly Field[];
}

/** Throws invalid_input that names each wrong field. `newId` makes the id of a field that has none. */
export function toNextFields(known: KnownFields, given: GivenFields, newId: () => string): KnownFields {
  const all = [...known.fields, ...known.retired];
  const faults = given.flatMap((field, index) =>
    findFaults(field, given.slice(0, index), all).map((fault) => ({
      path: `fields.${index}.${fault.path}`,
      message: fault.message,
    })),
  );
  if (faults.length > 0) throw invalidInput(faults);
  const fields = given.map(({ id, name, type, choices }) => ({ id: id ?? newId(), name, type, choices }));
  const retired = all.filter(({ id }) => !fields.some((field) => field.id === id));
  return { fields, retired };
}

interface Fault {
  readonly path: string;
  readonly message: string;
}

function findFaults(field: GivenFields[number], earlier: GivenFields, known: readonly Field[]): Fault[] {
  const faults: Fault[] = [];
  const before = known.find(({ id }) => id === field.id);
  if (field.id !== undefined && !before) faults.push({ path: 'id', message: 'The team has no such field.' });
  if (field.id !== undefined && earlier.some(({ id }) => id === field.id)) {
    faults.push({ path: 'id', message: 'This field is there twice.' });
  }
  if (earlier.some(({ name }) => isSameName(name, field.name))) {
    faults.push({ path: 'name', message: 'Another field has this name.' });
  }
  if (before && !canBecome(before.type, field.type)) {
    faults.push({
      path: 'type',
      message: 'A field that has values keeps its type. Add a new field instead.',
    });
  }
  const message = findChoicesFault(field);
  if (message) faults.push({ path: 'choices', message });
  return faults;
}

function findChoicesFault({ type, choices }: GivenFields[number]): string | undefined {
  if (type !== 'choice') return choices.length > 0 ? 'Only a choice has choices.' : undefined;
  if (choices.length === 0) return 'Name at least one choice.';
  return new Set(choices).size < choices.length ? 'Each choice is there once.' : undefined;
}

function canBecome(before: FieldType, after: FieldType): boolean {
  return before === after || (before === 'text' && after === 'longText');
}

function isSameName(one: string, other: string): boolean {
  return one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();
}
