// The log by allow list: only the fields named here are ever written, so no body, name, query, token or path can be.
import { createHash } from 'node:crypto';
import { type DestinationStream, type LevelWithSilent, pino } from 'pino';

export interface RequestLine {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  readonly tid: string | undefined;
  readonly errorCode: string | undefined;
}

export interface Log {
  request(line: RequestLine): void;
  /** An error that nobody foresaw: its class and where it was thrown, not its message, which may quote data. */
  unexpected(requestId: string, error: unknown): void;
  /** A signed checkpoint of the audit log, as `npm run audit -- verify` reads it back. */
  checkpoint(checkpoint: Readonly<Record<string, string | number>>): void;
  event(name: string, facts?: Readonly<Record<string, number | boolean>>): void;
}

export function createLog(level: LevelWithSilent, destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const out = destination ? pino(options, destination) : pino(options);
  return {
    request: (line) =>
      out.info({
        event: 'request',
        method: line.method,
        route: line.route,
        status: line.status,
        ms: Math.round(line.ms),
        requestId: line.requestId,
        ...(line.tid && { tenant: createHash('sha256').update(line.tid).digest('hex').slice(0, 12) }),
        ...(line.errorCode && { error: line.errorCode }),
      }),
    unexpected: (requestId, error) =>
      out.error({
        event: 'unexpected',
        requestId,
        class: classOf(error),
        code: codeOf(error),
        at: framesOf(error),
      }),
    checkpoint: (checkpoint) => out.info({ event: 'audit_checkpoint', ...toCheckpoint(checkpoint) }),
    event: (name, facts) => out.info({ event: name, ...facts }),
  };
}

const checkpointFields = ['tid', 'number', 'at', 'key_id', 'seq', 'head', 'prev', 'signature'];

function toCheckpoint(checkpoint: Readonly<Record<string, string | number>>) {
  return Object.fromEntries(checkpointFields.map((field) => [field, checkpoint[field]]));
}

function classOf(error: unknown): string {
  return error instanceof Error ? error.name.slice(0, 60) : typeof error;
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}

/** Our own frames as file:line; the first lines of a stack hold the message and are left out. */
function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.matchAll(/\/((?:api|test)\/[\w./-]+\.ts:\d+):\d+\)?$/gm);
  return [...frames].slice(0, 5).map((frame) => frame[1] ?? '');
}
