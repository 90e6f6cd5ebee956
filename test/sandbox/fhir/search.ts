// Runs a search over one store: filter, sort, page, and the searchset as the bytes that go out.
import type { Persona } from '../persona';
import { type Json, toReferencedId } from '../resource';
import { FhirFault, type Issue, toFault, toNumbered, toOutcome } from './fault';
import { findMatches } from './matching';
import type { SearchParam } from './search-params';
import { type Filter, type SearchRequest, type SearchSurroundings, toSearchRequest } from './search-request';
import type { ResourceStore, Stored } from './store';
import { type SearchTwists, toTwisted } from './twists';
import {
  isDateMatch,
  isStringMatch,
  isTokenMatch,
  toPlainText,
  toStretch,
  toStretches,
  toTokens,
} from './values';

export interface SearchRest {
  type: string;
  query: string;
  offset: number;
}
export interface SearchContext extends SearchSurroundings {
  store: ResourceStore;
  base: string;
  twists: SearchTwists;
  /** Keeps the rest of a search: the query of its next link. */
  toCursor(rest: SearchRest): string;
}

const demandingMost = {
  hits: 100,
  refusal: { status: 400, code: 'too-costly', number: '4127', severity: 'fatal' },
} as const;
const datePrefix = /^(eq|ne|gt|ge|lt|le|sa|eb|ap)(?=\d)/;

function isMatch(filter: Filter, value: Json): boolean {
  const { param, modifier, values } = filter;
  switch (param.kind) {
    case 'string':
      return typeof value === 'string' && values.some((asked) => isStringMatch(value, asked, modifier));
    case 'token':
      return toTokens(value).some((token) => values.some((asked) => isTokenMatch(token, asked)));
    case 'reference':
      return values.some((asked) => toReferencedId(value, toAskedType(asked)) === asked.split('/').at(-1));
    case 'date':
      return toStretches(value).some((stretch) =>
        values.some((asked) => {
          const prefix = datePrefix.exec(asked)?.[1] ?? 'eq';
          const wanted = toStretch(asked.replace(datePrefix, ''));
          if (wanted === undefined) {
            throw new FhirFault(400, { code: 'invalid', diagnostics: `Invalid date "${asked}".` });
          }
          return isDateMatch(stretch, prefix, wanted);
        }),
      );
  }
}

function toAskedType(asked: string): string {
  return asked.includes('/') ? (asked.split('/').at(-2) ?? 'Patient') : 'Patient';
}

/** References that lead to no person. */
const ofNoPatient = new Set(['partof', 'issuer', 'location']);

/** The smallest set of candidates that an index gives. */
function toCandidates({ store, type }: SearchContext, { filters }: SearchRequest): readonly Stored[] {
  for (const { name, param, values } of filters) {
    const [only, ...more] = values;
    if (only === undefined || more.length > 0) continue;
    if (name === '_id') return [store.find(type, only)].filter((found) => found !== undefined);
    if (param.kind === 'reference' && !ofNoPatient.has(name)) {
      return store.ofPatient(type, only.split('/').at(-1) ?? only);
    }
  }
  return store.all(type);
}

function toSortKey(param: SearchParam, stored: Stored): number | string | undefined {
  const [value] = param.values(stored.resource);
  if (value === undefined) return undefined;
  if (param.kind === 'date') {
    const [stretch] = toStretches(value);
    return stretch === undefined ? undefined : Math.max(stretch.start, 0);
  }
  return typeof value === 'string' ? toPlainText(value) : undefined;
}

/** What has no value to sort by comes last, either way. */
function sortBy(found: readonly Stored[], param: SearchParam, isDescending: boolean): Stored[] {
  const keyed = found.map((stored) => ({ stored, key: toSortKey(param, stored) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined)
      return Number(a.key === undefined) - Number(b.key === undefined);
    const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    return isDescending ? -order : order;
  });
  return keyed.map(({ stored }) => stored);
}

function toOrdered(
  context: SearchContext,
  request: SearchRequest,
  found: readonly Stored[],
): readonly Stored[] {
  const date = context.params.get('date');
  if (context.twists.isOldestFirst && date !== undefined) return sortBy(found, date, false);
  return request.sort.reduceRight(
    (list, { param, isDescending }) => sortBy(list, param, isDescending),
    found,
  );
}

function toEntry({ base, twists }: SearchContext, stored: Stored): string {
  const { type, id } = stored;
  return `{"fullUrl":"${base}/${type}/${id}","resource":${toTwisted(stored, twists)},"search":{"mode":"match"}}`;
}

function toOutcomeEntry(issues: readonly Issue[]): string {
  return `{"resource":${JSON.stringify(toOutcome(issues))},"search":{"mode":"outcome"}}`;
}

/** Somebody else's resource among the answers: what must never be shown. */
function findForeign({ store, type }: SearchContext, found: readonly Stored[]): Stored | undefined {
  const mine = new Set(found.map((stored) => stored.id));
  return found.length === 0 ? undefined : store.all(type).findLast((stored) => !mine.has(stored.id));
}

function refuseTooMany(persona: Persona, type: string, count: number): void {
  const own = persona.isDemanding ? demandingMost : persona.quirks?.search?.most;
  if (own !== undefined && type === 'Patient' && count > own.hits) {
    throw toFault(own.refusal, 'The search found too many patients.');
  }
}

function toNextLink(context: SearchContext, query: URLSearchParams, request: SearchRequest): string {
  const { base, type, twists } = context;
  const offset = twists.isPageLooped ? request.offset : request.offset + request.count;
  const { paging, pageSuffix = '' } = context.persona.quirks?.search ?? {};
  const place = paging === 'base' ? '' : `/${type}`;
  const cursor = context.toCursor({ type, query: query.toString(), offset });
  return `${twists.nextOrigin ?? base}${place}?${cursor}${pageSuffix}`;
}

/** `MRN|123` and "Last,First", as single systems write them. */
function toOwnWords({ persona, type }: SearchContext, filter: Filter): Filter[] {
  const { mrnCode, isLastFirst } = persona.quirks?.search ?? {};
  if (type === 'Patient' && mrnCode !== undefined && filter.name === 'identifier') {
    const values = filter.values.map((value) => value.replace(`${mrnCode}|`, `${persona.mrnSystem}|`));
    return [{ ...filter, values }];
  }
  if (type === 'Patient' && isLastFirst === true && filter.name === 'name') {
    return filter.values.map((value) => ({ ...filter, values: [value.trim()] }));
  }
  return [filter];
}

function findStored(context: SearchContext, asked: SearchRequest): readonly Stored[] {
  if (context.twists.isUnfiltered) return context.store.all(context.type);
  const request = { ...asked, filters: asked.filters.flatMap((filter) => toOwnWords(context, filter)) };
  const matches = (filter: Filter, { resource }: Stored) =>
    filter.param.values(resource).some((value) => isMatch(filter, value));
  const candidates = toCandidates(context, request);
  if (context.type === 'Patient' && context.persona.quirks?.search?.isMatched === true) {
    return findMatches(candidates, request.filters, matches);
  }
  return candidates.filter((stored) => request.filters.every((filter) => matches(filter, stored)));
}

/** Same rows, another order, the same one each time. */
function shuffle(page: readonly Stored[]): Stored[] {
  const toHash = ({ id }: Stored) =>
    [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const keyed = page.map((stored) => ({ stored, key: (toHash(stored) * 7919) % 9973 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ stored }) => stored);
}

function toPage(context: SearchContext, request: SearchRequest, ordered: readonly Stored[]): Stored[] {
  const { isPageShuffled, repeatsOverPages } = context.persona.quirks?.search ?? {};
  if (request.isCountOnly) return [];
  const hasRepeat = (context.twists.repeatsRows || repeatsOverPages === true) && request.offset > 0;
  const page = ordered.slice(request.offset - (hasRepeat ? 1 : 0), request.offset + request.count);
  return isPageShuffled === true ? shuffle(page) : page;
}

function toTotal(
  { persona, twists }: SearchContext,
  request: SearchRequest,
  count: number,
  hasMore: boolean,
) {
  if (twists.lyingTotal !== undefined) return `"total":${twists.lyingTotal},`;
  const isTold =
    request.isCountOnly ||
    (persona.total !== 'never' && (request.isTotalAsked || persona.total !== 'onDemand'));
  const { totalUpTo = count } = persona.quirks?.search ?? {};
  const isPaged = hasMore || request.offset > 0;
  if (isPaged && count > totalUpTo && !request.isTotalAsked && !request.isCountOnly) return '';
  if (!isTold || twists.isTotalHidden) return '';
  const isGuess = persona.total === 'estimate' && hasMore && !request.isTotalAsked;
  return `"total":${isGuess ? Math.ceil(count / 50) * 50 + 50 : count},`;
}

function toIssues({ persona }: SearchContext, request: SearchRequest, count: number): Issue[] {
  const number = persona.isDemanding ? '4101' : persona.quirks?.search?.nothingNumber;
  if (number === undefined || count > 0) return request.warnings;
  const nothing = { severity: 'warning', code: 'informational', diagnostics: 'Nothing was found.' } as const;
  return [...request.warnings, { ...nothing, ...toNumbered(number) }];
}

/** The searchset of a search, as text. Throws FhirFault. */
export function toSearchset(context: SearchContext, query: URLSearchParams, offset: number): string {
  const { base, type, twists } = context;
  const request = toSearchRequest(context, query, offset);
  const found = findStored(context, request);
  refuseTooMany(context.persona, type, found.length);
  const page = toPage(context, request, toOrdered(context, request, found));
  const hasMore = !request.isCountOnly && request.offset + request.count < found.length;
  const entries = page.map((stored) => toEntry(context, stored));
  const foreign = twists.leaks ? findForeign(context, found) : undefined;
  if (foreign !== undefined) entries.push(toEntry(context, foreign));
  const issues = toIssues(context, request, found.length);
  if (issues.length > 0) entries.push(toOutcomeEntry(issues));
  const total = toTotal(context, request, found.length, hasMore);
  const self = JSON.stringify(`${base}/${type}`);
  const next =
    hasMore || twists.isPageLooped
      ? `,{"relation":"next","url":${JSON.stringify(toNextLink(context, query, request))}}`
      : '';
  const entry = entries.length === 0 && !twists.isEntryEmpty ? '' : `,"entry":[${entries.join(',')}]`;
  return `{"resourceType":"Bundle","type":"searchset",${total}"link":[{"relation":"self","url":${self}}${next}]${entry}}`;
}
