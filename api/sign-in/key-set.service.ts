// The issuer's public keys per tenant: cached, fetched once for many callers, and asked again for an unknown key at most
// every 30 s, so that a storm of made-up key ids can't become a storm of calls. Survives an outage on what it has.
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { rosterUnavailable } from '../errors/known-errors';
import type { FetchJson } from './fetch-json';
import type { Issuer } from './issuer';

const maxAgeMs = 60 * 60_000;
const cooldownMs = 30_000;
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(50) });

interface Entry {
  find: JWTVerifyGetKey | undefined;
  fetchedAt: number;
  flight: Promise<void> | undefined;
}

export interface KeySets {
  findKey(tid: string): JWTVerifyGetKey;
}

export function createKeySets(deps: { fetchJson: FetchJson; issuer: Issuer; now: () => number }): KeySets {
  const entries = new Map<string, Entry>();

  async function load(tid: string, entry: Entry): Promise<void> {
    entry.fetchedAt = deps.now();
    const answer = await deps.fetchJson(deps.issuer.keysOf(tid));
    const keys = keySet.parse(answer.body);
    entry.find = createLocalJWKSet(keys as JSONWebKeySet);
  }

  async function refresh(tid: string, entry: Entry): Promise<void> {
    entry.flight ??= load(tid, entry).finally(() => {
      entry.flight = undefined;
    });
    await entry.flight.catch((cause: unknown) => {
      if (!entry.find) throw rosterUnavailable(cause);
    });
  }

  function entryOf(tid: string): Entry {
    const entry = entries.get(tid) ?? {
      find: undefined,
      fetchedAt: Number.NEGATIVE_INFINITY,
      flight: undefined,
    };
    entries.set(tid, entry);
    return entry;
  }

  return {
    findKey: (tid) => async (header, token) => {
      const entry = entryOf(tid);
      const age = deps.now() - entry.fetchedAt;
      if (entry.flight || age > maxAgeMs || (!entry.find && age > cooldownMs)) await refresh(tid, entry);
      if (!entry.find) throw rosterUnavailable();
      try {
        return await entry.find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || deps.now() - entry.fetchedAt < cooldownMs)
          throw error;
        await refresh(tid, entry);
        return entry.find(header, token);
      }
    },
  };
}
