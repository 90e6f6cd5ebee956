// The fields as they are being edited, and what is wrong with them. Pure: no fetching, no words.
import type { Field, FieldType, SaveFields } from '../../../api/contract/fields.schema';

export interface FieldDraft {
  /** Stable while editing; not the field's id. */
  readonly key: string;
  readonly id?: string | undefined;
  readonly name: string;
  readonly type: FieldType;
  /** One choice per line, as typed. */
  readonly choices: string;
}

export type DraftFault = 'nameMissing' | 'nameTwice' | 'choiceMissing';

export const fieldTypes = [
  'text',
  'longText',
  'choice',
  'date',
  'number',
  'yesNo',
] as const satisfies readonly FieldType[];

export function toDrafts(fields: readonly Field[]): readonly FieldDraft[] {
  return fields.map(({ id, name, type, choices }) => ({
    key: id,
    id,
    name,
    type,
    choices: choices.join('\n'),
  }));
}

export function toChoices(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

export function toSaveFields(drafts: readonly FieldDraft[]): SaveFields {
  return {
    fields: drafts.map(({ id, name, type, choices }) => ({
      ...(id === undefined ? {} : { id }),
      name: name.trim(),
      type,
      choices: type === 'choice' ? toChoices(choices) : [],
    })),
  };
}

export function findFault(draft: FieldDraft, all: readonly FieldDraft[]): DraftFault | undefined {
  const name = draft.name.trim().toLowerCase();
  if (name === '') return 'nameMissing';
  if (all.some((other) => other.key !== draft.key && other.name.trim().toLowerCase() === name))
    return 'nameTwice';
  return draft.type === 'choice' && toChoices(draft.choices).length === 0 ? 'choiceMissing' : undefined;
}

export function isSame(drafts: readonly FieldDraft[], fields: readonly Field[]): boolean {
  return JSON.stringify(toSaveFields(drafts)) === JSON.stringify(toSaveFields(toDrafts(fields)));
}

export function withMoved(drafts: readonly FieldDraft[], index: number, by: 1 | -1): readonly FieldDraft[] {
  const moved = drafts[index];
  const other = drafts[index + by];
  if (moved === undefined || other === undefined) return drafts;
  return drafts.map((draft, at) => (at === index ? other : at === index + by ? moved : draft));
}
