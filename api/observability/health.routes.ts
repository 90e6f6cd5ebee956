// Is this server able to serve? Public, and therefore without any detail.
import type { RequestHandler } from 'express';

/** `isReady` is false while draining or when the store doesn't answer. */
export function createHealth(isReady: () => Promise<boolean>): RequestHandler {
  return async (_request, response) => {
    const isWell = await isReady().catch(() => false);
    response
      .status(isWell ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isWell ? 'ok' : 'unavailable' });
  };
}
