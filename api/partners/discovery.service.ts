// Looks up what a partner's servers say about their token endpoint, without credentials, so that it can be compared with what
// the operator registered. What can't be read says nothing: the registered endpoint is used in any case.
import { isKnownError } from '../errors/known-error';
import type { Outbound } from '../outbound/outbound.service';
import {
  compareTokenEndpoint,
  findEntraTenant,
  tokenEndpointDiffers,
  toNamedEndpoints,
  toOauthUris,
} from './discovery.policy';
import type { Partner } from './partner.schema';
import { toBases } from './routing.policy';

export interface Discovery {
  /**
   * Throws token_endpoint_differs. `fromMetadata`: the endpoints in the server's CapabilityStatement, if the caller has read
   * it already.
   */
  check(partner: Partner, link: URL, fromMetadata?: readonly string[], signal?: AbortSignal): Promise<void>;
  /** The tenant of an Entra partner whose registration names none. Throws token_endpoint_differs. */
  getEntraTenant(partner: Partner, tid: string): Promise<string>;
}

type Source = Partner['discovery']['order'][number];

export function createDiscovery({ outbound }: { readonly outbound: Pick<Outbound, 'get'> }): Discovery {
  /** Seen first, and pinned for as long as this registration is in memory. */
  const tenants = new WeakMap<Partner['auth'], string>();

  async function read(address: string, signal?: AbortSignal): Promise<unknown> {
    try {
      const { status, json } = await outbound.get(address, { signal });
      return status === 200 ? json : undefined;
    } catch (error) {
      if (isKnownError(error)) return undefined;
      throw error;
    }
  }

  async function ask(source: Source, partner: Partner, link: URL, signal?: AbortSignal) {
    const base = `${link.origin}${link.pathname}`.replace(/\/+$/, '');
    if (source === 'capability') return toOauthUris(await read(`${base}/metadata`, signal));
    const place =
      source === 'smart'
        ? `${partner.discovery.smartAt === 'origin' ? link.origin : base}/.well-known/smart-configuration`
        : `${new URL(partner.tokenEndpoint ?? base).origin}/.well-known/oauth-authorization-server`;
    return toNamedEndpoints(await read(place, signal));
  }

  /** The first source that says something decides. */
  async function findAdvertised(
    partner: Partner,
    link: URL,
    fromMetadata?: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly string[]> {
    for (const source of partner.discovery.order) {
      if (source === 'static') return [];
      const known = source === 'capability' ? fromMetadata : undefined;
      const advertised = known ?? (await ask(source, partner, link, signal));
      if (advertised.length > 0) return advertised;
    }
    return [];
  }

  function pin(partner: Partner, advertised: readonly string[]): string | undefined {
    const seen = findEntraTenant(partner, advertised);
    const pinned = tenants.get(partner.auth) ?? seen;
    if (pinned !== undefined) tenants.set(partner.auth, pinned);
    if (seen !== undefined && seen !== pinned) {
      throw tokenEndpointDiffers(
        'The server names another Entra tenant than before. No credentials were sent. Ask your operator to register the tenant.',
      );
    }
    return pinned;
  }

  return {
    async check(partner, link, fromMetadata, signal) {
      const advertised = await findAdvertised(partner, link, fromMetadata, signal);
      compareTokenEndpoint(partner, advertised, link);
      if (partner.auth.kind === 'entra' && partner.auth.tenant === undefined) pin(partner, advertised);
    },
    async getEntraTenant(partner, tid) {
      const known = tenants.get(partner.auth);
      if (known !== undefined) return known;
      const [base] = toBases(partner, tid);
      const advertised = base === undefined ? [] : await findAdvertised(partner, new URL(base));
      const tenant = pin(partner, advertised);
      if (tenant !== undefined) return tenant;
      throw tokenEndpointDiffers(
        'The server does not say which Entra tenant it trusts. Ask your operator to register the tenant.',
      );
    },
  };
}
