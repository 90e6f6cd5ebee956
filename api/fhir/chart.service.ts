// Reads many types of many patients at once, and hands each patient over as soon as the last of their types is there.
import type { ChartType } from '../contract/columns';
import type { ErrorCode } from '../contract/error-codes';
import { outboundLimits } from '../contract/limits';
import { isKnownError, type KnownError } from '../errors/known-error';
import type { AnswerCache } from './answer-cache.service';
import { toId } from './any-release/element';
import type { Asked, Asker } from './ask.service';
import type { ChartSections, Ehr, Section } from './ehr';
import type { FhirServer } from './fhir-server.service';
import type { Includes } from './include.service';
import { findAsk, type Question, type QuestionOptions } from './query.map';
import { type PartRead, type SectionContext, toPart } from './section.map';

export interface ChartDeps {
  readonly server: FhirServer;
  readonly asker: Asker;
  readonly includes: Includes;
  readonly cache: AnswerCache;
  /** Distinguishes tenants and connections in the cache. */
  readonly cacheKey: string;
  readonly context: SectionContext;
  readonly options: Omit<QuestionOptions, 'unsortable' | 'isDeep'>;
  readonly now: () => number;
}

type Settle = (section: Section) => void;

interface Refused {
  readonly reason: ErrorCode;
  readonly retryAfterSeconds?: number | undefined;
}

interface Open {
  readonly question: Question;
  readonly settle: Settle;
}

export function createChartReader(deps: ChartDeps): Ehr['readCharts'] {
  const { server, asker, cache, context, now } = deps;
  const unsortable = new Set<string>();
  const toFetched = createInstants(now);

  function failed(reason: ErrorCode, retryAfterSeconds?: number): Section {
    const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return { status: 'failed', reason, fetched: toFetched(), ...retry };
  }

  /** Follows the pages that are wanted; bounded, and each page once. */
  async function readOn(
    first: PartRead,
    question: Question,
    signal: AbortSignal | undefined,
  ): Promise<PartRead> {
    let { hasNewest, hasOlder } = first;
    const mostPages = hasNewest ? outboundLimits.pagesOfPanel : outboundLimits.pages;
    const mostEntries = hasNewest ? question.count : outboundLimits.entries;
    // Where the first page is in order and hasn't the newest, a later one may have it.
    const isSorted = first.isNewestFirst && !hasNewest;
    const resources = new Map(first.resources.map((one) => [one.id, one]));
    const visited = new Set<string>();
    let { next, droppedForeign, unreadable, mayBeIncomplete } = first;
    for (let page = 1; next !== undefined; page++) {
      if (page >= mostPages || resources.size >= mostEntries || visited.has(next)) break;
      visited.add(next);
      const body = await readPage(next, hasNewest, signal);
      const part = body && toPart(body, { ...question, isSorted }, context);
      if (part === undefined || 'reason' in part) break;
      for (const one of part.resources) if (!resources.has(one.id)) resources.set(one.id, one);
      droppedForeign += part.droppedForeign;
      unreadable += part.unreadable;
      mayBeIncomplete ||= part.mayBeIncomplete;
      hasNewest ||= part.hasNewest;
      hasOlder ||= part.hasOlder;
      next = part.next;
    }
    const isCut = next !== undefined;
    mayBeIncomplete ||= isCut && !hasNewest;
    hasOlder ||= isCut && hasNewest;
    const read = { droppedForeign, unreadable, mayBeIncomplete, hasOlder };
    return { ...first, ...read, resources: [...resources.values()], next: undefined };
  }

  /** undefined: only what is older is on it, and it can't be had. */
  async function readPage(url: string, hasNewest: boolean, signal: AbortSignal | undefined) {
    try {
      return await server.get(url, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (hasNewest && isKnownError(error)) return undefined;
      throw error;
    }
  }

  function toSection(part: PartRead, question: Question, included: PartRead['included']): Section {
    // Something is recorded and none of it can be read: "nothing recorded" would be a lie.
    if (part.unreadable > 0 && part.resources.length === 0) return failed('server_answer_broken');
    if (question.type === 'Patient' && part.resources.length === 0) return failed('patient_not_found');
    return {
      status: 'ok',
      resources: part.resources,
      included: part.included.length === 0 ? included : [...part.included, ...included],
      droppedForeign: part.droppedForeign,
      mayBeIncomplete: part.mayBeIncomplete || (part.isOnlyCounted && part.resources.length === 0),
      ...(part.unreadable > 0 && { unreadable: part.unreadable }),
      ...(part.hasOlder && { hasOlder: true }),
      fetched: toFetched(),
    };
  }

  async function finish(
    part: PartRead,
    { question, settle }: Open,
    signal: AbortSignal | undefined,
    included?: Promise<PartRead['included']>,
  ): Promise<void> {
    try {
      const whole = part.next === undefined ? part : await readOn(part, question, signal);
      const found = await (included ?? deps.includes.findIncluded(whole.resources, signal));
      settle(toSection(whole, question, found));
    } catch (error) {
      signal?.throwIfAborted();
      // The first page alone might hide the newest: nothing is shown rather than something old as if it were new.
      settle(
        isKnownError(error)
          ? failed(toReasonOfPage(error), error.parts.retryAfterSeconds)
          : failed('internal'),
      );
    }
  }

  /** Gives back a promise only where more has to be read. */
  function take(part: PartRead, open: Open, signal: AbortSignal | undefined): Promise<void> | undefined {
    const { question, settle } = open;
    if (part.next !== undefined) return finish(part, open, signal);
    const included = deps.includes.findIncluded(part.resources, signal);
    // The promise is handed on: one that nobody waits for would end the process when the reader goes.
    if (included instanceof Promise) return finish(part, open, signal, included);
    settle(toSection(part, question, included));
    return undefined;
  }

  function toFailedSection({ reason, retryAfterSeconds }: Refused, question: Question): Section {
    if (question.type === 'Patient')
      return failed(reason === 'search_refused' ? 'server_error' : reason, retryAfterSeconds);
    // "No such thing" said to a search is said about the type, not about the patient.
    return reason === 'patient_not_found'
      ? { status: 'notOffered', fetched: toFetched() }
      : failed(reason, retryAfterSeconds);
  }

  async function askAll(opens: readonly Open[], signal: AbortSignal | undefined): Promise<void> {
    const more: Promise<void>[] = [];
    const again: Open[] = [];
    const paths = opens.map(({ question }) => question.path);
    const onAnswer = (i: number, answer: Asked) => {
      const open = opens[i];
      if (open === undefined) return;
      const { question, settle } = open;
      const part = 'body' in answer ? toPart(answer.body, question, context) : answer;
      if ('reason' in part) {
        if (question.isSorted && part.reason === 'search_refused') {
          unsortable.add(question.servedType);
          again.push({ ...open, question: toUnsorted(question) });
        } else settle(toFailedSection(part, question));
        return;
      }
      const rest = take(part, open, signal);
      if (rest === undefined) return;
      // Awaited below; if asking itself throws before that (the caller has gone), nobody else would hear it.
      rest.catch(() => undefined);
      more.push(rest);
    };
    await asker.ask(paths, onAnswer, signal);
    await Promise.all([...more, ...(again.length === 0 ? [] : [askAll(again, signal)])]);
  }

  return async (patientIds, types, onChart, signal) => {
    const opens: Open[] = [];
    const isDeep = patientIds.length === 1;
    const asks = new Map(types.map((type) => [type, findAsk(type, { ...deps.options, unsortable, isDeep })]));
    for (const patientId of new Set(patientIds)) {
      const sections: ChartSections = {};
      let missing = asks.size;
      const place = (type: ChartType, section: Section) => {
        sections[type] = section;
        missing--;
        if (missing === 0) onChart(patientId, sections);
      };
      for (const [type, ask] of asks) {
        const key = `${deps.cacheKey}\n${isDeep}\n${patientId}\n${type}`;
        const known = cache.find(key);
        if (known !== undefined) place(type, known);
        else if (ask === undefined) place(type, { status: 'notOffered', fetched: toFetched() });
        else if (toId(patientId) === undefined) place(type, failed('patient_not_found'));
        else {
          const settle: Settle = (section) => {
            cache.keep(key, section);
            place(type, section);
          };
          opens.push({ question: ask(patientId), settle });
        }
      }
    }
    if (opens.length > 0) await askAll(opens, signal);
  };
}

/** Many sections are read in the same millisecond: its text is made once. */
function createInstants(now: () => number): () => string {
  let last = { at: Number.NaN, text: '' };
  return () => {
    const at = now();
    if (at !== last.at) last = { at, text: new Date(at).toISOString() };
    return last.text;
  };
}

/** A page that a server keeps no more says nothing of the patient, whose first page was there. */
function toReasonOfPage({ code }: KnownError): ErrorCode {
  return code === 'patient_not_found' || code === 'cursor_invalid' ? 'server_error' : code;
}

function toUnsorted(question: Question): Question {
  return { ...question, isSorted: false, path: question.path.replace(/&_sort[^&]*/, '') };
}
