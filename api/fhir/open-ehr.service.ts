// One tenant's way to one server, put together: asks, converts, remembers. The same on the main thread and on a reader's.
import type { Outbound } from '../outbound/outbound.service';
import type { AnswerCache } from './answer-cache.service';
import { createAsker } from './ask.service';
import { toOffered } from './capability.map';
import { createChartReader } from './chart.service';
import { createConvert } from './convert.map';
import type { Bearer, Ehr, EhrSource } from './ehr';
import { createFhirServer } from './fhir-server.service';
import { createIncludes } from './include.service';
import { createPatientSearch } from './patient-search.service';
import { createReferences } from './references.service';

export interface OpenEhrDeps {
  readonly outbound: Pick<Outbound, 'get' | 'post'>;
  /** undefined: an open server, which never gets a token. */
  readonly bearer: Bearer | undefined;
  readonly cache: AnswerCache;
  readonly now: () => number;
  /** Requests at a time; the limit of one server if not given. */
  readonly inFlight?: number | undefined;
}

export function openEhr(source: EhrSource, { outbound, bearer, cache, now, inFlight }: OpenEhrDeps): Ehr {
  const { connection, tid, capability, rules, reading } = source;
  const { link, release } = connection;
  const server = createFhirServer({ outbound, link, release, bearer });
  const convert = createConvert(release);
  const hasBatch = rules.batch === 'declared' ? capability.hasBatch : rules.batch === 'always';
  const asker = createAsker(server, { hasBatch, inFlight });
  const references = createReferences({ asker, convert, now });
  const canRead = (type: string) => capability.types.has(type);
  const includes = createIncludes({ references, baseText: server.baseText, canRead });
  return {
    server: connection.name,
    release,
    reading,
    away: { source, bearer },
    offered: toOffered(capability),
    ...createPatientSearch({ server, capability, rules, convert }),
    readCharts: createChartReader({
      server,
      asker,
      includes,
      cache,
      cacheKey: `${tid}\n${connection.id}`,
      context: { convert, base: server.base, baseText: server.baseText },
      options: { capability, rules },
      now,
    }),
  };
}
