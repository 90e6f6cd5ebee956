// Reads a search as one persona understands it: what is unknown is refused or ignored with a warning, as that server does.
import type { Persona } from '../persona';
import { FhirFault, type Issue } from './fault';
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
}

const ignored = new Set(['_format', '_pretty', '_elements', '_include', '_revinclude']);
const epic = 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369';

function toWarning(diagnostics: string): Issue {
  return { severity: 'warning', code: 'not-supported', diagnostics };
}

/** Unknown things: 400 from a strict server, a warning from a lenient one. */
function refuseOrWarn(around: SearchSurroundings, request: SearchRequest, text: string): void {
  const { persona, isStrict } = around;
  if (persona.isStrict || (isStrict && persona.honoursStrict)) {
    throw new FhirFault(400, { code: 'invalid', diagnostics: text });
  }
  request.warnings.push(toWarning(text));
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
  if (modifier !== undefined && !(isOld && (modifier === 'asc' || modifier === 'desc'))) {
    refuseOrWarn(
      around,
      request,
      `Unknown search parameter "_sort:${modifier}" for resource type "${type}".`,
    );
    return;
  }
  for (const key of isOld ? [value] : value.split(',')) {
    const isDescending = isOld ? modifier === 'desc' : key.startsWith('-');
    const name = !isOld && isDescending ? key.slice(1) : key;
    const param = params.get(name);
    if (param === undefined)
      refuseOrWarn(around, request, `Unknown _sort parameter value "${key}" for "${type}".`);
    else request.sort.push({ param, isDescending });
  }
}

function addCount(around: SearchSurroundings, request: SearchRequest, value: string): void {
  const { most } = around.persona.page;
  const count = Number(value);
  if (!/^\d+$/.test(value))
    throw new FhirFault(400, { code: 'invalid', diagnostics: `Invalid _count "${value}".` });
  if (count > most) request.warnings.push(toWarning(`_count is limited to ${most}.`));
  request.count = Math.min(count, most);
  if (count === 0) request.isCountOnly = true;
}

function addFilter(around: SearchSurroundings, request: SearchRequest, key: string, value: string): void {
  const { persona, type, params } = around;
  const [name = '', modifier] = key.split(':');
  const param = params.get(name);
  if (param === undefined) {
    const known = [...params.keys()].sort().join(', ');
    refuseOrWarn(
      around,
      request,
      `Unknown search parameter "${name}" for resource type "${type}". Valid ones are: ${known}`,
    );
    return;
  }
  const isKnown =
    modifier === undefined ||
    (param.kind === 'string' && (modifier === 'exact' || (modifier === 'contains' && persona.hasContains))) ||
    (param.kind === 'reference' && modifier === 'Patient');
  if (!isKnown) {
    throw new FhirFault(persona.release === 'R4' ? 405 : 400, {
      code: 'not-supported',
      diagnostics: `The modifier :${modifier} isn't supported for "${name}".`,
    });
  }
  if (value === '') return;
  const values = value.split(/(?<!\\),/).map((one) => one.replaceAll(/\\([\\,|$])/g, '$1'));
  request.filters.push({ name, param, modifier, values });
}

/** What large EHRs demand: a name alone is not enough to look for a person. */
function refuseTooLittle(around: SearchSurroundings, request: SearchRequest): void {
  if (!around.persona.isDemanding || around.type !== 'Patient') return;
  const names = new Set(request.filters.map((filter) => filter.name));
  if (names.has('_id') || names.has('identifier')) return;
  const hasName = names.has('family') || names.has('name') || names.has('given');
  if (hasName && names.has('birthdate')) return;
  throw new FhirFault(400, {
    code: 'required',
    diagnostics: 'A patient search needs an identifier, or a name together with a birthdate.',
    detail: { system: epic, code: '59108' },
  });
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
    else if (name === '_total') request.isTotalAsked = value === 'accurate';
    else if (name === '_summary') request.isCountOnly = value === 'count';
    else if (!ignored.has(name ?? '')) addFilter(around, request, key, value);
  }
  refuseTooLittle(around, request);
  return request;
}
