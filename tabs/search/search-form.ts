// From what was typed to the terms of a FHIR search. Nothing is searched for before it can tell people apart.
import { limits } from '../../api/contract/limits';
import { parseSearch } from '../ui/format/parse-search';
import type { SearchForm } from './useSearch';

export function toSearchForm(
  text: string,
  birthDate: string,
  locale: string,
): SearchForm | 'tooShort' | undefined {
  const trimmed = text.normalize('NFKC').trim();
  if (trimmed === '') return undefined;
  if ([...trimmed].length < limits.searchMinCharacters) return 'tooShort';
  const parsed = parseSearch(trimmed, locale);
  const terms = Object.entries(birthDate ? { birthdate: birthDate, ...parsed } : parsed);
  // Half a date is on its way: nothing to search for yet.
  if (terms.length === 0) return undefined;
  const isShort = terms.some(([, value]) => [...value].length < limits.searchMinCharacters);
  return isShort ? 'tooShort' : Object.fromEntries(terms);
}
