// Looks up what a partner's servers say about themselves, without credentials, so that it can be compared with what the
// operator registered and with what was seen before. What can't be read says nothing: the registered endpoint is used in any case.
import { isKnownError } from '../errors/known-error';
import type { Outbound } from '../outbound/outbound.service';
import {
  findEntraTenant,
  findIssuer,
  isAsRegistered,
  tokenEndpointDiffers,
  toNamedEndpoints,
  toOauthUris,
  toReleaseNumber,
} from './discovery.policy';
import type { Partner } from './partner.schema';
import { createPins, type Pins, type Said } from './pins.service';
import { toBases } from './routing.policy';

/** What the caller has read of the server's metadata already. */
export interface Metadata {
  readonly tokenEndpoints: readonly string[];
  readonly fhirVersion?: string;
}

export interface Discovery {
  /** Throws token_endpoint_differs, server_changed. */
  check(partner: Partner, link: URL, metadata?: Metadata, signal?: AbortSignal): Promise<void>;
  /** The tenant of an Entra partner whose registration names none. Throws token_endpoint_differs. */
  getEntraTenant(partner: Partner, tid: string): Promise<string>;
}

export interface DiscoveryDeps {
  readonly outbound: Pick<Outbound, 'get'>;
  /** In memory if not given. */
  readonly pins?: Pins;
}

type Source = Partner['discovery']['order'][number];
interface Advertised {
  readonly endpoints: readonly string[];
  readonly issuer?: string | undefined;
}

export function createDiscovery({ outbound, pins = createPins() }: DiscoveryDeps): Discovery {
  async function read(address: string, signal?: AbortSignal): Promise<unknown> {
    try {
      const { status, json } = await outbound.get(address, { signal });
      return status === 200 ? json : undefined;
    } catch (error) {
      if (isKnownError(error)) return undefined;
      throw error;
    }
  }

  async function ask(source: Source, partner: Partner, link: URL, signal?: AbortSignal): Promise<Advertised> {
    const base = toBase(link);
    if (source === 'capability') return { endpoints: toOauthUris(await read(`${base}/metadata`, signal)) };
    const place =
      source === 'smart'
        ? `${partner.discovery.smartAt === 'origin' ? link.origin : base}/.well-known/smart-configuration`
        : `${new URL(partner.tokenEndpoint ?? base).origin}/.well-known/oauth-authorization-server`;
    const document = await read(place, signal);
    return { endpoints: toNamedEndpoints(document), issuer: findIssuer(document) };
  }

  /** The first source that says something decides. */
  async function findAdvertised(
    partner: Partner,
    link: URL,
    metadata?: Metadata,
    signal?: AbortSignal,
  ): Promise<Advertised> {
    for (const source of partner.discovery.order) {
      if (source === 'static') break;
      const known = source === 'capability' ? metadata?.tokenEndpoints : undefined;
      const advertised = known ? { endpoints: known } : await ask(source, partner, link, signal);
      if (advertised.endpoints.length > 0) return advertised;
    }
    return { endpoints: [] };
  }

  /** An Entra partner without a registered tenant is pinned to the one that is seen first. */
  async function compareEntra(partner: Partner, { endpoints }: Advertised): Promise<void> {
    if (partner.auth.kind !== 'entra' || partner.auth.tenant !== undefined) return;
    const value = findEntraTenant(partner, endpoints);
    if (value !== undefined) await pins.compare(partner, [{ kind: 'entraTenant', place: '', value }]);
  }

  async function compare(partner: Partner, link: URL, advertised: Advertised, fhirVersion?: string) {
    const place = toBase(link);
    const { endpoints, issuer } = advertised;
    const [value = ''] = endpoints;
    if (!isAsRegistered(partner, endpoints, link)) {
      const registered = partner.tokenEndpoint ?? toEntraAddress(partner);
      await pins.compare(partner, [{ kind: 'tokenEndpoint', place, value, registered }]);
    }
    await compareEntra(partner, advertised);
    // A release that the operator registered is spoken whatever the metadata says.
    const release = partner.rules.release ? undefined : toReleaseNumber(fhirVersion ?? '');
    const said: Said[] = [];
    if (issuer !== undefined) said.push({ kind: 'issuer', place, value: issuer });
    if (release !== undefined) said.push({ kind: 'release', place, value: release });
    await pins.compare(partner, said);
  }

  return {
    async check(partner, link, metadata, signal) {
      const advertised = await findAdvertised(partner, link, metadata, signal);
      await compare(partner, link, advertised, metadata?.fhirVersion);
      pins.assertSame(partner, toBase(link));
    },
    async getEntraTenant(partner, tid) {
      const find = () => pins.find(partner, 'entraTenant', '');
      const known = find();
      if (known !== undefined) return known;
      const [base] = toBases(partner, tid);
      if (base !== undefined) await compareEntra(partner, await findAdvertised(partner, new URL(base)));
      const tenant = find();
      if (tenant !== undefined) return tenant;
      throw tokenEndpointDiffers(
        'The server does not say which Entra tenant it trusts. Ask your operator to register the tenant.',
      );
    },
  };
}

function toBase(link: URL): string {
  return `${link.origin}${link.pathname}`.replace(/\/+$/, '');
}

function toEntraAddress({ auth }: Partner): string {
  return auth.kind === 'entra' ? `${auth.authority}/${auth.tenant ?? ''}` : '';
}
