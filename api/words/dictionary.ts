// Finds a word and fills its places in: "{{name}}", and plural forms by Intl.PluralRules. No library: i18next and
// react-i18next cost 18 kB of the 170 that the first screen may weigh, and this is all that we use of them.
import type { Language } from '../contract/languages';

export type Tree = { readonly [key: string]: string | Tree };
export type WordValues = Readonly<Record<string, string | number>>;

export interface Dictionary {
  readonly language: Language;
  readonly find: (key: string, values?: WordValues) => string | undefined;
  /** The words that the first screen does without. What failed is tried again when asked for again. */
  readonly loadMore: () => Promise<void>;
  /** Are those here? */
  readonly isWhole: () => boolean;
}

export function createDictionary(
  language: Language,
  first: Tree,
  readMore: () => Promise<Tree> = () => Promise.resolve({}),
): Dictionary {
  let words = first;
  let more: Promise<void> | undefined;
  let isWhole = false;
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return {
    language,
    loadMore: () => {
      more ??= readMore().then(
        (read) => {
          words = { ...words, ...read };
          isWhole = true;
        },
        (error: unknown) => {
          more = undefined;
          throw error;
        },
      );
      return more;
    },
    isWhole: () => isWhole,
    find: (key, values = {}) => {
      const count = values.count;
      const forms = typeof count === 'number' ? [`${key}_${plural.select(count)}`, `${key}_other`] : [];
      const text = [...forms, key].map((k) => lookUp(words, k)).find((found) => found !== undefined);
      return text?.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
        const value = values[name];
        if (value === undefined) return whole;
        return typeof value === 'number' ? number.format(value) : value;
      });
    },
  };
}

function lookUp(words: Tree, key: string): string | undefined {
  let at: string | Tree | undefined = words;
  for (const part of key.split('.')) {
    if (typeof at !== 'object' || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return typeof at === 'string' ? at : undefined;
}
