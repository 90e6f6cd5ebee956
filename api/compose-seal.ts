// The part of the composition that signs and watches the audit log.
import type { ChainKey } from './audit/chain';
import { type AuditSeal, createAuditSeal } from './audit/seal.service';
import { createSigner, type Signer } from './audit/signer';
import { type Config, ConfigFaults } from './config/config';
import type { Log } from './observability/log';
import type { Store } from './store/store';

export interface SealParts {
  readonly store: Store;
  readonly chainKey: ChainKey;
  readonly now: () => Date;
  readonly log: Log;
}

/** Throws ConfigFaults. */
export function composeSeal(config: Config, { store, chainKey, now, log }: SealParts): AuditSeal {
  return createAuditSeal({
    store,
    chainKey,
    now,
    signer: composeSigner(config.masterKey.reveal(), config.audit.key.reveal()),
    file: config.audit.checkpoints,
    onCheckpoint: (checkpoint) => log.checkpoint({ ...checkpoint }),
    onBroken: (fault) => log.event('audit_chain_broken', { ...fault }),
    onFault: (error) => log.unexpected('audit seal', error),
  });
}

function composeSigner(masterKey: Uint8Array, pem: string): Signer {
  try {
    return createSigner(masterKey, pem);
  } catch (error) {
    throw new ConfigFaults([`PATIENTS_AUDIT_KEY ${error instanceof Error ? error.message : 'is wrong'}`]);
  }
}
