// Errors don't survive the way between threads: what is known of one does.
import { KnownError } from '../errors/known-error';
import { toKnownError } from '../errors/problem.map';
import type { Fault } from './message';

export function toFault(error: unknown): Fault {
  const { code, parts } = toKnownError(error);
  const { status, detail, retryAfterSeconds } = parts;
  return { code, status, detail, retryAfterSeconds };
}

export function fromFault({ code, status, detail, retryAfterSeconds }: Fault): KnownError {
  return new KnownError(code, {
    status,
    detail,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}
