// What may be typed, by field type: accepted values come back trimmed, refused ones are named.
import { describe, expect, it } from 'vitest';
import type { Field, FieldType } from '../../../api/contract/fields.schema';
import type { TypedScalar } from '../../../api/contract/lists.schema';
import { isKnownError } from '../../../api/errors/known-error';
import { toCheckedTyped, toMergedTyped } from '../../../api/lists/typed.policy';

const id = '5d1f3d50-0000-4000-8000-000000000001';
const key = `field:${id}`;
const toField = (type: FieldType): Field => ({
  id,
  name: 'Code status',
  type,
  choices: type === 'choice' ? ['Full', 'DNR'] : [],
});

describe('a value of one of the team’s own fields', () => {
  const cases: [FieldType, TypedScalar, TypedScalar][] = [
    ['text', ' hip ', 'hip'],
    ['longText', 'x'.repeat(4_000), 'x'.repeat(4_000)],
    ['choice', 'DNR', 'DNR'],
    ['date', '2026-11', '2026-11'],
    ['date', '2024-02-29', '2024-02-29'],
    ['number', -2.5, -2.5],
    ['yesNo', false, false],
    ['choice', null, null],
    ['number', '', null],
  ];
  it.each(cases)('%s takes %j', (type, given, kept) => {
    expect(toCheckedTyped({ [key]: given }, [toField(type)], true)).toEqual({ [key]: kept });
  });

  const refused: [FieldType, TypedScalar][] = [
    ['text', 'x'.repeat(501)],
    ['text', 7],
    ['longText', 'x'.repeat(4_001)],
    ['choice', 'dnr'],
    ['choice', true],
    ['date', '2026-13'],
    ['date', '2026-02-30'],
    ['date', 2026],
    ['number', '7'],
    ['number', Number.NaN],
    ['yesNo', 'yes'],
    ['yesNo', 0],
  ];
  it.each(refused)('%s refuses %j', (type, given) => {
    let error: unknown;
    try {
      toCheckedTyped({ [key]: given }, [toField(type)], false);
    } catch (thrown) {
      error = thrown;
    }
    expect(isKnownError(error) && error.parts.fields?.[0]?.path).toBe(`typed.${key}`);
  });
});

describe('merging', () => {
  const chen = { id: 'c', name: 'Chen Wei' };
  const priya = { id: 'p', name: 'Priya Nair' };
  const before = { ward: { value: '5', by: chen, at: 'then' }, bed: { value: '2', by: chen, at: 'then' } };

  it('keeps author and time of what was typed again as it was', () => {
    const merged = toMergedTyped(before, { ward: '5', bed: '3' }, priya, 'now');
    expect(merged).toEqual({ ward: before.ward, bed: { value: '3', by: priya, at: 'now' } });
  });

  it('takes away what is null, and touches nothing else', () => {
    expect(toMergedTyped(before, { ward: null, room: null }, priya, 'now')).toEqual({ bed: before.bed });
  });

  it('T10: a key like __proto__ is a key like any other', () => {
    const input = JSON.parse('{"__proto__": {"isOwner": true}}');
    expect(() => toCheckedTyped(input, [], false)).toThrow('invalid_input');
    const merged = toMergedTyped({}, JSON.parse('{"__proto__": "x"}'), priya, 'now');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});
