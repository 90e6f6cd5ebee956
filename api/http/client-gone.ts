// Who went away before the answer was whole needs none: everything that works for it is told.
import { setMaxListeners } from 'node:events';
import type { Response } from 'express';

export function abortOnClose(response: Response): AbortSignal {
  const controller = new AbortController();
  // Every request to an EHR that an answer needs listens to it: that is many, and no leak.
  setMaxListeners(0, controller.signal);
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
