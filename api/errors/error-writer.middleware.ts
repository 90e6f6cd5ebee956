// The one writer of errors: last in the app. No stack, path or SQL ever leaves; what is unknown goes to the log alone.
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Log } from '../observability/log';
import { getContext } from '../observability/request-context.middleware';
import type { KnownError } from './known-error';
import { bodyTooLarge, notFound } from './known-errors';
import { toKnownError, toOperationOutcome, toProblem } from './problem.map';

export function createErrorWriter(log: Log): ErrorRequestHandler {
  return (error: unknown, _request: Request, response: Response, _next) => {
    const known = toKnownError(fromBodyReader(error));
    const context = getContext(response);
    // The reader has gone: what broke off because of that is no fault. A file that broke off by itself is one.
    if (response.destroyed && response.errored !== error) return;
    context.errorCode = known.code;
    if (known.code === 'internal') log.unexpected(context.requestId, error);
    if (response.headersSent) {
      // Half an answer must not look like a whole one.
      response.destroy();
      return;
    }
    writeError(response, known, context.requestId, context.isFhir);
  };
}

function writeError(response: Response, error: KnownError, requestId: string, isFhir: boolean): void {
  const { status, retryAfterSeconds } = error.parts;
  response.status(status).set('Cache-Control', 'no-store');
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
  const body = isFhir ? toOperationOutcome(error, requestId) : toProblem(error, requestId);
  response.type(isFhir ? 'application/fhir+json' : 'application/problem+json').send(JSON.stringify(body));
}

/** What Express's own parts throw, by its status: a path that can't be decoded, a body that is too large. */
function fromBodyReader(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return bodyTooLarge();
  if (error instanceof URIError) return notFound();
  return error;
}
