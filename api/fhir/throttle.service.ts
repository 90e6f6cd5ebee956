// Servers that say "not so fast" (429, or 503 with a time): calls to such a server hold back until the time that it named,
// whoever makes them, and a refused one is made again once. Reads alone come here; tokens never do.
import { setTimeout as sleep } from 'node:timers/promises';
import { fhirFault } from './fhir-faults';

export interface Throttle {
  /** Resolves when the server may be asked. Throws server_busy if that is after the deadline (milliseconds). */
  wait(server: string, deadline: number, signal?: AbortSignal): Promise<void>;
  isHeld(server: string): boolean;
  /** After a refusal: everybody holds back so long. Whether this call may be made again, before its deadline and within the budget. */
  mayAskAgain(server: string, waitMs: number | undefined, deadline: number): boolean;
  /** Each call earns a tenth of a second try. */
  count(server: string): void;
}

interface Kept {
  heldUntil: number;
  /** What the server said, for people: it may be later. */
  busyUntil: number;
  tries: number;
}

/** In the long run one call in ten is made again; at once no more than one wave of calls. */
const earned = 0.1;
const mostTries = 16;
/** A server that names a longer time is asked again after this, and may say it again. */
const mostHeldMs = 60_000;
/** An answer takes its time as well. */
const answerMs = 500;
const mostServers = 500;

export function createThrottle(now: () => number): Throttle {
  const servers = new Map<string, Kept>();

  function keep(server: string): Kept {
    const known = servers.get(server);
    if (known) return known;
    if (servers.size >= mostServers) servers.delete(servers.keys().next().value ?? '');
    const made = { heldUntil: 0, busyUntil: 0, tries: mostTries };
    servers.set(server, made);
    return made;
  }

  return {
    isHeld: (server) => (servers.get(server)?.heldUntil ?? 0) > now(),
    count(server) {
      const kept = keep(server);
      kept.tries = Math.min(kept.tries + earned, mostTries);
    },
    async wait(server, deadline, signal) {
      for (let left = keep(server).heldUntil - now(); left > 0; left = keep(server).heldUntil - now()) {
        if (now() + left > deadline - answerMs) {
          const said = Math.max(left, keep(server).busyUntil - now());
          throw fhirFault('server_busy', { retryAfterSeconds: Math.ceil(said / 1000) });
        }
        try {
          await sleep(left, undefined, signal ? { signal } : {});
        } catch (error) {
          signal?.throwIfAborted();
          throw error;
        }
      }
    },
    mayAskAgain(server, waitMs, deadline) {
      if (waitMs === undefined) return false;
      const kept = keep(server);
      kept.heldUntil = Math.max(kept.heldUntil, now() + Math.min(waitMs, mostHeldMs));
      kept.busyUntil = now() + waitMs;
      if (now() + waitMs > deadline - answerMs || kept.tries < 1) return false;
      kept.tries -= 1;
      return true;
    },
  };
}

type Header = string | string[] | undefined;

/** How long a server asks us to wait: in milliseconds by Microsoft's header, in seconds, or until a date. At most an hour. */
export function toWaitMs(headers: Readonly<Record<string, Header>>, now: number): number | undefined {
  const exact = toPositive(headers['x-ms-retry-after-ms']);
  const after = toText(headers['retry-after']);
  const seconds = toPositive(after);
  const until = after === undefined || seconds !== undefined ? Number.NaN : Date.parse(after);
  // A date that is over asks for nothing any more.
  const ms = exact ?? (seconds === undefined ? Math.max(until - now, 1) : seconds * 1000);
  return Number.isFinite(ms) ? Math.min(Math.ceil(ms), longestMs) : undefined;
}

export function toWaitSeconds(headers: Readonly<Record<string, Header>>, now: number): number | undefined {
  const ms = toWaitMs(headers, now);
  return ms === undefined ? undefined : Math.ceil(ms / 1000);
}

const longestMs = 3_600_000;

function toText(header: Header): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function toPositive(header: Header): number | undefined {
  const text = toText(header)?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
