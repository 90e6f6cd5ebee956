// A stream that stays open looks again and again whether its reader still belongs here, and ends with words if not (T11).
import type { ErrorCode } from '../contract/error-codes';
import { isKnownError } from '../errors/known-error';
import { toKnownError, toProblem } from '../errors/problem.map';
import type { Reply } from './route';

type Lines = NonNullable<Reply['lines']>;

export interface StreamWatch {
  /** Throws when the reader may no longer see this. */
  readonly look: () => Promise<unknown>;
  /** Calls again and again until the answer is called. */
  readonly every: Every;
  readonly requestId: string;
  /** Told before the last words are written. */
  readonly onLost: (reason: unknown) => Promise<unknown>;
}

export type Every = (ms: number, work: () => void) => () => void;

const lookEveryMs = 10_000;

export const everyByTimer: Every = (ms, work) => {
  const timer = setInterval(work, ms).unref();
  return () => clearInterval(timer);
};

/** `signal` of the lines ends with the reader's right to them as well. What is written after that goes nowhere. */
export function watchLines(lines: Lines, { look, every, requestId, onLost }: StreamWatch): Lines {
  return async (write, signal) => {
    const lost = new AbortController();
    let hasBegun = false;
    const stop = every(lookEveryMs, () => {
      look().catch((error: unknown) => lost.abort(toKnownError(error)));
    });
    const isLost = new Promise<void>((resolve) => lost.signal.addEventListener('abort', () => resolve()));
    const writeWhileIn = (line: unknown) => {
      if (lost.signal.aborted) return;
      hasBegun = true;
      write(line);
    };
    const endWithWords = async (reason: unknown) => {
      await onLost(reason);
      write({ type: 'ended', problem: toProblem(toKnownError(reason), requestId) });
    };
    try {
      const work = lines(writeWhileIn, AbortSignal.any([signal, lost.signal]));
      await Promise.race([work, isLost]);
    } catch (error) {
      if (!lost.signal.aborted) {
        if (hasBegun && isOfAccess(error)) return await endWithWords(error);
        throw error;
      }
    } finally {
      stop();
    }
    if (!lost.signal.aborted) return;
    // Headers leave with the first line: before it there is an ordinary answer to give.
    if (!hasBegun) throw lost.signal.reason;
    await endWithWords(lost.signal.reason);
  };
}

/** What a route finds when it makes sure once more before it changes anything. */
const ofAccess: ReadonlySet<ErrorCode> = new Set(['owner_only', 'not_found', 'roster_unavailable']);

function isOfAccess(error: unknown): boolean {
  return isKnownError(error) && ofAccess.has(error.code);
}
