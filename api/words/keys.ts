// Which words there are, for the compiler: "area.key" of the JSON files beside this one, and how one is asked for.
import type { WordValues } from './dictionary';
import type column from './en/column.json';
import type patient from './en/patient.json';

export type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];
type WithoutPlural<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** Keys of a tree of words; plural forms (`_one`, `_other`) are asked for by their base and `count`. */
export type KeyOf<T> = WithoutPlural<Paths<T>>;

/** Words of patients, their values and columns: those that screens and files share. */
export interface ValueTree {
  readonly column: typeof column;
  readonly patient: typeof patient;
}
export type ValueKey = KeyOf<ValueTree>;
export type SayValue = (key: ValueKey, values?: WordValues) => string;
