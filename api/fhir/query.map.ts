// The questions that are asked: one relative URL per type and patient, one form per patient search. Pure.
import type { ChartType } from '../contract/columns';
import type { PartnerRules } from '../partners/partner.schema';
import { type Capability, findPersonParam, findServedType } from './capability.map';
import type { PatientQuery } from './ehr';

export interface Question {
  readonly patientId: string;
  readonly type: ChartType;
  /** The type as the server calls it. */
  readonly servedType: string;
  /** Below the base. */
  readonly path: string;
  /** How many are wanted: a page may have fewer. */
  readonly count: number;
  readonly isSorted: boolean;
  /** For a panel, where everything is shown; else for a row. */
  readonly isDeep: boolean;
}

export interface QuestionOptions {
  readonly capability: Capability;
  readonly rules: PartnerRules;
  /** Types that this server has refused to sort. */
  readonly unsortable: ReadonlySet<string>;
  /** One patient is read for the panel with its trends, many for a list. */
  readonly isDeep: boolean;
}

const counts = { many: 100, encounters: 50, vitalsOfList: 50, vitalsOfPanel: 200 };

/** The questions of one type, ready for any patient: what is the same for all of them is made once. */
export type Ask = (patientId: string) => Question;

/** undefined: the server doesn't offer this type. */
export function findAsk(type: ChartType, options: QuestionOptions): Ask | undefined {
  const { capability, rules, unsortable, isDeep } = options;
  const servedType = findServedType(capability, type, rules);
  if (servedType === undefined) return undefined;
  if (type === 'Patient') {
    const one = { type, servedType, count: 1, isSorted: false, isDeep };
    return (patientId) => ({ ...one, patientId, path: `Patient/${patientId}` });
  }
  const person = findPersonParam(capability, servedType, rules) ?? 'patient';
  const start = `${servedType}?${person}=${person === 'subject' ? 'Patient/' : ''}`;
  let end = type === 'Observation' ? '&category=vital-signs' : '';
  for (const [name, value] of Object.entries(rules.params[servedType] ?? {})) {
    end += `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  }
  const isByDate = type === 'Encounter' || type === 'Observation';
  const isSorted = isByDate && canSort(options, servedType) && !unsortable.has(servedType);
  const ofVitals = isDeep ? counts.vitalsOfPanel : counts.vitalsOfList;
  const count = type === 'Encounter' ? counts.encounters : isByDate ? ofVitals : counts.many;
  end += `&_count=${Math.min(count, rules.pageSize ?? count)}`;
  if (isSorted) end += capability.release === 'DSTU2' ? '&_sort:desc=date' : '&_sort=-date';
  const all = { type, servedType, count, isSorted, isDeep };
  return (patientId) => ({ ...all, patientId, path: start + patientId + end });
}

/**
 * Hardly any server lists `_sort` among its parameters, so a date that can be searched is taken for one that can be
 * sorted by. Whether it was sorted is seen in the answer, never believed.
 */
function canSort({ capability, rules }: QuestionOptions, servedType: string): boolean {
  if (rules.sort !== 'declared') return rules.sort === 'always';
  const params = capability.types.get(servedType)?.params;
  return params !== undefined && (params.size === 0 || params.has('date') || params.has('_sort'));
}

export interface SearchForm {
  readonly form: URLSearchParams;
  /** Names of the filters, without result parameters. */
  readonly filters: readonly string[];
}

/** `_id`, never `id`; a name only as far as the server has parameters for it. */
export function toSearchForm(
  query: PatientQuery,
  capability: Capability,
  rules: PartnerRules,
  canCount: boolean,
): SearchForm {
  const { params, modified } = capability.types.get('Patient') ?? {
    params: new Set<string>(),
    modified: new Set(),
  };
  const has = (name: string) => params.size === 0 || params.has(name);
  const form = new URLSearchParams();
  const set = (name: string, value: string | undefined, isEscaped = true) => {
    if (value !== undefined && value !== '') form.set(name, isEscaped ? escapeValue(value) : value);
  };
  set('_id', query.id);
  if (query.identifier) form.set('identifier', toIdentifier(query.identifier, rules));
  set('birthdate', query.birthdate);
  if (has('gender')) set('gender', query.gender);
  const isInParts = !has('name') || wantsParts(rules);
  const name = query.name !== undefined && isInParts ? toNameParts(query.name, query) : undefined;
  // A string search compares with the start of each part of a name: every word is a search of its own, and all must match.
  const words = name === undefined ? (query.name?.split(/,?\s+/).filter(Boolean) ?? []) : [];
  const isOneName = rules.name === 'lastFirst';
  if (isOneName) set('name', toLastFirst(query), false);
  else for (const word of words) form.append('name', escapeValue(word));
  const contains =
    rules.family === 'contains' || (rules.family === 'declared' && modified.has('family:contains'));
  if (!isOneName) set(contains ? 'family:contains' : 'family', name?.family ?? query.family);
  if (!isOneName && has('given')) set('given', toOneGiven(name?.given ?? query.given, rules));
  const filters = [...new Set([...form.keys()].map((key) => key.split(':')[0] ?? key))];
  const count = Math.min(Math.max(query.count ?? 20, 1), 50);
  form.set('_count', String(Math.min(count, rules.pageSize ?? count)));
  const asksTotal =
    rules.total === 'accurateParam' || (rules.total === 'declared' && capability.release === 'R4');
  if (asksTotal && canCount) form.set('_total', 'accurate');
  return { form, filters };
}

/**
 * Two given names are two values for one server ("Daniel", "A") and one for another ("Mary Ann"): the start of the first is the
 * start of both. A server that scores its hits gets all that is known.
 */
function toOneGiven(given: string | undefined, { isFuzzy }: PartnerRules): string | undefined {
  return isFuzzy ? given : given?.trim().split(/\s+/)[0];
}

/** `system|value` keeps its bar; a server that knows types instead gets `MRN|value`, one that knows neither the value. */
export function toIdentifier(identifier: string, { identifier: way, identifierType }: PartnerRules): string {
  const escaped = identifier.replaceAll(/[\\,$]/g, '\\$&');
  if (way === 'system') return escaped;
  const value = escaped.slice(escaped.lastIndexOf('|') + 1);
  return way === 'type' ? `${identifierType}|${value}` : value;
}

/** "Last,First" as one parameter, whose comma stays bare: so these servers want it. */
function toLastFirst(query: PatientQuery): string | undefined {
  const { family, given } = query.name === undefined ? query : toNameParts(query.name, query);
  if (family === undefined) return undefined;
  return given ? `${escapeValue(family)},${escapeValue(given)}` : escapeValue(family);
}

/** A server none of whose sets has `name`: a name as one text would never make one of them whole. */
function wantsParts({ requires }: PartnerRules): boolean {
  return requires.some((set) => set.includes('family')) && !requires.some((set) => set.includes('name'));
}

/** What a person can be asked for, in the order in which it's asked. */
const askable = ['family', 'name', 'given', 'birthdate', 'identifier'] as const;

/**
 * Which filters the server wants besides those that are there: those of the sets that lack the fewest, and of those that were
 * begun. Empty if one of the sets is whole, or the server has no such demand.
 */
export function toMissingFilters(filters: readonly string[], { requires }: PartnerRules): readonly string[] {
  const sets = requires.map((set) => ({
    lacks: set.filter((one) => !filters.includes(one)),
    isBegun: set.some((one) => filters.includes(one)),
  }));
  if (sets.length === 0 || sets.some(({ lacks }) => lacks.length === 0)) return [];
  const open = sets.filter(({ lacks }) => lacks.every((one) => askable.some((each) => each === one)));
  const least = Math.min(...open.map(({ lacks }) => lacks.length));
  const wanted = open.flatMap(({ lacks, isBegun }) => (isBegun || lacks.length === least ? lacks : []));
  // Nothing that a person could type would do: what helps most often is asked for all the same.
  return wanted.length === 0 ? ['birthdate', 'identifier'] : askable.filter((one) => wanted.includes(one));
}

/** A comma means "or" in a search, a bar a code system, a dollar sign two values. */
function escapeValue(value: string): string {
  return value.replaceAll(/[\\,|$]/g, '\\$&');
}

type NameParts = { readonly family?: string | undefined; readonly given?: string | undefined };

/**
 * "Green, Sharon" or "Sharon Green", where the server can search by the parts only. A part that was named as such is no longer
 * looked for in the text: what is left of it is the other one.
 */
function toNameParts(name: string, known: NameParts): NameParts {
  const [family = '', given] = name.split(',', 2).map((part) => part.trim());
  if (known.family) return { family: known.family, given: known.given ?? (given || family) };
  if (known.given) return { family, given: known.given };
  if (given) return { family, given };
  const words = family.split(/\s+/);
  const last = words.pop() ?? '';
  return words.length === 0 ? { family: last } : { family: last, given: words.join(' ') };
}
