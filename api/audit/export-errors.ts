// The known error that only files of the log have.
import { limits } from '../contract/limits';
import { KnownError } from '../errors/known-error';

export function exportTooLarge(): KnownError {
  return new KnownError('export_too_large', {
    status: 409,
    detail: `A file holds at most ${limits.exportRows} entries. Choose a shorter time, a person or a patient.`,
  });
}
