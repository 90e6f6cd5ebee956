// Runs a search over one store: filter, sort, page, and the searchset as the bytes that go out.
import type { Persona } from '../persona';
import { type Json, toReferencedId } from '../resource';
import { FhirFault, type Issue, toOutcome } from './fault';
import type { SearchParam } from './search-params';
import { type Filter, type SearchRequest, type SearchSurroundings, toSearchRequest } from './search-request';
import type { ResourceStore, Stored } from './store';
import {
  isDateMatch,
  isStringMatch,
  isTokenMatch,
  toPlainText,
  toStretch,
  toStretches,
  toTokens,
} from './values';

/** What the fault knobs change about an answer. */
export interface SearchTwists {
  isTotalHidden: boolean;
  isPageLooped: boolean;
  nextOrigin?: string | undefined;
  leaks: boolean;
  isOldestFirst: boolean;
}
export interface SearchRest {
  type: string;
  query: string;
  offset: number;
}
export interface SearchContext extends SearchSurroundings {
  store: ResourceStore;
  base: string;
  twists: SearchTwists;
  /** Keeps the rest of a search and names it. */
  toCursor(rest: SearchRest): string;
}

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

/** The smallest set of candidates that an index gives. */
function toCandidates({ store, type }: SearchContext, { filters }: SearchRequest): readonly Stored[] {
  for (const { name, param, values } of filters) {
    const [only, ...more] = values;
    if (only === undefined || more.length > 0) continue;
    if (name === '_id') return [store.find(type, only)].filter((found) => found !== undefined);
    if (param.kind === 'reference' && name !== 'partof' && name !== 'issuer') {
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

function toEntry(base: string, { type, id, json }: Stored): string {
  return `{"fullUrl":"${base}/${type}/${id}","resource":${json},"search":{"mode":"match"}}`;
}

function toOutcomeEntry(issues: readonly Issue[]): string {
  return `{"resource":${JSON.stringify(toOutcome(issues))},"search":{"mode":"outcome"}}`;
}

/** Somebody else's resource among the answers: what must never be shown. */
function findForeign({ store, type }: SearchContext, found: readonly Stored[]): Stored | undefined {
  const mine = new Set(found.map((stored) => stored.id));
  return found.length === 0 ? undefined : store.all(type).findLast((stored) => !mine.has(stored.id));
}

function toTooMany(persona: Persona, type: string, count: number): Issue | undefined {
  if (!persona.isDemanding || type !== 'Patient' || count <= 100) return undefined;
  const detail = { system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369', code: '4127' };
  return {
    severity: 'fatal',
    code: 'too-costly',
    diagnostics: 'The search found too many patients.',
    detail,
  };
}

function toNextLink(context: SearchContext, query: URLSearchParams, request: SearchRequest): string {
  const { base, type, twists } = context;
  const offset = twists.isPageLooped ? request.offset : request.offset + request.count;
  const cursor = context.toCursor({ type, query: query.toString(), offset });
  return `${twists.nextOrigin ?? base}/${type}?_cursor=${cursor}`;
}

/** The searchset of a search, as text. Throws FhirFault. */
export function toSearchset(context: SearchContext, query: URLSearchParams, offset: number): string {
  const { persona, base, type, twists } = context;
  const request = toSearchRequest(context, query, offset);
  const found = toCandidates(context, request).filter((stored) =>
    request.filters.every((filter) =>
      filter.param.values(stored.resource).some((value) => isMatch(filter, value)),
    ),
  );
  const tooMany = toTooMany(persona, type, found.length);
  if (tooMany !== undefined) throw new FhirFault(400, tooMany);
  const ordered = toOrdered(context, request, found);
  const page = request.isCountOnly ? [] : ordered.slice(request.offset, request.offset + request.count);
  const hasMore = !request.isCountOnly && request.offset + page.length < found.length;
  const entries = page.map((stored) => toEntry(base, stored));
  const foreign = twists.leaks ? findForeign(context, found) : undefined;
  if (foreign !== undefined) entries.push(toEntry(base, foreign));
  const issues = [...request.warnings];
  if (persona.isDemanding && found.length === 0) {
    const detail = { system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369', code: '4101' };
    issues.push({ severity: 'warning', code: 'informational', diagnostics: 'Nothing was found.', detail });
  }
  if (issues.length > 0) entries.push(toOutcomeEntry(issues));
  const hasTotal = request.isCountOnly || request.isTotalAsked || persona.total === 'always';
  const total = hasTotal && !twists.isTotalHidden ? `"total":${found.length},` : '';
  const self = JSON.stringify(`${base}/${type}`);
  const next =
    hasMore || twists.isPageLooped
      ? `,{"relation":"next","url":${JSON.stringify(toNextLink(context, query, request))}}`
      : '';
  const entry = entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`;
  return `{"resourceType":"Bundle","type":"searchset",${total}"link":[{"relation":"self","url":${self}}${next}]${entry}}`;
}
