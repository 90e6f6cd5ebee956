// Numbers are typed as text so that half of one can stand; here they become numbers. "37,5" is 37.5.
import type { Field } from '../../../api/contract/fields.schema';
import type { Draft } from './edit-state';

export function toNumbers(draft: Draft, fields: readonly Field[]): Draft {
  const entries = Object.entries(draft).map(([key, value]) => {
    const isNumber = fields.some((field) => `field:${field.id}` === key && field.type === 'number');
    if (!isNumber || typeof value !== 'string' || value.trim() === '') return [key, value] as const;
    const number = Number(value.normalize('NFKC').trim().replace(',', '.'));
    // What isn't a number is sent as it is: the API says what is wrong with it, and the words stay.
    return [key, Number.isFinite(number) ? number : value] as const;
  });
  return Object.fromEntries(entries);
}
