// Makers of the known errors that several rooms need: one code, one status, one sentence each.
import type { Problem } from '../contract/error-codes';
import { KnownError } from './known-error';

type Fields = NonNullable<Problem['fields']>;

export function notFound(): KnownError {
  return new KnownError('not_found', { status: 404, detail: 'There is nothing here that you may see.' });
}

/** To a guest of the team whom the operator keeps out: as for a stranger, but they may know why. */
export function keptOut(): KnownError {
  return new KnownError('not_found', {
    status: 404,
    detail: 'Guests of a team are kept out unless whoever runs this server lets them in.',
    why: 'guest',
  });
}

export function invalidInput(fields: Fields): KnownError {
  return new KnownError('invalid_input', {
    status: 400,
    detail: 'Some of what was sent is not right. See `fields`.',
    fields,
  });
}

export function notSignedIn(cause?: unknown): KnownError {
  return new KnownError('not_signed_in', { status: 401, detail: 'Sign in again, then repeat this.', cause });
}

export function ownerOnly(): KnownError {
  return new KnownError('owner_only', { status: 403, detail: 'Only an owner of this team may do this.' });
}

export function teamArchived(): KnownError {
  return new KnownError('team_archived', {
    status: 403,
    detail:
      'This team or channel is archived: it can be read, not changed. An owner can restore it in Teams.',
  });
}

export function rosterUnavailable(cause?: unknown, retryAfterSeconds = 30): KnownError {
  return new KnownError('roster_unavailable', {
    status: 503,
    detail: 'Microsoft 365 could not tell who belongs to this team. Try again in a minute.',
    retryAfterSeconds,
    cause,
  });
}

export function bodyTooLarge(): KnownError {
  return new KnownError('body_too_large', { status: 413, detail: 'Send less at once: the limit is 256 KB.' });
}

export function unsupportedMediaType(expected: string): KnownError {
  return new KnownError('unsupported_media_type', { status: 415, detail: `Send this as ${expected}.` });
}

export function preconditionRequired(): KnownError {
  return new KnownError('precondition_required', {
    status: 428,
    detail: 'Send If-Match with the version that you have seen.',
  });
}

export function rateLimited(retryAfterSeconds: number): KnownError {
  return new KnownError('rate_limited', {
    status: 429,
    detail: 'Too many requests. Wait a little, then try again.',
    retryAfterSeconds,
  });
}
