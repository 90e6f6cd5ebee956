// Answers reads and searches of one hospital's data as bytes; the same question is worked out only once.
import type { KnobBox } from '../control/knobs';
import type { Persona } from '../persona';
import type { Resource } from '../resource';
import { FhirFault, toFault, toOutcome } from './fault';
import { findPatient, findReplacement } from './owner';
import { type SearchRest, toSearchset } from './search';
import type { TypeParams } from './search-params';
import type { ResourceStore } from './store';
import { type SearchTwists, toTwisted } from './twists';

export interface FhirAnswer {
  status: number;
  /** Else the media type of the release. */
  type?: string;
  body: Buffer;
  headers?: Readonly<Record<string, string>>;
}
export interface Responder {
  search(type: string, query: URLSearchParams, isStrict: boolean): FhirAnswer;
  /** A page whose link leads to the base, where no type is named. */
  page(query: URLSearchParams, isStrict: boolean): FhirAnswer;
  read(type: string, id: string): FhirAnswer;
  /** The resource as it is now. */
  find(type: string, id: string): Resource | undefined;
  /** Everything of a type that names this patient. */
  ofPatient(type: string, patientId: string): readonly Resource[];
  put(resource: Resource): void;
  /** Forgets what was worked out: the weather has changed. */
  clear(): void;
}
export interface ResponderOptions {
  persona: Persona;
  base: string;
  store: ResourceStore;
  types: ReadonlyMap<string, TypeParams>;
  knobs: KnobBox;
}

const keptAnswers = 4_000;
const noType = 'A search of everything is not done here; name a type.';

export function toFaultAnswer(fault: FhirFault): FhirAnswer {
  const { status, plain, headers } = fault;
  if (plain !== undefined)
    return { status, type: 'text/plain; charset=utf-8', body: Buffer.from(plain), headers };
  return { status, body: Buffer.from(JSON.stringify(toOutcome([fault.issue]))), headers };
}

function toTwists(knobs: KnobBox, type: string): SearchTwists {
  const { leakOtherPatient: leak, noTotal, lyingTotal, pageLoop, nextOrigin, ...now } = knobs.now;
  return {
    isTotalHidden: noTotal,
    lyingTotal: lyingTotal ?? undefined,
    isPageLooped: pageLoop,
    nextOrigin: nextOrigin ?? undefined,
    leaks: Array.isArray(leak) ? leak.includes(type) : leak && type === 'Observation',
    isUnfiltered: now.unfilteredTypes.includes(type),
    isOldestFirst: now.oldestFirst,
    repeatsRows: now.repeatRows,
    isEntryEmpty: now.emptyEntry,
    hasScripts: now.scripts,
    referenceOrigin: now.referenceOrigin ?? undefined,
  };
}

function createCursors(): { keep(rest: SearchRest): string; find(cursor: string): SearchRest | undefined } {
  const kept = new Map<string, SearchRest>();
  let made = 0;
  return {
    keep(rest) {
      made += 1;
      const cursor = `page${made.toString(36)}x${((made * 2_654_435_761) >>> 0).toString(36)}`;
      kept.set(cursor, rest);
      return cursor;
    },
    find: (cursor) => kept.get(cursor),
  };
}

export function createResponder({ persona, base, store, types, knobs }: ResponderOptions): Responder {
  const answers = new Map<string, FhirAnswer>();
  const cursors = createCursors();

  function refuseType(type: string): TypeParams {
    const params = types.get(type);
    const status = knobs.now.typeStatus[type];
    if (status !== undefined) {
      throw new FhirFault(status, { code: 'transient', diagnostics: `${type} can't be read at the moment.` });
    }
    if (params === undefined || knobs.now.dropTypes.includes(type)) {
      throw new FhirFault(404, { code: 'not-supported', diagnostics: `This server has no ${type}.` });
    }
    return params;
  }

  const { search = {} } = persona.quirks ?? {};
  const cursorName = search.cursor ?? '_cursor';

  /** The search itself, or what is left of one whose page is asked for. */
  function findRest(type: string, query: URLSearchParams): SearchRest {
    if (search.paging === 'offset') {
      const first = new URLSearchParams(query);
      first.delete('_offset');
      return { type, query: first.toString(), offset: Number(query.get('_offset') ?? 0) };
    }
    const cursor = query.get(cursorName);
    if (cursor === null) return { type, query: query.toString(), offset: 0 };
    const rest = knobs.now.pagesExpired ? undefined : cursors.find(cursor);
    if (rest?.type === type) return rest;
    const gone = search.pageGone ?? { status: 410, code: 'not-found' };
    throw toFault(gone, 'This page is no longer there; search again.');
  }

  function toCursor(rest: SearchRest): string {
    if (search.paging === 'offset') return `${rest.query}&_offset=${rest.offset}`;
    return `${cursorName}=${cursors.keep(rest)}`;
  }

  /** Glass that only a person at the EHR can break. */
  function refuseGuarded(patient: string | undefined): void {
    const number = patient === undefined ? undefined : persona.quirks?.guarded?.[patient];
    if (number === undefined) return;
    throw toFault(
      { status: 403, code: 'suppressed', number },
      'The record is behind glass; break it in the EHR.',
    );
  }

  function work(type: string, query: URLSearchParams, isStrict: boolean): FhirAnswer {
    const params = refuseType(type);
    const rest = findRest(type, query);
    const asked = new URLSearchParams(rest.query);
    refuseGuarded(asked.get('patient')?.split('/').at(-1));
    const { mostCount } = knobs.now;
    const hasSort = !knobs.now.noSort && !knobs.now.oldestFirst;
    const twists = toTwists(knobs, type);
    const most = Math.min(mostCount ?? persona.page.most, persona.page.most);
    const context = { persona, type, params, isStrict, hasSort, most, store, base, twists, toCursor };
    return { status: 200, body: Buffer.from(toSearchset(context, asked, rest.offset)) };
  }

  function find(type: string, id: string): FhirAnswer {
    refuseType(type);
    if (type === 'Patient' && knobs.now.gonePatients.includes(id)) {
      throw new FhirFault(410, { code: 'deleted', diagnostics: 'This patient was removed.' });
    }
    const found = store.find(type, id);
    if (found === undefined) {
      throw new FhirFault(404, { code: 'not-found', diagnostics: `${type}/${id} is not known here.` });
    }
    refuseGuarded(type === 'Patient' ? id : findPatient(found.resource));
    const merged = persona.quirks?.mergedNumber;
    const left = merged === undefined ? undefined : findReplacement(found.resource);
    if (left !== undefined) {
      const refusal = { status: 302, code: 'not-found', ...(merged === undefined ? {} : { number: merged }) };
      throw toFault(refusal, 'The patient was merged.', { location: `${base}/Patient/${left}` });
    }
    return { status: 200, body: Buffer.from(toTwisted(found, toTwists(knobs, type))) };
  }

  function remember(key: string, make: () => FhirAnswer): FhirAnswer {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const made = attempt(make);
    if (answers.size >= keptAnswers) answers.clear();
    answers.set(key, made);
    return made;
  }

  return {
    page(query, isStrict) {
      const cursor = query.get(cursorName);
      if (cursor === null) return toFaultAnswer(new FhirFault(400, { code: 'invalid', diagnostics: noType }));
      const type = cursors.find(cursor)?.type ?? 'Patient';
      return remember(`?${query}#${isStrict}`, () => work(type, query, isStrict));
    },
    search: (type, query, isStrict) =>
      remember(`${type}?${query}#${isStrict}`, () => work(type, query, isStrict)),
    read: (type, id) => remember(`${type}/${id}`, () => find(type, id)),
    find: (type, id) => store.find(type, id)?.resource,
    ofPatient: (type, patientId) => store.ofPatient(type, patientId).map(({ resource }) => resource),
    put(resource) {
      store.put(resource);
      answers.clear();
    },
    clear: () => answers.clear(),
  };
}

function attempt(make: () => FhirAnswer): FhirAnswer {
  try {
    return make();
  } catch (error) {
    if (error instanceof FhirFault) return toFaultAnswer(error);
    throw error;
  }
}
