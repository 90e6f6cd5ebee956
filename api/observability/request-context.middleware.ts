// What is known of the request under way: kept beside the response, read by the log and by the error writer.
import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

export interface RequestContext {
  readonly requestId: string;
  readonly started: number;
  /** Template, never the path itself: paths hold ids. */
  route: string;
  isFhir: boolean;
  tid?: string;
  errorCode?: string;
}

const contexts = new WeakMap<object, RequestContext>();

export function createRequestContext(): RequestHandler {
  return (_request, response, next) => {
    const context: RequestContext = {
      requestId: randomUUID(),
      started: performance.now(),
      route: '-',
      isFhir: false,
    };
    contexts.set(response, context);
    response.set('X-Request-Id', context.requestId);
    next();
  };
}

export function getContext(response: Response): RequestContext {
  const context = contexts.get(response);
  if (!context) throw new Error('request context is mounted first');
  return context;
}
