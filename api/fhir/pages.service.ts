// Reads the rows of a search over its pages, as far as the limits go. For what is no patient's own data: places, lists, stays.
import type { ErrorCode } from '../contract/error-codes';
import { outboundLimits } from '../contract/limits';
import { KnownError } from '../errors/known-error';
import type { PartnerRules } from '../partners/partner.schema';
import type { Raw } from './any-release/element';
import type { Asker } from './ask.service';
import { fhirFault } from './fhir-faults';
import type { FhirServer } from './fhir-server.service';
import { readSearchset, type SearchsetContext } from './searchset.policy';

export interface Rows {
  readonly rows: readonly Raw[];
  /** The limits came before the end, or a row couldn't be told. */
  readonly isCut: boolean;
}

export interface PagesDeps {
  readonly server: FhirServer;
  readonly asker: Asker;
  readonly rules: PartnerRules;
}

export interface Pages {
  /** Throws what the server refuses with; every search of the wave has to succeed. */
  readAll(type: string, searches: readonly Search[], signal?: AbortSignal): Promise<Rows>;
  /** The first page alone. */
  readFirst(type: string, search: Search, signal?: AbortSignal): Promise<readonly Raw[]>;
  /** Throws patient_not_found if there is none. */
  readOne(type: string, id: string, signal?: AbortSignal): Promise<Raw>;
}

/** Names and values of FHIR search parameters. */
export type Search = Readonly<Record<string, string>>;

export function createPages({ server, asker, rules }: PagesDeps): Pages {
  const context: SearchsetContext = { base: server.base, rules };

  async function ask(paths: readonly string[], signal: AbortSignal | undefined): Promise<readonly Raw[]> {
    const bodies: Raw[] = [];
    let reason: ErrorCode | undefined;
    await asker.ask(
      paths,
      (at, answer) => {
        if ('body' in answer) bodies[at] = answer.body;
        else reason ??= answer.reason;
      },
      signal,
    );
    if (reason !== undefined) throw notRead(reason);
    return bodies;
  }

  async function readOn(
    type: string,
    filters: readonly string[],
    first: Raw,
    signal?: AbortSignal,
  ): Promise<Rows> {
    const rows: Raw[] = [];
    let isCut = false;
    let body: Raw | undefined = first;
    for (let page = 1; body !== undefined; page++) {
      const searchset = readSearchset(body, type, filters, context);
      rows.push(...searchset.matches);
      isCut ||= searchset.unreadable > 0 || searchset.hasForeignNext;
      const goesOn = searchset.next !== undefined;
      isCut ||= goesOn && page >= outboundLimits.pages;
      body =
        goesOn && page < outboundLimits.pages ? await server.get(searchset.next ?? '', signal) : undefined;
    }
    return { rows, isCut };
  }

  return {
    async readAll(type, searches, signal) {
      const paths = searches.map((search) => `${type}?${new URLSearchParams(search)}`);
      const bodies = await ask(paths, signal);
      const all = await Promise.all(
        bodies.map((body, at) => readOn(type, toFilters(searches[at] ?? {}), body, signal)),
      );
      const byId = new Map(all.flatMap(({ rows }) => rows).map((row) => [row.id, row]));
      return { rows: [...byId.values()], isCut: all.some(({ isCut }) => isCut) };
    },
    async readFirst(type, search, signal) {
      const [body] = await ask([`${type}?${new URLSearchParams(search)}`], signal);
      return body === undefined ? [] : readSearchset(body, type, toFilters(search), context).matches;
    },
    async readOne(type, id, signal) {
      const [body] = await ask([`${type}/${id}`], signal);
      if (body?.resourceType !== type || body.id !== id) throw fhirFault('server_answer_broken');
      return body;
    },
  };
}

/** Without those that only shape the answer: a server may warn of a page that is too long. */
function toFilters(search: Search): string[] {
  return Object.keys(search).filter((name) => !name.startsWith('_'));
}

function notRead(reason: ErrorCode): KnownError {
  const status = reason === 'patient_not_found' ? 404 : reason === 'server_timeout' ? 504 : 502;
  return new KnownError(reason, { status, detail: 'The EHR could not be read. Try again in a minute.' });
}
