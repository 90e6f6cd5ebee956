// The known errors that only lists have, each with a sentence that helps.
import type { ErrorCode } from '../contract/error-codes';
import { KnownError } from '../errors/known-error';

export function nameTaken(): KnownError {
  return new KnownError('name_taken', {
    status: 409,
    detail: 'This team already has a list of that name. Choose another name.',
    fields: [{ path: 'name', message: 'This team already has a list of that name.' }],
  });
}

export function alreadyOnList(): KnownError {
  return new KnownError('already_on_list', { status: 409, detail: 'This patient is already on this list.' });
}

export function limitReached(detail: string): KnownError {
  return new KnownError('limit_reached', { status: 409, detail });
}

export function changedMeanwhile(current: unknown): KnownError {
  return new KnownError('changed_meanwhile', {
    status: 412,
    detail: 'Somebody changed this in the meantime. See `current`, then decide.',
    current,
  });
}

export function connectionChanged(): KnownError {
  return new KnownError('no_connection', {
    status: 409,
    detail: 'This patient comes from a connection that the team no longer uses. Search again.',
  });
}

/** The Patient could not be read, so nobody was put on the list. */
export function patientNotRead(reason: ErrorCode): KnownError {
  return reason === 'patient_not_found'
    ? new KnownError(reason, { status: 404, detail: 'The EHR has no such patient. Search again.' })
    : new KnownError(reason, {
        status: reason === 'server_timeout' ? 504 : 502,
        detail: 'The EHR could not be read, so the patient was not added. Try again.',
      });
}
