// What goes wrong between the tab and the API, in one shape: the API's problem document, or a trouble of our own.
import type { ErrorCode, Problem } from '../../api/contract/error-codes';
import { signInCodes } from '../host/sign-in-failure';

/** Troubles that the API can't tell of, since it wasn't reached, or not understood. */
export const tabCodes = [
  'offline',
  'unreachable',
  'unreadable',
  ...signInCodes,
  'not_a_member',
  'guest_kept_out',
] as const;
export type TabCode = (typeof tabCodes)[number];
export type AnyCode = ErrorCode | TabCode;

export type AnyProblem = Omit<Problem, 'code'> & {
  readonly code: AnyCode;
  /** When to try again, by the clock of this machine; made when the answer came. */
  readonly retryAt?: number;
};

export class ApiProblem extends Error {
  readonly problem: AnyProblem;

  constructor(problem: AnyProblem) {
    super(`${problem.code} (${problem.status})`);
    this.name = 'ApiProblem';
    const { retryAfterSeconds: wait } = problem;
    this.problem = wait === undefined ? problem : { ...problem, retryAt: Date.now() + wait * 1_000 };
  }

  get code(): AnyCode {
    return this.problem.code;
  }
}

export function toTabProblem(code: TabCode, detail = ''): ApiProblem {
  return new ApiProblem({ type: 'about:blank', title: code, status: 0, code, detail });
}

/** Anything thrown, as a problem that has words. An abort is not a failure: let it pass first. */
export function toProblem(error: unknown): AnyProblem {
  if (error instanceof ApiProblem) return error.problem;
  return toTabProblem('unreadable', error instanceof Error ? error.message : '').problem;
}

/** A proxy between us and the API answers HTML: that is still a problem with words. */
export function toPageProblem(status: number): ApiProblem {
  return toTabProblem(status >= 502 && status <= 504 ? 'unreachable' : 'unreadable');
}

/** What a request threw, or the reading of its answer: cut on the way, or no JSON. An abort stays one. */
export function toRequestError(error: unknown, isOnline: boolean, signal?: AbortSignal | null): unknown {
  if (isAbort(error) || signal?.aborted) return new DOMException('Aborted', 'AbortError');
  if (error instanceof ApiProblem) return error;
  if (error instanceof SyntaxError) return toTabProblem('unreadable');
  return toTabProblem(isOnline ? 'unreachable' : 'offline');
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

const passing: ReadonlySet<AnyCode> = new Set<AnyCode>([
  'unreachable',
  'store_unavailable',
  'outcome_unknown',
  'internal',
  'roster_unavailable',
]);

/** Of a read: it may go well a moment later. */
export function isWorthARetry(error: unknown): boolean {
  return error instanceof ApiProblem && passing.has(error.code);
}
