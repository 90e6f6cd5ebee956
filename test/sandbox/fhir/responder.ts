// Answers reads and searches of one hospital's data as bytes; the same question is worked out only once.
import type { KnobBox } from '../control/knobs';
import type { Persona } from '../persona';
import type { Resource } from '../resource';
import { FhirFault, toOutcome } from './fault';
import { type SearchRest, type SearchTwists, toSearchset } from './search';
import type { TypeParams } from './search-params';
import type { ResourceStore } from './store';

export interface FhirAnswer {
  status: number;
  body: Buffer;
  headers?: Readonly<Record<string, string>>;
}
export interface Responder {
  search(type: string, query: URLSearchParams, isStrict: boolean): FhirAnswer;
  read(type: string, id: string): FhirAnswer;
  /** The resource as it is now. */
  find(type: string, id: string): Resource | undefined;
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

export function toFaultAnswer(fault: FhirFault): FhirAnswer {
  const body = Buffer.from(JSON.stringify(toOutcome([fault.issue])));
  return { status: fault.status, body, headers: fault.headers };
}

function toTwists(knobs: KnobBox, type: string): SearchTwists {
  const { leakOtherPatient: leak, noTotal, pageLoop, nextOrigin, oldestFirst } = knobs.now;
  return {
    isTotalHidden: noTotal,
    isPageLooped: pageLoop,
    nextOrigin: nextOrigin ?? undefined,
    leaks: Array.isArray(leak) ? leak.includes(type) : leak && type === 'Observation',
    isOldestFirst: oldestFirst,
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

  function work(type: string, query: URLSearchParams, isStrict: boolean): FhirAnswer {
    const params = refuseType(type);
    const cursor = query.get('_cursor');
    const rest = cursor === null ? { type, query: query.toString(), offset: 0 } : cursors.find(cursor);
    if (rest === undefined || rest.type !== type) {
      throw new FhirFault(410, {
        code: 'not-found',
        diagnostics: 'This page is no longer there; search again.',
      });
    }
    const hasSort = !knobs.now.noSort && !knobs.now.oldestFirst;
    const twists = toTwists(knobs, type);
    const context = { persona, type, params, isStrict, hasSort, store, base, twists, toCursor: cursors.keep };
    return {
      status: 200,
      body: Buffer.from(toSearchset(context, new URLSearchParams(rest.query), rest.offset)),
    };
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
    search: (type, query, isStrict) =>
      remember(`${type}?${query}#${isStrict}`, () => work(type, query, isStrict)),
    read: (type, id) =>
      remember(`${type}/${id}`, () => {
        refuseType(type);
        if (type === 'Patient' && knobs.now.gonePatients.includes(id)) {
          throw new FhirFault(410, { code: 'deleted', diagnostics: 'This patient was removed.' });
        }
        const found = store.find(type, id);
        if (found !== undefined) return { status: 200, body: Buffer.from(found.json) };
        throw new FhirFault(404, { code: 'not-found', diagnostics: `${type}/${id} is not known here.` });
      }),
    find: (type, id) => store.find(type, id)?.resource,
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
