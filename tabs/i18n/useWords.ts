// `t` with keys that are checked by the compiler: a key that isn't in the English files doesn't build.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { words } from './en';
import type { Language } from './languages';

type Join<A extends string, B extends string> = `${A}.${B}`;
type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : Join<K, Paths<T[K]>>;
}[keyof T & string];
type WithoutPlural<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** "area.key" or "area.group.key"; plural forms (`_one`, `_other`) are asked for by their base and `count`. */
export type WordKey = WithoutPlural<Paths<typeof words>>;
export type WordValues = Readonly<Record<string, string | number>>;
export type Say = (key: WordKey, values?: WordValues) => string;

export interface Words {
  readonly t: Say;
  /** Is there a word for this key? For keys that are made of a code. */
  readonly has: (key: string) => boolean;
  readonly language: Language;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  return useMemo(
    () => ({
      t: (key, values) => t(key, { ...values }),
      has: (key) => i18n.exists(key),
      language: i18n.language as Language,
    }),
    [t, i18n],
  );
}
