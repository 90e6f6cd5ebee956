// Bad weather, carried out: waits, wrong statuses, pages, broken and endless answers.
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type Exchange, send, toHtmlAnswer, toJsonAnswer } from '../exchange';
import type { KnobBox, Stage } from './knobs';

/** Resolves when the server would have done its work on so many entries. */
export async function waitForWork(knobs: KnobBox, entries: number): Promise<void> {
  await knobs.waitWhileHeld();
  const { latencyMs, perEntryMs } = knobs.now;
  const total = latencyMs + perEntryMs * entries;
  if (total > 0) await wait(total);
}

/** Streams JSON that never ends well, as long as the other side takes it. */
export async function sendHuge({ response }: Exchange, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/fhir+json' });
  const piece = Buffer.alloc(64 * 1024, ' ');
  response.write('{"resourceType":"Bundle",');
  const closed = once(response, 'close').catch(() => undefined);
  for (let sent = 0; sent < bytes; sent += piece.length) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain').catch(() => undefined), closed]);
  }
  response.end('"type":"searchset"}');
}

/** Answers in the server's place if a knob says so; false: nothing is wrong here. */
export async function sendWeather(knobs: KnobBox, stage: Stage, exchange: Exchange): Promise<boolean> {
  const { now } = knobs;
  if (!now.at.includes(stage)) return false;
  if (now.timeout) return true;
  const retry = now.retryAfter === null ? {} : { 'retry-after': String(now.retryAfter) };
  if (now.redirectTo !== null) {
    send(exchange, { status: 307, type: 'text/plain', body: '', headers: { location: now.redirectTo } });
  } else if (now.html) send(exchange, toHtmlAnswer(now.status ?? 200, 'Gateway'));
  else if (now.status !== null) {
    const issue = { severity: 'error', code: 'transient', diagnostics: 'The server is not well.' };
    const outcome = toJsonAnswer(now.status, { resourceType: 'OperationOutcome', issue: [issue] });
    send(exchange, { ...outcome, headers: retry });
  } else if (now.brokenJson) {
    send(exchange, {
      status: 200,
      type: 'application/fhir+json',
      body: '{"resourceType":"Bundle","entry":[{"reso',
    });
  } else if (now.notFhir) send(exchange, toJsonAnswer(200, { hello: 'world' }));
  else if (now.hugeBytes > 0) await sendHuge(exchange, now.hugeBytes);
  else return false;
  return true;
}
