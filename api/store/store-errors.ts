// What a driver's error means to us. The adapters translate; the rooms see only these.
import { KnownError } from '../errors/known-error';

/** A unique index refused the row. The room that wrote it knows which words that deserves. */
export class UniqueViolation extends Error {
  readonly table: string;

  constructor(table: string, cause: unknown) {
    super(`unique violation in ${table}`, { cause });
    this.name = 'UniqueViolation';
    this.table = table;
  }
}

export function isUniqueViolation(error: unknown, table: string): error is UniqueViolation {
  return error instanceof UniqueViolation && error.table === table;
}

export function toStoreUnavailable(cause: unknown): KnownError {
  return new KnownError('store_unavailable', {
    status: 503,
    detail: 'The database can’t be reached or is full. Nothing was changed. Try again in a minute.',
    retryAfterSeconds: 30,
    cause,
  });
}

/** Only where a commit was asked for: what it held is there as a whole, or not at all. */
export function toOutcomeUnknown(cause: unknown): KnownError {
  return new KnownError('outcome_unknown', {
    status: 503,
    detail: 'The database went away while this was saved. Look whether it is there before you do it again.',
    retryAfterSeconds: 30,
    cause,
  });
}
