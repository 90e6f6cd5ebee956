// Reads a search as one persona understands it: what is unknown is refused or ignored with a warning, as that server does.
import type { Persona } from '../persona';
import { FhirFault, type Issue, toFault, toNumbered } from './fault';
import type { SearchParam, TypeParams } from './search-params';

export interface Filter {
  name: string;
  param: SearchParam;
  modifier?: string | undefined;
  /** Any of these. */
  values: string[];
}
export interface SearchRequest {
  filters: Filter[];
  sort: { param: SearchParam; isDescending: boolean }[];
  count: number;
  offset: number;
  isTotalAsked: boolean;
  isCountOnly: boolean;
  warnings: Issue[];
}
export interface SearchSurroundings {
  persona: Persona;
  type: string;
  params: TypeParams;
  isStrict: boolean;
  hasSort: boolean;
  /** Rows of a page at the most. */
  most: number;
}

const ignored = new Set(['_format', '_pretty', '_elements', '_include', '_revinclude']);

function toWarning(diagnostics: string, number?: string): Issue {
  return { severity: 'warning', code: 'not-supported', diagnostics, ...toNumbered(number) };
}

/** Unknown things: 400 from a strict server, a warning from a lenient one. */
function refuseOrWarn(around: SearchSurroundings, request: SearchRequest, text: string): void {
  const { persona, isStrict } = around;
  if (persona.isStrict || (isStrict && persona.honoursStrict)) {
    throw new FhirFault(400, { code: 'invalid', diagnostics: text });
  }
  request.warnings.push(toWarning(text, persona.quirks?.search?.unknownNumber));
}

function addSort(
  around: SearchSurroundings,
  request: SearchRequest,
  modifier: string | undefined,
  value: string,
): void {
  const { persona, type, params } = around;
  const isOld = persona.release === 'DSTU2';
  if (!around.hasSort || persona.oldestFirst.includes(type)) {
    // Even servers that honour strict handling only warn of a sort that they can't do.
    request.warnings.push(
      toWarning(`${type} can't be sorted here; the answer is in the server's own order.`),
    );
    return;
  }
  const { takesOldSort = isOld } = persona.quirks?.search ?? {};
  if (modifier !== undefined && !(takesOldSort && (modifier === 'asc' || modifier === 'desc'))) {
    refuseOrWarn(
      around,
      request,
      `Unknown search parameter "_sort:${modifier}" for resource type "${type}".`,
    );
    return;
  }
  const keys = isOld ? [value] : value.split(',');
  const { sortKeys = keys.length } = persona.quirks?.search ?? {};
  if (keys.length > sortKeys) refuseOrWarn(around, request, `Only ${sortKeys} sort parameter is supported.`);
  for (const key of keys.slice(0, sortKeys)) {
    const isMarked = !isOld && modifier === undefined && key.startsWith('-');
    const isDescending = isMarked || modifier === 'desc';
    const name = isMarked ? key.slice(1) : key;
    const param = params.get(name);
    if (param === undefined)
      refuseOrWarn(around, request, `Unknown _sort parameter value "${key}" for "${type}".`);
    else request.sort.push({ param, isDescending });
  }
}

function addCount(around: SearchSurroundings, request: SearchRequest, value: string): void {
  const { most } = around;
  const count = Number(value);
  if (!/^\d+$/.test(value))
    throw new FhirFault(400, { code: 'invalid', diagnostics: `Invalid _count "${value}".` });
  if (count > most) request.warnings.push(toWarning(`_count is limited to ${most}.`));
  request.count = Math.min(count, most);
  if (count === 0) request.isCountOnly = true;
}

function addFilter(around: SearchSurroundings, request: SearchRequest, key: string, value: string): void {
  const { persona, type, params } = around;
  const { unknownPrefix = '', modifierRefusal, isModifierIgnored = false } = persona.quirks?.search ?? {};
  const [name = '', modifier] = key.split(':');
  const param = params.get(name);
  if (param === undefined) {
    const known = [...params.keys()].sort().join(', ');
    refuseOrWarn(
      around,
      request,
      `${unknownPrefix}Unknown search parameter "${name}" for resource type "${type}". Valid ones are: ${known}`,
    );
    return;
  }
  const isKnown =
    modifier === undefined ||
    (param.kind === 'string' && (modifier === 'exact' || (modifier === 'contains' && persona.hasContains))) ||
    (param.kind === 'reference' && modifier === 'Patient');
  if (!isKnown && !(isModifierIgnored && modifier !== 'contains')) {
    const { status = persona.release === 'R4' ? 405 : 400, prefix = '' } = modifierRefusal ?? {};
    throw new FhirFault(status, {
      code: 'not-supported',
      diagnostics: `${prefix}${key}: the modifier :${modifier} isn't supported for "${name}".`,
    });
  }
  if (value === '') return;
  const values = value.split(/(?<!\\),/).map((one) => one.replaceAll(/\\([\\,|$])/g, '$1'));
  request.filters.push({ name, param, modifier, values });
}

/** What large EHRs demand: a name alone is not enough to look for a person. */
function refuseTooLittle(around: SearchSurroundings, request: SearchRequest): void {
  const { persona, type } = around;
  const names = new Set(request.filters.map((filter) => filter.name));
  const { requires = {}, tooLittle = { status: 400, code: 'required' } } = persona.quirks?.search ?? {};
  const sets = requires[type];
  if (sets?.every((set) => !set.every((name) => names.has(name))) === true) {
    const wanted = sets.map((set) => set.join('+')).join(', ');
    throw toFault(tooLittle, `The search needs one of: ${wanted}.`);
  }
  if (!persona.isDemanding || type !== 'Patient') return;
  if (names.has('_id') || names.has('identifier')) return;
  const hasName = names.has('family') || names.has('name') || names.has('given');
  if (hasName && names.has('birthdate')) return;
  throw new FhirFault(400, {
    code: 'required',
    diagnostics: 'A patient search needs an identifier, or a name together with a birthdate.',
    ...toNumbered('59108'),
  });
}

function addTotal(around: SearchSurroundings, request: SearchRequest, value: string): void {
  if (value === 'estimate' && around.persona.quirks?.search?.refusesEstimate === true) {
    throw new FhirFault(400, { code: 'not-supported', diagnostics: '_total=estimate is not supported.' });
  }
  request.isTotalAsked = value === 'accurate';
}

export function toSearchRequest(
  around: SearchSurroundings,
  query: URLSearchParams,
  offset: number,
): SearchRequest {
  const request: SearchRequest = {
    filters: [],
    sort: [],
    count: around.persona.page.usual,
    offset,
    isTotalAsked: false,
    isCountOnly: false,
    warnings: [],
  };
  for (const [key, value] of query) {
    const [name, modifier] = key.split(':');
    if (name === '_sort') addSort(around, request, modifier, value);
    else if (name === '_count') addCount(around, request, value);
    else if (name === '_total') addTotal(around, request, value);
    else if (name === '_summary') request.isCountOnly = value === 'count';
    else if (!ignored.has(name ?? '')) addFilter(around, request, key, value);
  }
  refuseTooLittle(around, request);
  return request;
}
