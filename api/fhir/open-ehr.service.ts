// One tenant's way to one server, put together: asks, converts, remembers. The same on the main thread and on a reader's.
import type { Clock } from '../clinical/periods';
import type { Outbound } from '../outbound/outbound.service';
import { toAbilities } from './abilities.policy';
import type { AnswerCache } from './answer-cache.service';
import { createAsker } from './ask.service';
import { toOffered } from './capability.map';
import { createChartReader } from './chart.service';
import { createConvert } from './convert.map';
import type { Bearer, Ehr, EhrSource } from './ehr';
import { createFhirServer } from './fhir-server.service';
import { createIdentifierSearch } from './identifier-search.service';
import { createIncludes } from './include.service';
import { createManyPatients } from './many-patients.service';
import { createPages } from './pages.service';
import { createPatientSearch } from './patient-search.service';
import { createReferences } from './references.service';
import { createThrottle, type Throttle } from './throttle.service';

export interface OpenEhrDeps {
  readonly outbound: Pick<Outbound, 'get' | 'post'>;
  /** undefined: an open server, which never gets a token. */
  readonly bearer: Bearer | undefined;
  readonly cache: AnswerCache;
  /** What is shared with the other ways to the same server; its own if not given. */
  readonly throttle?: Throttle;
  readonly now: () => number;
  /** Readers that share the requests to one server between them; 1 if not given. */
  readonly readers?: number;
}

export function openEhr(
  source: EhrSource,
  { outbound, bearer, cache, now, throttle = createThrottle(now), readers = 1 }: OpenEhrDeps,
): Ehr {
  const { connection, tid, capability, rules, reading, routingHeaders } = source;
  const { link, release } = connection;
  const server = createFhirServer({ outbound, link, release, bearer, rules, routingHeaders, throttle, now });
  const { base, baseText } = server;
  const convert = createConvert(release, 'whole', baseText);
  const convertOnDemand = createConvert(release, 'onDemand', baseText);
  const hasBatch = rules.batch === 'declared' ? capability.hasBatch : rules.batch === 'always';
  const asking = {
    hasBatch,
    inFlight: Math.ceil(rules.inFlight / readers),
    batchEntries: rules.batchEntries,
    searchWay: rules.otherSearch,
    meanings: rules.errors,
  };
  const asker = createAsker(server, asking);
  const patientAsker = createAsker(server, { ...asking, searchWay: rules.patientSearch });
  const pages = createPages({ server, asker, rules });
  const references = createReferences({ asker, convert, now });
  const canRead = (type: string) => capability.types.has(type);
  const toClock = (): Clock => ({ now: new Date(now()), zone: reading.zone });
  const includes = createIncludes({ references, canRead, toClock });
  return {
    server: connection.name,
    release,
    can: toAbilities(capability, rules),
    reading,
    away: { source, bearer },
    offered: toOffered(capability, rules),
    many: {
      findByIdentifier: createIdentifierSearch({
        asker: patientAsker,
        base,
        convert,
        rules,
        mrnSystem: reading.mrnSystem,
      }),
      ...createManyPatients({ pages, capability, rules, convert, baseText, now }),
    },
    ...createPatientSearch({ server, capability, rules, convert }),
    readCharts: createChartReader({
      server,
      asker,
      includes,
      cache,
      cacheKey: `${tid}\n${connection.id}`,
      context: { convert, convertOnDemand, base, baseText, rules, toClock },
      options: { capability, rules },
      now,
    }),
  };
}
