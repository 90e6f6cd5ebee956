// Asks Microsoft Graph as the app: never more often than it allows on one team, and not while it has told us to wait.
import { rosterUnavailable } from '../errors/known-errors';
import type { FetchJson } from './fetch-json';
import type { GetGraphToken } from './graph-token.service';

/** Graph takes 4 calls a second of one app on one team. */
const callsPerSecondOfMicrosoft = 4;
const longestQueueMs = 3_000;
const shortestPauseMs = 1_000;
const longestPauseMs = 5 * 60_000;
const mostTeams = 5_000;

export interface GraphAnswer {
  readonly status: 200 | 400 | 403 | 404;
  readonly body: unknown;
}

/** Throws roster_unavailable: no answer, an answer that says nothing, or not the time to ask. */
export type AskGraph = (place: { tid: string; teamId: string }, url: string) => Promise<GraphAnswer>;

export interface GraphDoorDeps {
  readonly fetchJson: FetchJson;
  readonly getToken: GetGraphToken;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** On one team; Microsoft's own limit if nothing is said. */
  readonly callsPerSecond?: number | undefined;
}

interface Pace {
  /** When the last calls were or will be made, oldest first. */
  calls: readonly number[];
  closedUntil: number;
}

export function createGraphDoor(deps: GraphDoorDeps): AskGraph {
  const { callsPerSecond = callsPerSecondOfMicrosoft } = deps;
  const paces = new Map<string, Pace>();

  function paceOf(name: string): Pace {
    const pace = paces.get(name) ?? { calls: [], closedUntil: 0 };
    const oldest = paces.size >= mostTeams && !paces.has(name) ? paces.keys().next().value : undefined;
    if (oldest !== undefined) paces.delete(oldest);
    paces.set(name, pace);
    return pace;
  }

  async function waitForTurn(pace: Pace): Promise<void> {
    const now = deps.now();
    if (pace.closedUntil > now) throw notNow(pace.closedUntil - now);
    const [first = 0] = pace.calls.slice(-callsPerSecond);
    const turn = pace.calls.length < callsPerSecond ? now : Math.max(now, first + 1_000);
    if (turn - now > longestQueueMs) throw notNow(turn - now);
    pace.calls = [...pace.calls.slice(1 - callsPerSecond), turn];
    if (turn > now) await deps.wait(turn - now);
  }

  return async ({ tid, teamId }, url) => {
    const pace = paceOf(`${tid}/${teamId}`);
    await waitForTurn(pace);
    const headers = { authorization: `Bearer ${await deps.getToken(tid)}`, accept: 'application/json' };
    const answer = await deps.fetchJson(url, { headers });
    // Other 5xx are no answer at our door to other servers: it throws.
    const { status, body } = answer;
    if (status === 200 || status === 400 || status === 403 || status === 404) return { status, body };
    if (status !== 429 && status !== 503) throw rosterUnavailable();
    const pause = toPause(answer.headers['retry-after']);
    pace.closedUntil = deps.now() + pause;
    throw notNow(pause);
  };
}

/** In seconds by Graph's own words; a date or nothing is taken as the shortest. */
function toPause(retryAfter: string | undefined): number {
  const seconds = Number(retryAfter ?? '');
  const ms = Number.isFinite(seconds) ? seconds * 1000 : 0;
  return Math.min(longestPauseMs, Math.max(shortestPauseMs, ms));
}

function notNow(ms: number) {
  return rosterUnavailable(undefined, Math.ceil(ms / 1000));
}
