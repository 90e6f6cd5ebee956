// A page of another site has no business here (T17). There are no cookies to steal a ride on; this is the second lock.
import type { Request } from 'express';
import { KnownError } from '../errors/known-error';

/** Callers that are no browser send no Origin. */
export function refuseForeignOrigin(request: Request, publicOrigin: string): void {
  const { origin, host } = request.headers;
  if (origin === undefined || origin === publicOrigin) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new KnownError('not_signed_in', { status: 403, detail: 'This request came from another site.' });
}
