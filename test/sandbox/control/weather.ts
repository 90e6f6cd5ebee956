// Bad weather, carried out: waits, wrong statuses, pages, broken and endless answers.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { type Exchange, send, toHtmlAnswer, toJsonAnswer } from '../exchange';
import type { Quirks } from '../quirks';
import type { KnobBox, Stage } from './knobs';

/** For an answer that takes no work to make: resolves when it would be here. */
export async function waitForWork(knobs: KnobBox, stage: Stage): Promise<void> {
  await workFarAway(knobs, { stage, entries: 0 }, () => undefined);
}

/**
 * Works as a server on a machine of its own: after half the latency, which is the way there. The other half is the way back, so
 * that what this process computes doesn't fall into the moment in which whoever asked begins to compute as well.
 */
export async function workFarAway<T>(
  knobs: KnobBox,
  { stage, entries }: { readonly stage: Stage; readonly entries: number },
  work: () => T | Promise<T>,
): Promise<T> {
  await knobs.waitWhileHeld(stage);
  const { latencyMs, perEntryMs } = knobs.now;
  const arriving = performance.now();
  if (latencyMs > 0) await wait(latencyMs / 2);
  const arrived = performance.now();
  try {
    return await work();
  } finally {
    const worked = performance.now();
    const due = arriving + latencyMs + perEntryMs * entries + (worked - arrived);
    if (due > worked) await wait(due - worked);
  }
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

function* toSpaces(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(256 * 1024, ' ');
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
  yield Buffer.from('{}');
}

/** Spaces that weigh nothing until they are unpacked. */
async function sendGzipBomb({ response }: Exchange, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip' });
  // Whoever has had enough hangs up.
  await pipeline(Readable.from(toSpaces(bytes)), createGzip(), response).catch(() => undefined);
}

/** A well-formed answer that takes for ever. */
async function sendDrip({ response }: Exchange, pauseMs: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/fhir+json' });
  response.write('{"resourceType":"Bundle",');
  while (!response.destroyed) {
    await wait(pauseMs, undefined, { ref: false });
    response.write(' ');
  }
}

/** When to come back, in every way that the server has of saying it. */
export function toRetry(seconds: number | null, throttle: Quirks['throttle']): Record<string, string> {
  if (seconds === null) return {};
  return {
    'retry-after': String(seconds),
    ...(throttle === 'microsoft' ? { 'x-ms-retry-after-ms': String(seconds * 1000) } : {}),
    ...(throttle === 'rateLimit' ? { ratelimit: `"fhirInteractions";r=0;t=${seconds}` } : {}),
  };
}

const fatal = { severity: 'fatal', code: 'exception', diagnostics: 'Something went wrong after all.' };

/** Answers in the server's place if a knob says so; false: nothing is wrong here. */
export async function sendWeather(
  knobs: KnobBox,
  stage: Stage,
  exchange: Exchange,
  throttle?: Quirks['throttle'],
): Promise<boolean> {
  const { now } = knobs;
  if (!now.at.includes(stage)) return false;
  if (now.timeout) return true;
  const retry = toRetry(now.retryAfter, throttle);
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
  else if (now.outcomeWith200) {
    send(exchange, toJsonAnswer(200, { resourceType: 'OperationOutcome', issue: [fatal] }));
  } else if (now.hugeBytes > 0) await sendHuge(exchange, now.hugeBytes);
  else if (now.gzipBombBytes > 0) await sendGzipBomb(exchange, now.gzipBombBytes);
  else if (now.dripMs > 0) await sendDrip(exchange, now.dripMs);
  else return false;
  return true;
}
