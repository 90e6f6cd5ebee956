// What the server wants to search by beside the box, as fields: which are asked for, and their place in the search. Pure.
import type { AnyProblem } from '../net/problem';
import type { SearchForm } from './useSearch';

/** In the order in which they are shown. */
const fields = ['family', 'name', 'given', 'birthdate', 'identifier'] as const;
export type MoreField = (typeof fields)[number];
export type MoreValues = Readonly<Partial<Record<MoreField, string>>>;

/** What is asked for stays asked for: a field that somebody types into doesn't go away because it was filled. */
export function withNeeded(
  asked: readonly MoreField[],
  problem: AnyProblem | undefined,
): readonly MoreField[] {
  const needs = toNeeds(problem);
  // One field for the name, by its part where the server wants parts.
  const all = fields.filter((one) => asked.includes(one) || needs.includes(one));
  const next = all.includes('family') ? all.filter((one) => one !== 'name') : all;
  return next.length === asked.length ? asked : next;
}

function toNeeds(problem: AnyProblem | undefined): readonly string[] {
  if (problem?.code === 'search_too_many') return ['birthdate', 'identifier'];
  return problem?.code === 'search_needs_more' ? (problem.needs ?? ['birthdate', 'identifier']) : [];
}

/** What stands in the box goes before what stands beside it. */
export function withMore(terms: SearchForm, values: MoreValues): SearchForm {
  const filled = Object.entries(values).map(([field, value]) => [field, value.trim()] as const);
  return { ...Object.fromEntries(filled.filter(([, value]) => value !== '')), ...terms };
}
