// One search box, three kinds of terms: what was typed becomes a name, an MRN, a birth date, or a name with one of them.
import { parseBirthDate } from './parse-birth-date';

/** FHIR's own names of the parameters; only those that were found are there. */
export type SearchTerms = {
  readonly [K in 'name' | 'family' | 'given' | 'birthdate' | 'identifier']?: string;
};

/** Empty while a date is being typed: half a date is no MRN, and nothing should be searched for yet. */
export function parseSearch(text: string, locale: string, now = new Date()): SearchTerms {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  // `system|value` goes to the server as it is.
  if (plain.includes('|')) return { identifier: plain };
  const marked = /^(?:mrn\b|#)[\s:#.]*(\S.*)$/i.exec(plain)?.[1];
  if (marked) return { identifier: toIdentifier(marked.split(' ')) };
  const { birthdate, rest } = takeBirthDate(plain, locale, now);
  const words = rest.split(' ').filter((word) => word !== '' && !isHalfDate(word));
  const numbers = words.filter(hasDigit);
  return {
    ...(birthdate === undefined ? {} : { birthdate }),
    ...(numbers.length === 0 ? {} : { identifier: toIdentifier(numbers) }),
    ...toName(words.filter((word) => !hasDigit(word)).join(' ')),
  };
}

/** The longest run of words that is a birth date, wherever it stands. */
function takeBirthDate(
  plain: string,
  locale: string,
  now: Date,
): { readonly birthdate: string | undefined; readonly rest: string } {
  const words = plain.split(' ');
  for (let length = Math.min(words.length, 6); length > 0; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const candidate = words
        .slice(at, at + length)
        .join(' ')
        .replace(/[,;]$/, '');
      const birthdate = hasDigit(candidate) ? parseBirthDate(candidate, locale, now) : undefined;
      if (birthdate)
        return { birthdate, rest: [...words.slice(0, at), ...words.slice(at + length)].join(' ') };
    }
  }
  return { birthdate: undefined, rest: plain };
}

/** "5/6", "5/6/19", "1957-", "1957-06-", "1957年6": a date on its way. "12-34-56" is the form of many MRNs. */
function isHalfDate(word: string): boolean {
  return /^\d{1,2}\/(?:\d{1,2}(?:\/\d{0,4})?)?$|^\d{4}(?:[-/]|年)(?:\d{1,2}(?:(?:[-/]|月)\d{0,2})?)?$/.test(
    word,
  );
}

function hasDigit(word: string): boolean {
  return /\d/.test(word);
}

/** Digits that were typed in groups are one number. */
function toIdentifier(words: readonly string[]): string {
  const isGrouped = words.every((word) => /^\d+$/.test(word));
  return words.join(isGrouped ? '' : ' ');
}

/** "Family, Given" says which is which; an ideographic name with a space has the family first; else the server decides. */
function toName(text: string): SearchTerms {
  const [family = '', given = ''] = text.split(/[,、]/, 2).map((part) => part.trim());
  if (family !== '' && given !== '') return { family, given };
  const name = family || given;
  if (name === '') return {};
  const [first, second, ...others] = name.split(' ');
  const isIdeographic = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\s]+$/u.test(name);
  if (isIdeographic && first && second && others.length === 0) return { family: first, given: second };
  return { name };
}
