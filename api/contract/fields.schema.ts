// The team's own fields: a schema that an owner makes.
import { z } from 'zod';
import { limits } from './limits';

export const fieldType = z.enum(['text', 'longText', 'choice', 'date', 'number', 'yesNo']);
export type FieldType = z.infer<typeof fieldType>;

const fieldName = z.string().trim().min(1).max(limits.fieldName);
const choices = z.array(z.string().trim().min(1).max(limits.choice)).max(limits.choicesPerField);

export const field = z.strictObject({
  id: z.uuid(),
  name: fieldName,
  type: fieldType,
  choices: choices.describe('in order; empty unless the type is choice'),
});
export type Field = z.infer<typeof field>;

export const fieldSet = z.strictObject({ version: z.number().int(), fields: z.array(field) });
export type FieldSet = z.infer<typeof fieldSet>;

/** A field without id is new. A field that is left out is retired: its values are kept and come back with it. */
export const saveFields = z.strictObject({
  fields: z
    .array(
      z.strictObject({
        id: z.uuid().optional(),
        name: fieldName,
        type: fieldType,
        choices: choices.default([]),
      }),
    )
    .max(limits.fieldsPerTeam),
});
export type SaveFields = z.input<typeof saveFields>;
