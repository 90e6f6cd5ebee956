// The partners that the operator registered, and the open servers that need no credentials. What a link may match, and
// nothing that a server says about itself can add to it.
import type { ErrorCode } from '../contract/error-codes';
import { KnownError } from '../errors/known-error';
import { isInsideBase, isSameAddress } from './base-match.policy';
import {
  defaultRules,
  type Partner,
  type PartnerRules,
  type PartnersInput,
  partners as partnersSchema,
} from './partner.schema';
import { withPreset } from './presets';

export interface RegistryConfig {
  readonly partners: PartnersInput | unknown;
  /** Base URLs of servers that may be asked without a token. */
  readonly openServers: readonly string[];
}

export type LinkMatch = { readonly kind: 'partner'; readonly partner: Partner } | { readonly kind: 'open' };

export interface Partners {
  readonly all: readonly Partner[];
  /** How an open server is read. */
  readonly openRules: PartnerRules;
  /** undefined: nobody has registered this address; it gets no credentials. */
  findMatch(link: URL): LinkMatch | undefined;
  findById(id: string): Partner | undefined;
  /** Throws token_endpoint_differs if the server advertises token endpoints and the registered one is not among them. */
  compareTokenEndpoint(partner: Partner, advertised: readonly string[]): void;
}

/** Throws RegistryFaults that names every fault. */
export function createPartners(config: RegistryConfig): Partners {
  const { partners: given } = config;
  const parsed = partnersSchema.safeParse(Array.isArray(given) ? given.map(withPreset) : given);
  if (!parsed.success) {
    throw new RegistryFaults(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const all = parsed.data;
  const faults = findFaults(all);
  if (faults.length > 0) throw new RegistryFaults(faults);
  const bases = all.flatMap((partner) => partner.bases.map((base) => ({ base: new URL(base), partner })));
  const open = config.openServers.map((link) => new URL(link));
  return {
    all,
    openRules: defaultRules,
    findMatch(link) {
      const found = bases.find(({ base }) => isInsideBase(link, base));
      if (found) return { kind: 'partner', partner: found.partner };
      return open.some((base) => isSameAddress(link, base)) ? { kind: 'open' } : undefined;
    },
    findById: (id) => all.find((partner) => partner.id === id),
    compareTokenEndpoint(partner, advertised) {
      if (advertised.length === 0 || advertised.some((text) => isRegistered(text, partner))) return;
      throw toTokenEndpointDiffers();
    },
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

function findFaults(all: readonly Partner[]): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  const seen: { base: URL; id: string }[] = [];
  for (const partner of all) {
    if (ids.has(partner.id)) faults.push(`${partner.id}: the id is used twice`);
    ids.add(partner.id);
    for (const text of [...partner.bases, partner.tokenEndpoint ?? []].flat()) {
      const url = new URL(text);
      if (!/^https?:$/.test(url.protocol)) faults.push(`${partner.id}: ${url.protocol} is not https:`);
      if (url.username || url.search || url.hash)
        faults.push(`${partner.id}: an address has user name, query or hash`);
    }
    for (const base of partner.bases.map((text) => new URL(text))) {
      const other = seen.find((one) => isInsideBase(base, one.base) || isInsideBase(one.base, base));
      if (other) faults.push(`${partner.id}: one of its bases lies inside one of ${other.id}`);
      seen.push({ base, id: partner.id });
    }
  }
  return faults;
}

function isRegistered(advertised: string, partner: Partner): boolean {
  if (partner.tokenEndpoint === undefined) return true;
  return URL.canParse(advertised) && isSameAddress(new URL(advertised), new URL(partner.tokenEndpoint));
}

function toTokenEndpointDiffers(): KnownError {
  const code: ErrorCode = 'token_endpoint_differs';
  return new KnownError(code, {
    status: 502,
    detail:
      "The server names another token address than the one your operator registered. No credentials were sent. Ask your operator to check the partner's registration.",
  });
}
