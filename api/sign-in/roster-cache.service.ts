// Whole rosters kept for a minute, one question to Graph for many callers. A removed member is out within that minute; without
// Graph reads go on for five minutes and changes stop at once.
import { rosterUnavailable } from '../errors/known-errors';
import type { ChannelRoster, Roster } from './roster';

const freshMs = 60_000;
const readableMs = 5 * 60_000;
const refetchEveryMs = 5_000;
const mostEntries = 5_000;

export interface CachedRoster extends Roster {
  /** `read` may be served from an older roster while Graph is away; `write` may not. */
  findFor(
    purpose: 'read' | 'write',
    tid: string,
    teamId: string,
    channelId: string,
  ): Promise<ChannelRoster | undefined>;
  /** Asks Graph now: for an owner's decisions. */
  findLive: Roster['findChannel'];
  /** Asks again for somebody who wasn't in it (just added, perhaps), at most every five seconds. */
  findAgain: Roster['findChannel'];
}

interface Entry {
  roster: ChannelRoster | undefined;
  readAt: number;
  flight: Promise<ChannelRoster | undefined> | undefined;
}

export function createRosterCache(deps: { roster: Roster; now: () => number }): CachedRoster {
  const entries = new Map<string, Entry>();

  function entryOf(key: string): Entry {
    const known = entries.get(key);
    if (known) return known;
    const oldest = entries.size >= mostEntries ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    const entry: Entry = { roster: undefined, readAt: Number.NEGATIVE_INFINITY, flight: undefined };
    entries.set(key, entry);
    return entry;
  }

  async function ask(entry: Entry, tid: string, teamId: string, channelId: string) {
    const startedAt = deps.now();
    entry.flight ??= deps.roster
      .findChannel(tid, teamId, channelId)
      .then((roster) => {
        entry.roster = roster;
        entry.readAt = startedAt;
        return roster;
      })
      .finally(() => {
        entry.flight = undefined;
      });
    return entry.flight;
  }

  async function findFor(purpose: 'read' | 'write', tid: string, teamId: string, channelId: string) {
    const entry = entryOf(toKey(tid, teamId, channelId));
    if (deps.now() - entry.readAt < freshMs) return entry.roster;
    try {
      return await ask(entry, tid, teamId, channelId);
    } catch (error) {
      if (purpose === 'read' && deps.now() - entry.readAt < readableMs) return entry.roster;
      throw rosterUnavailable(error);
    }
  }

  return {
    findFor,
    findChannel: (tid, teamId, channelId) => findFor('read', tid, teamId, channelId),
    findLive: (tid, teamId, channelId) => ask(entryOf(toKey(tid, teamId, channelId)), tid, teamId, channelId),
    findAgain: async (tid, teamId, channelId) => {
      const entry = entryOf(toKey(tid, teamId, channelId));
      if (deps.now() - entry.readAt < refetchEveryMs) return entry.roster;
      return ask(entry, tid, teamId, channelId);
    },
  };
}

function toKey(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
