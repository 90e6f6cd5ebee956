// The part of the composition that signs and watches the audit log.
import type { AuditKeyring } from './audit/audit-keys';
import { type AuditSeal, createAuditSeal } from './audit/seal.service';
import type { Config } from './config/config';
import type { Log } from './observability/log';
import type { Store } from './store/store';

export interface SealParts {
  readonly store: Store;
  readonly keyring: AuditKeyring;
  readonly now: () => Date;
  readonly log: Log;
}

export function composeSeal(config: Config, { store, keyring, now, log }: SealParts): AuditSeal {
  return createAuditSeal({
    ...keyring,
    store,
    now,
    file: config.audit.checkpoints,
    onCheckpoint: (checkpoint) => log.checkpoint({ ...checkpoint }),
    onBroken: (fault) => log.event('audit_chain_broken', { ...fault }),
    onFault: (error) => log.unexpected('audit seal', error),
  });
}
