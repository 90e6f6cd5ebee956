// The partners that the operator registered, and the open servers that need no credentials. What a link may match, and
// nothing that a server says about itself can add to it.
import { hasShapeOfBase, isInsideBase, isOverlap, isSameAddress } from './base-match.policy';
import type { ClientKeys } from './client-keys';
import { compareTokenEndpoint } from './discovery.policy';
import { type Partner, type PartnersInput, partners as partnersSchema } from './partner.schema';
import { withPreset } from './presets';
import { getPartnerTenant, toRoutingHeaders } from './routing.policy';
import { recognise, toOpenRules } from './system.policy';

export interface RegistryConfig {
  readonly partners: PartnersInput | unknown;
  /** Base URLs of servers that may be asked without a token. */
  readonly openServers: readonly string[];
  /** If given, a partner that needs a key which isn't there is a fault. */
  readonly clientKeys?: Pick<ClientKeys, 'find'>;
}

export type LinkMatch = { readonly kind: 'partner'; readonly partner: Partner } | { readonly kind: 'open' };

export interface Partners {
  readonly all: readonly Partner[];
  /** How an open server is read, by what it says of itself. */
  toOpenRules: typeof toOpenRules;
  /** Names the system; decides nothing. */
  recognise: typeof recognise;
  /**
   * undefined: nobody has registered this address for this tenant; it gets no credentials. Without a tenant no partner that
   * tells hospitals apart by path or header is matched. Throws tenant_unknown_to_partner.
   */
  findMatch(link: URL, tid?: string): LinkMatch | undefined;
  findById(id: string): Partner | undefined;
  /** To be sent with every FHIR request of this tenant. Throws tenant_unknown_to_partner. */
  toRoutingHeaders: typeof toRoutingHeaders;
  /** For who has read the server's metadata and nothing else. Throws token_endpoint_differs. */
  compareTokenEndpoint: typeof compareTokenEndpoint;
}

/** Throws RegistryFaults that names every fault. */
export function createPartners(config: RegistryConfig): Partners {
  return toPartners(readPartners(config), config.openServers);
}

/** Judged together: ids and bases must not meet. Throws RegistryFaults that names every fault. */
export function readPartners({ partners: given, clientKeys }: RegistryConfig): readonly Partner[] {
  const parsed = partnersSchema.safeParse(Array.isArray(given) ? given.map(withPreset) : given);
  if (!parsed.success) {
    throw new RegistryFaults(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const faults = [...findFaults(parsed.data), ...findMissingKeys(parsed.data, clientKeys)];
  if (faults.length > 0) throw new RegistryFaults(faults);
  return parsed.data;
}

export function toPartners(all: readonly Partner[], openServers: readonly string[]): Partners {
  const bases = all.flatMap((partner) => partner.bases.map((base) => ({ base: new URL(base), partner })));
  const open = openServers.map((link) => new URL(link));
  return {
    all,
    toOpenRules,
    recognise,
    findMatch(link, tid) {
      const found = bases.find(({ base }) => hasShapeOfBase(link, base));
      if (found)
        return isOfTenant(link, found, tid) ? { kind: 'partner', partner: found.partner } : undefined;
      return open.some((base) => isSameAddress(link, base)) ? { kind: 'open' } : undefined;
    },
    findById: (id) => all.find((partner) => partner.id === id),
    toRoutingHeaders,
    compareTokenEndpoint,
  };
}

export class RegistryFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The registry of partners has ${faults.length} fault(s):\n${faults.map((one) => `  - ${one}`).join('\n')}`,
    );
    this.name = 'RegistryFaults';
    this.faults = faults;
  }
}

/** Nobody but this tenant may use the address of its hospital. Throws tenant_unknown_to_partner. */
function isOfTenant(link: URL, found: { base: URL; partner: Partner }, tid: string | undefined): boolean {
  const { base, partner } = found;
  const { by } = partner.routing;
  if (by !== 'path' && by !== 'header') return true;
  return tid !== undefined && isInsideBase(link, base, getPartnerTenant(partner, tid));
}

function findMissingKeys(all: readonly Partner[], clientKeys: RegistryConfig['clientKeys']): string[] {
  if (clientKeys === undefined) return [];
  return all.flatMap(({ id, auth }) =>
    auth.kind === 'private_key_jwt' && clientKeys.find(auth.alg) === undefined
      ? [`${id}: needs a key for ${auth.alg}, and PATIENTS_CLIENT_KEYS has none`]
      : [],
  );
}

function findFaults(all: readonly Partner[]): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  const seen: { base: URL; id: string }[] = [];
  for (const partner of all) {
    if (ids.has(partner.id)) faults.push(`${partner.id}: the id is used twice`);
    ids.add(partner.id);
    const { bases, tokenEndpoint = [], auth } = partner;
    const authority = auth.kind === 'entra' ? auth.authority : [];
    for (const text of [bases, tokenEndpoint, authority, partner.rules.redirects].flat()) {
      const url = new URL(text);
      if (!/^https?:$/.test(url.protocol)) faults.push(`${partner.id}: ${url.protocol} is not https:`);
      if (url.username || url.search || url.hash)
        faults.push(`${partner.id}: an address has user name, query or hash`);
    }
    for (const base of partner.bases.map((text) => new URL(text))) {
      const other = seen.find((one) => isOverlap(base, one.base));
      if (other) faults.push(`${partner.id}: one of its bases lies inside one of ${other.id}`);
      seen.push({ base, id: partner.id });
    }
  }
  return faults;
}
