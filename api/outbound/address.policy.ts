// Which addresses may be reached: public ones, and what the operator's ranges allow. Knows no DNS and no socket.
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

export type AddressKind = 'listed' | 'public' | 'refused';

export interface AddressPolicy {
  /** `listed`: in a range of the operator. Text that is no address is refused. */
  classify(address: string): AddressKind;
}

/** `unicast` to ipaddr.js, yet not the public internet: Azure's host agent, and IPv4 written as ::/96. */
const refusedRanges: readonly Range[] = [ipaddr.parseCIDR('168.63.129.16/32'), ipaddr.parseCIDR('::/96')];

export interface AddressPolicyParts {
  /** CIDR ranges that the operator allows although they are private. */
  readonly allow: readonly string[];
  /** The machine's own addresses; only tests name others. */
  readonly ownAddresses?: () => readonly string[];
}

export function createAddressPolicy(parts: AddressPolicyParts): AddressPolicy {
  const allowed = parts.allow.map((text) => ipaddr.parseCIDR(text));
  const ownAddresses = parts.ownAddresses ?? findOwnAddresses;
  return {
    classify(text) {
      const address = parse(text);
      if (address === undefined) return 'refused';
      if (allowed.some((range) => isInside(address, range))) return 'listed';
      if (address.range() !== 'unicast') return 'refused';
      if (refusedRanges.some((range) => isInside(address, range))) return 'refused';
      const own = address.toNormalizedString();
      return ownAddresses().some((one) => parse(one)?.toNormalizedString() === own) ? 'refused' : 'public';
    },
  };
}

/** An IPv4 address inside IPv6 (`::ffff:10.0.0.1`) counts as the IPv4 address that it reaches. */
function parse(text: string): Address | undefined {
  const bare = text.split('%', 1)[0] ?? '';
  if (!ipaddr.isValid(bare)) return undefined;
  return ipaddr.process(bare);
}

function isInside(address: Address, range: Range): boolean {
  return address.kind() === range[0].kind() && address.match(range);
}

function findOwnAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
}
