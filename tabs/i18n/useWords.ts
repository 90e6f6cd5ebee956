// `t` with keys that are checked by the compiler: a key that isn't in the English files doesn't build.
import { createContext, useContext, useMemo } from 'react';
import type { Language } from '../../api/contract/languages';
import type { Dictionary, WordValues } from '../../api/words/dictionary';
import type { KeyOf } from '../../api/words/keys';
import type { words as firstWords } from './en';
import type { words as moreWords } from './en-more';

/** "area.key" or "area.group.key"; plural forms (`_one`, `_other`) are asked for by their base and `count`. */
export type WordKey = KeyOf<typeof firstWords> | KeyOf<typeof moreWords>;
export type Say = (key: WordKey, values?: WordValues) => string;

export interface Words {
  readonly t: Say;
  /** Is there a word for this key? For keys that are made of a code. */
  readonly has: (key: string) => boolean;
  /** "A, B and C" as the language joins them. */
  readonly list: (items: readonly string[]) => string;
  /** "A, B or C". */
  readonly either: (items: readonly string[]) => string;
  readonly language: Language;
}

export const WordsContext = createContext<Dictionary | undefined>(undefined);

export function useWords(): Words {
  const dictionary = useContext(WordsContext);
  if (dictionary === undefined) throw new Error('useWords needs a WordsContext above it');
  return useMemo(() => {
    const parted = new Intl.ListFormat(dictionary.language, { type: 'disjunction' });
    const joined = new Intl.ListFormat(dictionary.language, { type: 'conjunction' });
    return {
      t: (key, values) => dictionary.find(key, values) ?? key,
      has: (key) => dictionary.find(key) !== undefined,
      list: (items) => joined.format(items),
      either: (items) => parted.format(items),
      language: dictionary.language,
    };
  }, [dictionary]);
}
