// Takes a searchset apart: matches of the type asked for, included ones, outcomes, and the next link if it stays inside.

import type { PartnerRules } from '../partners/partner.schema';
import { isRaw, type Raw, toId, toText } from './any-release/element';
import { type Issue, toIssues } from './fhir-faults';

export interface Searchset {
  readonly matches: readonly Raw[];
  readonly included: readonly Raw[];
  readonly issues: readonly Issue[];
  /** Matches of another type than the one asked for: the server answers another question. */
  readonly strangers: number;
  /** Something was there, but without a resource, its type or a valid id: nobody can say what. */
  readonly unreadable: number;
  readonly total: number | undefined;
  /** Checked: the same origin, and the base's path or below it. */
  readonly next: string | undefined;
  /** There is a next link, but it leads away from the server. */
  readonly hasForeignNext: boolean;
}

/** Some servers send these along without saying that they are included. */
const companions: ReadonlySet<string> = new Set(['Location', 'Medication', 'Practitioner', 'Organization']);

/** undefined if it is no Bundle. Doubles count once: the first wins. */
export function toSearchset(
  body: unknown,
  servedType: string,
  base: URL,
  paging: PartnerRules['paging'] = 'strict',
): Searchset | undefined {
  if (!isRaw(body) || body.resourceType !== 'Bundle') return undefined;
  const matches: Raw[] = [];
  const included: Raw[] = [];
  const issues: Issue[] = [];
  const seen = new Set<string>();
  let strangers = 0;
  let unreadable = 0;
  for (const entry of toItems(body.entry)) {
    const resource = isRaw(entry) ? entry.resource : undefined;
    if (!isRaw(resource)) {
      if (entry !== null) unreadable++;
      continue;
    }
    const { resourceType } = resource;
    if (resourceType === 'OperationOutcome') {
      issues.push(...toIssues(resource));
      continue;
    }
    if (typeof resourceType !== 'string') {
      unreadable++;
      continue;
    }
    const mode = isRaw(entry) && isRaw(entry.search) ? entry.search.mode : undefined;
    const isIncluded = mode === 'include' || mode === 'outcome';
    const isMatch = resourceType === servedType && !isIncluded;
    if (!isMatch && !isIncluded && !companions.has(resourceType)) strangers++;
    const id = toId(resource.id);
    if (id === undefined) {
      if (isMatch) unreadable++;
      continue;
    }
    // Matches are all of one type, and no id has a slash.
    const key = isMatch ? id : `${resourceType}/${id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    (isMatch ? matches : included).push(resource);
  }
  const link = findNextLink(body);
  const next = link === undefined ? undefined : toInnerUrl(link, base, paging);
  const total = typeof body.total === 'number' && body.total >= 0 ? Math.floor(body.total) : undefined;
  const hasForeignNext = link !== undefined && next === undefined;
  return { matches, included, issues, strangers, unreadable, total, next, hasForeignNext };
}

const noItems: readonly unknown[] = [];

/** JSON that was made of XML has a single entry or link without a list around it. */
function toItems(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? noItems : [value];
}

function findNextLink(body: Raw): string | undefined {
  for (const link of toItems(body.link)) {
    if (isRaw(link) && link.relation === 'next') return toText(link.url);
  }
  return undefined;
}

/**
 * T6: a bearer goes nowhere but to the server's own origin and path, whatever the server writes into a link. `rebase`: of a
 * link that leads elsewhere (an inner name of a server behind a proxy) only the query is taken, to our own base.
 */
export function toInnerUrl(
  link: string,
  base: URL,
  paging: PartnerRules['paging'] = 'strict',
): string | undefined {
  const root = base.pathname.replace(/\/+$/, '');
  let url: URL;
  try {
    url = new URL(link, `${base.origin}${root}/`);
  } catch {
    return undefined;
  }
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.origin !== base.origin) {
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    return paging === 'rebase' && isWeb && url.search !== ''
      ? `${base.origin}${root}${url.search}`
      : undefined;
  }
  if (/%(2e|2f|5c)/i.test(url.pathname) || url.pathname.includes('//')) return undefined;
  const isInside = url.pathname === root || url.pathname.startsWith(`${root}/`);
  url.hash = '';
  return isInside ? url.href : undefined;
}
