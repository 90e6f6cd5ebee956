// Reads a server's metadata, without a token, and keeps it for a while: opening a list must not wait for it.
import type { Outbound } from '../outbound/outbound.service';
import { type Capability, toCapability } from './capability.map';
import type { FhirRelease } from './ehr';
import { fhirFault } from './fhir-faults';
import { acceptFhir } from './fhir-server.service';

export interface Capabilities {
  /** From memory if it is there; then without a round trip. Failures are never kept. */
  get(link: string, pinned: FhirRelease | undefined): Promise<Capability>;
  /** Asks the server now. Throws server_*, address_not_allowed. */
  read(link: string, pinned: FhirRelease | undefined, signal?: AbortSignal): Promise<Capability>;
}

const keptMs = 3_600_000;
const mostKept = 1_000;

export function createCapabilities(deps: {
  outbound: Pick<Outbound, 'get'>;
  now: () => number;
}): Capabilities {
  const cache = new Map<string, { capability: Capability; until: number }>();
  const flights = new Map<string, Promise<Capability>>();

  async function read(
    link: string,
    pinned: FhirRelease | undefined,
    signal?: AbortSignal,
  ): Promise<Capability> {
    const answer = await deps.outbound.get(`${link}/metadata`, {
      headers: { accept: acceptFhir },
      signal,
      server: link,
    });
    if (answer.status === 401 || answer.status === 403) throw fhirFault('access_denied_by_server');
    if (answer.status !== 200 || !answer.isJson) throw fhirFault('server_not_fhir');
    const capability = toCapability(answer.json, pinned);
    if (cache.size >= mostKept) cache.delete(cache.keys().next().value ?? '');
    cache.set(toKey(link, pinned), { capability, until: deps.now() + keptMs });
    return capability;
  }

  function fly(link: string, pinned: FhirRelease | undefined): Promise<Capability> {
    const key = toKey(link, pinned);
    const known = flights.get(key);
    if (known) return known;
    const flight = read(link, pinned).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  }

  return {
    read,
    async get(link, pinned) {
      const found = cache.get(toKey(link, pinned));
      if (found === undefined) return fly(link, pinned);
      // An old one serves while a new one is fetched; if that fails, the old one serves on.
      if (found.until <= deps.now()) fly(link, pinned).catch(() => undefined);
      return found.capability;
    },
  };
}

function toKey(link: string, pinned: FhirRelease | undefined): string {
  return `${pinned ?? ''} ${link}`;
}
