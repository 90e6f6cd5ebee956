// One line per request when its answer is over.
import type { RequestHandler } from 'express';
import type { Log } from './log';
import { getContext } from './request-context.middleware';

export function createRequestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    response.once('close', () => {
      const context = getContext(response);
      log.request({
        method: request.method,
        route: context.route,
        status: response.statusCode,
        ms: performance.now() - context.started,
        requestId: context.requestId,
        tid: context.tid,
        errorCode: context.errorCode,
      });
    });
    next();
  };
}
