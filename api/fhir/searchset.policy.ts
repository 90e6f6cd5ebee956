// Whether a searchset answers the question that was asked. Throws where it is none, is refused, or leaves a filter out.
import type { KnownError } from '../errors/known-error';
import type { PartnerRules } from '../partners/partner.schema';
import type { Raw } from './any-release/element';
import { fhirFault, hasIgnoredFilter, type Issue, isGrave, toServerFault } from './fhir-faults';
import { type Searchset, toSearchset } from './searchset.map';

export interface SearchsetContext {
  readonly base: URL;
  readonly rules: Pick<PartnerRules, 'paging' | 'errors'>;
}

/** `filters`: names of the parameters by which was searched. */
export function readSearchset(
  body: Raw,
  type: string,
  filters: readonly string[],
  { base, rules }: SearchsetContext,
): Searchset {
  const searchset = toSearchset(body, type, base, rules.paging);
  if (searchset === undefined) throw fhirFault('server_answer_broken');
  if (hasIgnoredFilter(searchset.issues, filters)) throw fhirFault('search_refused');
  const refusal = findRefusal(searchset, rules);
  if (refusal !== undefined) throw refusal;
  return searchset;
}

/** What a searchset with nothing but an error is: the server's "no" under status 200. */
export function findRefusal(
  { matches, issues }: Searchset,
  { errors }: SearchsetContext['rules'],
): KnownError | undefined {
  if (matches.length > 0) return undefined;
  const grave = issues.filter(isGrave);
  if (grave.length === 0) return undefined;
  const outcome = { resourceType: 'OperationOutcome', issue: grave.map(toIssueAgain) };
  return toServerFault(200, outcome, { meanings: errors });
}

function toIssueAgain({ severity, code, numbers, words }: Issue): Raw {
  return {
    severity,
    code,
    diagnostics: words,
    details: { coding: numbers.map((number) => ({ code: number })) },
  };
}
