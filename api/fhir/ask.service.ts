// Asks a server many small questions in as few round trips as it allows: batches in one wave, or single requests, so many
// at a time. The caller sees the same answers either way.
import type { ErrorCode } from '../contract/error-codes';
import { outboundLimits } from '../contract/limits';
import { isKnownError } from '../errors/known-error';
import { isRaw, type Raw, toText } from './any-release/element';
import { type ErrorMeanings, isGrave, toIssues, toServerFault } from './fhir-faults';
import type { FhirServer, SearchWay } from './fhir-server.service';

export type Asked =
  | { readonly body: Raw }
  | {
      readonly reason: ErrorCode;
      readonly status: number | undefined;
      readonly retryAfterSeconds?: number | undefined;
    };

export interface Asker {
  /** Calls back once for each path; never throws for a failed answer, only when the caller has gone. */
  ask(
    paths: readonly string[],
    onAnswer: (index: number, answer: Asked) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** Keeps an answer below the size limit and within what servers accept. */
const usualBatch = 100;
/** Fewer are not worth a request of their own. */
const fewestPerBatch = 4;
const tooLarge: readonly ErrorCode[] = ['server_answer_too_large', 'search_too_many'];

export interface AskerOptions {
  readonly hasBatch: boolean;
  /** Requests at a time; the limit of one server if not given. */
  readonly inFlight?: number | undefined;
  /** Entries of one batch at the most. */
  readonly batchEntries?: number;
  /** How a single search is sent. */
  readonly searchWay?: SearchWay;
  readonly meanings?: ErrorMeanings;
}

export function createAsker(server: FhirServer, options: AskerOptions): Asker {
  const { inFlight = outboundLimits.inFlightPerServer, batchEntries = usualBatch, meanings = {} } = options;
  let { hasBatch } = options;

  function getOrSearch(path: string, signal: AbortSignal | undefined): Promise<Raw> {
    const [type = '', query] = path.split('?', 2);
    const { searchWay = 'get' } = options;
    if (query === undefined || searchWay === 'get') return server.get(path, signal);
    return server.search(type, new URLSearchParams(query), searchWay, signal);
  }

  async function askOne(path: string, signal: AbortSignal | undefined): Promise<Asked> {
    try {
      return { body: await getOrSearch(path, signal) };
    } catch (error) {
      signal?.throwIfAborted();
      return toFailed(error);
    }
  }

  async function askBatch(
    paths: readonly string[],
    from: number,
    onAnswer: (index: number, answer: Asked) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let entries: readonly unknown[] | undefined;
    try {
      entries = toEntries(await server.postBatch(paths, signal), paths.length);
    } catch (error) {
      signal?.throwIfAborted();
      const failed = toFailed(error);
      const half = Math.ceil(paths.length / 2);
      if (tooLarge.includes(failed.reason) && paths.length > 1) {
        await Promise.all([
          askBatch(paths.slice(0, half), from, onAnswer, signal),
          askBatch(paths.slice(half), from + half, onAnswer, signal),
        ]);
        return;
      }
      if (isNoBatch(failed)) {
        // The metadata promised what the server doesn't do: single requests from now on.
        hasBatch = false;
        await fanOut(paths, from, onAnswer, signal);
        return;
      }
      for (let i = 0; i < paths.length; i++) onAnswer(from + i, failed);
      return;
    }
    const broken: Asked = { reason: 'server_answer_broken', status: undefined };
    const throttled: number[] = [];
    for (let i = 0; i < paths.length; i++) {
      const answer = entries ? toAnswer(entries[i], meanings) : broken;
      if (isThrottled(answer)) throttled.push(i);
      else onAnswer(from + i, answer);
    }
    if (throttled.length > 0)
      await askAgain(paths, throttled, (i, answer) => onAnswer(from + i, answer), signal);
  }

  /** Entries that were refused for their number are asked for once more, they alone. */
  async function askAgain(
    paths: readonly string[],
    throttled: readonly number[],
    onAnswer: (index: number, answer: Asked) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const busy: Asked = { reason: 'server_busy', status: 429 };
    let entries: readonly unknown[] | undefined;
    if (server.mayAskEntriesAgain()) {
      try {
        const again = throttled.map((i) => paths[i] ?? '');
        entries = toEntries(await server.postBatch(again, signal), again.length);
      } catch {
        signal?.throwIfAborted();
      }
    }
    for (const [at, i] of throttled.entries()) onAnswer(i, entries ? toAnswer(entries[at], meanings) : busy);
  }

  async function fanOut(
    paths: readonly string[],
    from: number,
    onAnswer: (index: number, answer: Asked) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let next = 0;
    const work = async () => {
      while (next < paths.length) {
        const i = next++;
        onAnswer(from + i, await askOne(paths[i] ?? '', signal));
      }
    };
    await Promise.all(Array.from({ length: Math.min(inFlight, paths.length) }, work));
  }

  return {
    async ask(paths, onAnswer, signal) {
      if (!hasBatch || paths.length === 1) return fanOut(paths, 0, onAnswer, signal);
      // Even chunks in the order asked: one wave where entries are free, and the shortest queue where a server takes its
      // time for each. A patient's questions stand together, so that rows complete early.
      const evenly = Math.ceil(paths.length / inFlight);
      const size = Math.min(Math.max(evenly, fewestPerBatch), batchEntries);
      const starts = Array.from({ length: Math.ceil(paths.length / size) }, (_, i) => i * size);
      await Promise.all(
        starts.map((start) => askBatch(paths.slice(start, start + size), start, onAnswer, signal)),
      );
    },
  };
}

/** Not what a server means by a number of its own, such as "try tomorrow". */
function isThrottled(answer: Asked): boolean {
  return 'reason' in answer && (answer.status === 429 || answer.status === 503);
}

interface Failed {
  readonly retryAfterSeconds?: number | undefined;
  readonly reason: ErrorCode;
  readonly status: number | undefined;
}

/** A failure that no server caused is ours, and is said so without details. */
function toFailed(error: unknown): Failed {
  return isKnownError(error)
    ? { reason: error.code, status: error.parts.status, retryAfterSeconds: error.parts.retryAfterSeconds }
    : { reason: 'internal', status: undefined };
}

/** What a server without batch says to one: 404, 405, 501, or "I don't understand". */
function isNoBatch({ reason }: Failed): boolean {
  return reason === 'search_refused' || reason === 'patient_not_found' || reason === 'server_not_fhir';
}

/** The entries if they are as many as were asked for; they match by position. */
function toEntries(body: Raw, count: number): readonly unknown[] | undefined {
  if (body.resourceType !== 'Bundle' || !Array.isArray(body.entry) || body.entry.length !== count)
    return undefined;
  return body.entry;
}

function toAnswer(entry: unknown, meanings: ErrorMeanings): Asked {
  if (!isRaw(entry)) return { reason: 'server_answer_broken', status: undefined };
  const { response, resource } = entry;
  const status = isRaw(response) ? Number.parseInt(toText(response.status) ?? '200', 10) : 200;
  const outcome = isRaw(response) && isRaw(response.outcome) ? response.outcome : resource;
  if (status >= 500 && status !== 501)
    return { reason: status === 503 ? 'server_busy' : 'server_error', status };
  if (status >= 300 || !isRaw(resource))
    return { reason: toServerFault(status, outcome, { meanings }).code, status };
  if (resource.resourceType === 'OperationOutcome' && toIssues(resource).some(isGrave)) {
    return { reason: toServerFault(status, resource, { meanings }).code, status };
  }
  return { body: resource };
}
