// Opens a connection as an Ehr: from here on everything speaks R4. Opening costs no round trip once the server's metadata
// and a token are in memory.
import { KnownError } from '../errors/known-error';
import type { Outbound } from '../outbound/outbound.service';
import type { Partner } from '../partners/partner.schema';
import type { Partners } from '../partners/registry.service';
import type { Tokens } from '../partners/token.service';
import { createAnswerCache } from './answer-cache.service';
import { type Capability, toRelease } from './capability.map';
import {
  type Capabilities,
  createCapabilities,
  type MetadataAccess,
  type MetadataAsk,
} from './capability.service';
import type { Bearer, Ehr, EhrConnection } from './ehr';
import { openEhr } from './open-ehr.service';
import { createThrottle } from './throttle.service';

export interface Fhir {
  readonly capabilities: Pick<Capabilities, 'read'>;
  /** What reading a matched partner's metadata with its token takes; undefined where it is never done. Throws tenant_unknown_to_partner. */
  toMetadataAccess(partner: Partner, tid: string): MetadataAccess | undefined;
  /** Throws server_*, partner_not_recognised if the partner is registered no more. */
  open(connection: EhrConnection, tid: string): Promise<Ehr>;
  /** Whether the server answers now and a token is to be had. Throws what a read would throw. */
  probe(connection: EhrConnection, tid: string): Promise<void>;
  /** The same for what is not stored yet, with metadata just read. */
  openWith(connection: EhrConnection, tid: string, capability: Capability): Ehr;
}

export interface FhirDeps {
  readonly outbound: Outbound;
  readonly tokens: Tokens;
  readonly partners: Partners;
  /** Whether the server still says of itself what it said. Throws token_endpoint_differs, server_changed, release_changed. */
  readonly watchDrift?: {
    check(partner: Partner, link: URL, metadata: Capability, signal?: AbortSignal): Promise<void>;
    assertSame(partner: Partner, place: string): void;
  };
  readonly config: { readonly cacheSeconds: number };
  readonly now?: () => number;
}

const mostOpen = 500;

export function createFhir(deps: FhirDeps): Fhir {
  const { outbound, tokens, partners, now = Date.now } = deps;
  const capabilities = createCapabilities({ outbound, now });
  const throttle = createThrottle(now);
  const cache = createAnswerCache(deps.config.cacheSeconds, now);
  const opened = new Map<string, { ehr: Ehr; capability: Capability; partner: Partner | undefined }>();

  /** The register decides again at every opening: a partner that was taken out gets nothing any more. */
  function getPartner(connection: EhrConnection, tid: string): Partner | undefined {
    const match = partners.findMatch(new URL(connection.link), tid);
    const partner = match?.kind === 'partner' ? match.partner : undefined;
    if (match === undefined || (partner?.id ?? null) !== connection.partnerId) throw partnerGone();
    if (partner) deps.watchDrift?.assertSame(partner, connection.link);
    return partner;
  }

  /** Each time as it is registered then: who was revoked while a list is read gets no further. Throws partner_not_recognised. */
  function toBearer({ id }: Partner, tid: string): Bearer {
    const getNow = () => {
      const partner = partners.findById(id);
      if (partner === undefined) throw partnerGone();
      return partner;
    };
    return {
      peek: () => tokens.peek(getNow(), tid)?.accessToken,
      get: async (signal) => (await tokens.getToken(getNow(), tid, signal)).accessToken,
      refuse: (token) => tokens.invalidate(getNow(), tid, token),
    };
  }

  function toMetadataAccess(partner: Partner, tid: string): MetadataAccess | undefined {
    const { metadataAuth } = partner.discovery;
    if (metadataAuth === 'none') return undefined;
    const headers = { ...partner.rules.headers, ...partners.toRoutingHeaders(partner, tid) };
    return { tid, bearer: toBearer(partner, tid), headers, mode: metadataAuth };
  }

  function toAsk(connection: EhrConnection, partner: Partner | undefined, tid: string): MetadataAsk {
    const access = partner && toMetadataAccess(partner, tid);
    const redirects = partner?.rules.redirects;
    return { link: connection.link, pinned: connection.release, redirects, access };
  }

  function toEhr(
    connection: EhrConnection,
    tid: string,
    capability: Capability,
    partner: Partner | undefined,
  ): Ehr {
    const rules = partner?.rules ?? partners.toOpenRules(capability.signs);
    const reading = { zone: rules.zone, locationSplit: rules.locationSplit, mrnSystem: partner?.mrnSystem };
    const { id, name, link, partnerId, release } = connection;
    const source = {
      connection: { id, name, link, partnerId, release },
      tid,
      capability,
      rules,
      reading,
      routingHeaders: partner ? partners.toRoutingHeaders(partner, tid) : {},
    };
    const bearer = partner && toBearer(partner, tid);
    return openEhr(source, { outbound, bearer, cache, throttle, now });
  }

  return {
    capabilities,
    toMetadataAccess,
    async open(connection, tid) {
      const partner = getPartner(connection, tid);
      // Both at once on a cold start; a token that can't be had is told by the first question.
      if (partner && !tokens.peek(partner, tid)) tokens.getToken(partner, tid).catch(() => undefined);
      const capability = await capabilities.get(toAsk(connection, partner, tid));
      if (partner === undefined) assertRelease(connection, capability);
      const key = `${tid}\n${connection.id}\n${connection.link}\n${connection.release}`;
      const known = opened.get(key);
      if (known?.capability === capability && known.partner === partner) return known.ehr;
      const ehr = toEhr(connection, tid, capability, partner);
      if (opened.size >= mostOpen) opened.delete(opened.keys().next().value ?? '');
      opened.set(key, { ehr, capability, partner });
      return ehr;
    },
    async probe(connection, tid) {
      const partner = getPartner(connection, tid);
      const capability = await capabilities.read(toAsk(connection, partner, tid));
      if (partner === undefined) return assertRelease(connection, capability);
      await deps.watchDrift?.check(partner, new URL(connection.link), capability);
      await tokens.getToken(partner, tid);
    },
    openWith: (connection, tid, capability) =>
      toEhr(connection, tid, capability, getPartner(connection, tid)),
  };
}

/** Nobody watches an open server's pins: one that speaks another release than when the team connected is read no further. */
function assertRelease({ release }: EhrConnection, { fhirVersion }: Capability): void {
  const said = toRelease(fhirVersion);
  if (said === undefined || said === release) return;
  throw new KnownError('release_changed', {
    status: 409,
    detail: `The server speaks ${said} now, and spoke ${release} when this team connected. If that is right, an owner connects again.`,
  });
}

function partnerGone(): KnownError {
  return new KnownError('partner_not_recognised', {
    status: 409,
    detail: 'The partner of this connection is registered no more. Ask your operator, or connect again.',
  });
}
