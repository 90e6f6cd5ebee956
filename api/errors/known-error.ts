// An error that we know: it has a code, a status and a sentence that helps. Everything else is "internal".
import type { ErrorCode, Problem } from '../contract/error-codes';

export interface KnownErrorParts {
  readonly status: number;
  /** For the reader; plain English, names the field and the remedy; never a name, token, MRN or query. */
  readonly detail: string;
  readonly fields?: Problem['fields'];
  readonly current?: unknown;
  readonly why?: Problem['why'];
  readonly needs?: readonly string[];
  readonly max?: number;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

export class KnownError extends Error {
  readonly code: ErrorCode;
  readonly parts: KnownErrorParts;

  constructor(code: ErrorCode, parts: KnownErrorParts) {
    super(`${code}: ${parts.detail}`, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = 'KnownError';
    this.code = code;
    this.parts = parts;
  }
}

export function isKnownError(error: unknown): error is KnownError {
  return error instanceof KnownError;
}
