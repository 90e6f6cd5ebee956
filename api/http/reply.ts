// Sends what a handler answers: JSON with its version as ETag, or lines that leave one by one.
import { once } from 'node:events';
import type { Response } from 'express';
import { KnownError } from '../errors/known-error';
import { JsonText, type Reply } from './route';

/** Lines that come within this time leave in one write: each is a call into the kernel, and nobody sees faster. */
const gatherMs = 8;

export const ndjson = 'application/x-ndjson';

export async function sendReply(
  response: Response,
  status: number,
  reply: Reply,
  signal: AbortSignal,
): Promise<void> {
  response.status(status);
  if (reply.version !== undefined) response.set('ETag', `"${reply.version}"`);
  if (reply.lines) return sendLines(response, reply.lines, signal);
  if (reply.body === undefined) {
    response.end();
    return;
  }
  response.type(reply.contentType ?? 'application/json').send(toJson(reply.body));
}

/** What another server nested so deeply that it can't be written again is that server's fault, not an accident of ours. */
function toJson(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new KnownError('server_answer_broken', {
      status: 502,
      detail: 'The EHR answered with data that can not be read. Tell whoever runs it.',
    });
  }
}

/** Headers leave with the first line: an error before it still gets a status and a problem document of its own. */
async function sendLines(
  response: Response,
  lines: NonNullable<Reply['lines']>,
  signal: AbortSignal,
): Promise<void> {
  response.type(ndjson).set('X-Accel-Buffering', 'no');
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting !== '' && !signal.aborted) response.write(waiting);
    waiting = '';
  };
  try {
    await lines((line) => {
      timer ??= setTimeout(flush, gatherMs);
      waiting += `${line instanceof JsonText ? line.text : JSON.stringify(line)}\n`;
    }, signal);
    flush();
  } finally {
    clearTimeout(timer);
  }
  if (signal.aborted) return;
  if (response.writableNeedDrain) await once(response, 'drain', { signal }).catch(() => undefined);
  response.end();
}
