// From what was typed to the terms of a FHIR search. Nothing is searched for before it can tell people apart.
import { limits } from '../../api/contract/limits';
import { parseSearch } from '../ui/format/parse-search';
import { type MoreValues, withMore } from './more-fields';
import type { SearchForm } from './useSearch';

export function toSearchForm(
  text: string,
  more: MoreValues,
  locale: string,
): SearchForm | 'tooShort' | undefined {
  const trimmed = text.normalize('NFKC').trim();
  if (trimmed === '') return undefined;
  if ([...trimmed].length < limits.searchMinCharacters) return 'tooShort';
  const parsed = parseSearch(trimmed, locale);
  const terms = withMore(parsed, more);
  // Half a date is on its way: nothing to search for yet.
  if (Object.keys(terms).length === 0) return undefined;
  const { name = '', family = '', given = '', identifier } = terms;
  // In China one character is often enough for the given name.
  const texts = [name + family + given, identifier ?? ''].filter((one) => one !== '');
  const isShort = texts.some((one) => [...one].length < limits.searchMinCharacters);
  return isShort ? 'tooShort' : terms;
}
