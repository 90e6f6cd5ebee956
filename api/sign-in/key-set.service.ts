// The issuer's public keys per tenant: cached, fetched once for many callers, and asked again for an unknown key at most
// every 30 s, so that a storm of made-up key ids can't become a storm of calls. Survives a day's outage on what it has.
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { rosterUnavailable } from '../errors/known-errors';
import type { FetchJson } from './fetch-json';
import type { Issuer } from './issuer';

const maxAgeMs = 60 * 60_000;
/** Entra announces new keys days ahead; older ones than these may have been withdrawn. */
const longestOutageMs = 24 * 60 * 60_000;
const cooldownMs = 30_000;
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(50) });

interface Entry {
  find: JWTVerifyGetKey | undefined;
  /** When the keys in hand were asked for. */
  readAt: number;
  /** When the issuer was last asked, whatever came of it. */
  triedAt: number;
  flight: Promise<void> | undefined;
}

export interface KeySets {
  findKey(tid: string): JWTVerifyGetKey;
}

export function createKeySets(deps: { fetchJson: FetchJson; issuer: Issuer; now: () => number }): KeySets {
  const entries = new Map<string, Entry>();

  async function load(tid: string, entry: Entry): Promise<void> {
    const startedAt = deps.now();
    entry.triedAt = startedAt;
    const answer = await deps.fetchJson(deps.issuer.keysOf(tid));
    const keys = keySet.parse(answer.body);
    entry.find = createLocalJWKSet(keys as JSONWebKeySet);
    entry.readAt = startedAt;
  }

  /** Throws where there is no key to go on with. */
  async function refresh(tid: string, entry: Entry): Promise<void> {
    entry.flight ??= load(tid, entry).finally(() => {
      entry.flight = undefined;
    });
    await entry.flight.catch((cause: unknown) => {
      if (!findUsable(entry)) throw rosterUnavailable(cause);
    });
  }

  function findUsable(entry: Entry): JWTVerifyGetKey | undefined {
    return deps.now() - entry.readAt < longestOutageMs ? entry.find : undefined;
  }

  function entryOf(tid: string): Entry {
    const never = Number.NEGATIVE_INFINITY;
    const entry = entries.get(tid) ?? { find: undefined, readAt: never, triedAt: never, flight: undefined };
    entries.set(tid, entry);
    return entry;
  }

  return {
    findKey: (tid) => async (header, token) => {
      const entry = entryOf(tid);
      const mayAsk = () => deps.now() - entry.triedAt >= cooldownMs;
      if (entry.flight || (deps.now() - entry.readAt > maxAgeMs && mayAsk())) await refresh(tid, entry);
      const find = findUsable(entry);
      if (!find) throw rosterUnavailable();
      try {
        return await find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw error;
        await refresh(tid, entry);
        return (findUsable(entry) ?? find)(header, token);
      }
    },
  };
}
