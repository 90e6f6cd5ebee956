// The team's own fields while they are being edited.
import { expect, it } from 'vitest';
import type { Field } from '../../../api/contract/fields.schema';
import {
  type FieldDraft,
  findFault,
  isSame,
  toDrafts,
  toSaveFields,
  withMoved,
} from '../../../tabs/settings/fields/field-drafts';

const field: Field = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Diet',
  type: 'choice',
  choices: ['Soft', 'Fluid'],
};
const draft = (parts: Partial<FieldDraft>): FieldDraft => ({
  key: 'k',
  name: 'Diet',
  type: 'text',
  choices: '',
  ...parts,
});

it('a field comes back as it went', () => {
  expect(toSaveFields(toDrafts([field])).fields).toEqual([field]);
  expect(isSame(toDrafts([field]), [field])).toBe(true);
});

it('a new field has no id, and only a choice has choices, each once', () => {
  expect(toSaveFields([draft({ name: ' Goal ', choices: 'left over' })]).fields).toEqual([
    { name: 'Goal', type: 'text', choices: [] },
  ]);
  expect(toSaveFields([draft({ type: 'choice', choices: 'A\n\n B \nA' })]).fields[0]?.choices).toEqual([
    'A',
    'B',
  ]);
});

it.each([
  [{ name: '  ' }, 'nameMissing'],
  [{ name: 'code STATUS' }, 'nameTwice'],
  [{ type: 'choice', choices: ' \n' }, 'choiceMissing'],
  [{ name: 'Goal' }, undefined],
] as const)('the draft %j has the fault %s', (parts, fault) => {
  const one = draft(parts);
  expect(findFault(one, [one, draft({ key: 'other', name: 'Code status' })])).toBe(fault);
});

it('a field moves up and down, but not out of the list', () => {
  const drafts = ['a', 'b', 'c'].map((key) => draft({ key, name: key }));
  const keys = (list: readonly FieldDraft[]) => list.map(({ key }) => key).join('');
  expect(keys(withMoved(drafts, 2, -1))).toBe('acb');
  expect(keys(withMoved(drafts, 0, 1))).toBe('bac');
  expect(keys(withMoved(drafts, 0, -1))).toBe('abc');
});
