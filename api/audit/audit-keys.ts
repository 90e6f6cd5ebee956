// The keys that a log is written and signed with, and the eras of a log whose master key was exchanged: each number of a row,
// checkpoint or segment belongs to one era and must bear its keys. Pure.
import type { ChainKey } from './chain';
import type { SignatureCheck, Signer } from './signer';

export interface AuditKeys {
  readonly chainKey: ChainKey;
  readonly signer: Signer;
}

/** With `next` the log goes on where its head says so. */
export interface AuditKeyring extends AuditKeys {
  readonly next?: AuditKeys | undefined;
}

/** Throws if the log goes on with a key that this process was not given. */
export function chooseKeys<Keys extends Pick<AuditKeys, 'chainKey'>>(
  keyring: Keys & { readonly next?: Keys | undefined },
  chainKeyId: string | null,
): Keys {
  if (chainKeyId === null || chainKeyId === keyring.chainKey.id) return keyring;
  const { next } = keyring;
  if (next?.chainKey.id === chainKeyId) return next;
  throw new Error('The audit log goes on with a master key that this process does not have.');
}

/** The last numbers that were written under these keys. */
export interface EraEnd {
  readonly seq: number;
  readonly checkpoint: number;
  readonly segment: number;
}

export interface KeyEra {
  readonly chainKey: ChainKey;
  readonly signer: SignatureCheck;
  readonly until: EraEnd;
}

/** Of the keys that are in use now. */
export const noEnd: EraEnd = {
  seq: Number.POSITIVE_INFINITY,
  checkpoint: Number.POSITIVE_INFINITY,
  segment: Number.POSITIVE_INFINITY,
};

/** `eras` from the oldest on; the last one has no end. */
export function findEra(eras: readonly KeyEra[], what: keyof EraEnd, number: number): KeyEra {
  const found = eras.find(({ until }) => number <= until[what]);
  if (!found) throw new Error('the last era has no end');
  return found;
}
