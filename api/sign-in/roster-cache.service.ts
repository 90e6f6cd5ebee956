// Whole rosters kept for a moment, one question to Graph for many callers. A removed member is out within a minute; without
// Graph reads go on for five minutes and changes stop at once. Strangers can't make us ask without end.
import { isKnownError, type KnownError } from '../errors/known-error';
import { rateLimited, rosterUnavailable } from '../errors/known-errors';
import { type Budget, createBudget } from './budget';
import type { ChannelRoster, Roster } from './roster';

/** With the ten seconds between two looks at an open stream this stays below the minute that is promised. */
const freshMs = 45_000;
const readableMs = 5 * 60_000;
const lookAgainMs = 5_000;
const mostEntries = 5_000;
const mostMissed = 1_000;
/** What one person may make us ask: far more than anybody's work needs. */
const ofPerson = { atOnce: 120, perSecond: 1 };
/** What people who aren't known to be in a team may make us ask about it, all together. */
const ofStrangers = { atOnce: 8, perSecond: 1 };

export interface RosterAsk {
  readonly tid: string;
  readonly teamId: string;
  readonly channelId: string;
  /** For whom: tenant and object id. */
  readonly asker: { readonly tid: string; readonly oid: string };
}

export interface CachedRoster extends Roster {
  /** `read` may be served from an older roster while Graph is away; `write` may not; `owner` asks Graph now. */
  findFor(purpose: 'read' | 'write' | 'owner', ask: RosterAsk): Promise<ChannelRoster | undefined>;
  /** Asks again for somebody who wasn't in it (just added, perhaps). */
  findAgain(ask: RosterAsk): Promise<ChannelRoster | undefined>;
  /** What is in memory, however old: good for a guess, not for a decision. */
  findInMemory(tid: string, teamId: string, channelId: string): ChannelRoster | undefined;
}

interface Entry {
  roster: ChannelRoster | undefined;
  /** Why Graph doesn't tell: the app isn't allowed to know. */
  refusal: KnownError | undefined;
  readAt: number;
  flight: Promise<ChannelRoster | undefined> | undefined;
  /** Begins when the flight has landed: for who must have an answer from after the question. */
  next: Promise<ChannelRoster | undefined> | undefined;
  /** Who wasn't in it when we last looked for them, and when that was. */
  readonly missed: Map<string, number>;
}

export function createRosterCache(deps: { roster: Roster; now: () => number }): CachedRoster {
  const entries = new Map<string, Entry>();
  const persons = createBudget({ ...ofPerson, now: deps.now });
  const strangers = createBudget({ ...ofStrangers, now: deps.now });

  function entryOf(key: string): Entry {
    const entry = entries.get(key) ?? createEntry();
    const oldest = entries.size >= mostEntries && !entries.has(key) ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    entries.set(key, entry);
    return entry;
  }

  function read(entry: Entry, { tid, teamId, channelId }: Omit<RosterAsk, 'asker'>) {
    const startedAt = deps.now();
    entry.flight ??= deps.roster
      .findChannel(tid, teamId, channelId)
      .catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
        keep(entry, undefined, startedAt, error);
        throw error;
      })
      .then((roster) => keep(entry, roster, startedAt))
      .finally(() => {
        entry.flight = undefined;
      });
    return entry.flight;
  }

  /** Never an answer to a question that was asked before this one. */
  function readFromNow(entry: Entry, ask: RosterAsk) {
    const running = entry.flight;
    if (!running) return read(entry, ask);
    entry.next ??= running
      .catch(() => undefined)
      .then(() => {
        entry.next = undefined;
        return read(entry, ask);
      });
    return entry.next;
  }

  function spend(entry: Entry, ask: RosterAsk): void {
    spendOrThrow(persons, toName(ask));
    if (!isIn(entry.roster, ask)) spendOrThrow(strangers, `${ask.tid}/${ask.teamId}`);
  }

  function noteMissed(entry: Entry, ask: RosterAsk): void {
    if (entry.missed.size >= mostMissed) entry.missed.clear();
    entry.missed.set(toName(ask), deps.now());
  }

  function isFresh({ readAt, refusal }: Entry): boolean {
    return deps.now() - readAt < (refusal ? lookAgainMs : freshMs);
  }

  async function findFor(purpose: 'read' | 'write' | 'owner', ask: RosterAsk) {
    const entry = entryOf(toKey(ask.tid, ask.teamId, ask.channelId));
    if (purpose !== 'owner' && isFresh(entry)) return getKept(entry);
    if (!entry.flight) spend(entry, ask);
    try {
      const roster = await (purpose === 'owner' ? readFromNow(entry, ask) : read(entry, ask));
      if (!isIn(roster, ask)) noteMissed(entry, ask);
      return roster;
    } catch (error) {
      if (isRefusal(error)) throw error;
      if (purpose === 'read' && deps.now() - entry.readAt < readableMs) return getKept(entry);
      throw isKnownError(error) ? error : rosterUnavailable(error);
    }
  }

  async function findAgain(ask: RosterAsk) {
    const entry = entryOf(toKey(ask.tid, ask.teamId, ask.channelId));
    const before = entry.missed.get(toName(ask)) ?? Number.NEGATIVE_INFINITY;
    if (deps.now() - before < lookAgainMs) return getKept(entry);
    if (!entry.flight) spend(entry, ask);
    noteMissed(entry, ask);
    return readFromNow(entry, ask);
  }

  return {
    findFor,
    findAgain,
    findInMemory: (...place) => entries.get(toKey(...place))?.roster,
    findChannel: async (tid, teamId, channelId) => {
      const entry = entryOf(toKey(tid, teamId, channelId));
      if (deps.now() - entry.readAt < readableMs && entry.roster) return entry.roster;
      return read(entry, { tid, teamId, channelId });
    },
  };
}

function createEntry(): Entry {
  const readAt = Number.NEGATIVE_INFINITY;
  return {
    roster: undefined,
    refusal: undefined,
    readAt,
    flight: undefined,
    next: undefined,
    missed: new Map(),
  };
}

function keep(entry: Entry, roster: ChannelRoster | undefined, readAt: number, refusal?: KnownError) {
  Object.assign(entry, { roster, refusal, readAt });
  return roster;
}

function getKept({ roster, refusal }: Entry): ChannelRoster | undefined {
  if (refusal) throw refusal;
  return roster;
}

function isRefusal(error: unknown): error is KnownError {
  return isKnownError(error) && (error.code === 'app_not_permitted' || error.code === 'app_not_in_channel');
}

function spendOrThrow(budget: Budget, name: string): void {
  const seconds = budget.spend(name);
  if (seconds > 0) throw rateLimited(seconds);
}

function isIn(roster: ChannelRoster | undefined, { asker }: RosterAsk): boolean {
  return roster?.members.some(({ id, tid }) => id === asker.oid && tid === asker.tid) ?? false;
}

function toName({ asker }: RosterAsk): string {
  return `${asker.tid}/${asker.oid}`;
}

function toKey(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
