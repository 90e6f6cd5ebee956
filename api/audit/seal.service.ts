// Watches over the log beside the requests: looks at start whether its end is whole, signs checkpoints, and keeps a copy of each
// outside of the database.
import { appendFileSync } from 'node:fs';
import type { Store } from '../store/store';
import type { AuditKeyring } from './audit-keys';
import { type Checkpoint, toCheckpointLine } from './checkpoint';
import { createCheckpoints } from './checkpoint.store';
import { createLogCheck } from './verify.store';

export interface AuditSealDeps extends AuditKeyring {
  readonly store: Store;
  /** To which checkpoints are added; undefined: only the server's log has them. */
  readonly file: string | undefined;
  readonly now: () => Date;
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
  /** The log of a tenant is not as it was written. */
  readonly onBroken: (fault: { readonly seq: number }) => void;
  readonly onFault: (error: unknown) => void;
}

export interface AuditSeal {
  start(): void;
  /** Signs what has come since the last checkpoint. */
  stop(): Promise<void>;
}

export function createAuditSeal(deps: AuditSealDeps): AuditSeal {
  const { store, signer, chainKey, next, now, onFault } = deps;
  const publish = (checkpoint: Checkpoint) => {
    deps.onCheckpoint(checkpoint);
    if (deps.file !== undefined) appendFileSync(deps.file, toCheckpointLine(checkpoint), { mode: 0o600 });
  };
  const checkpoints = createCheckpoints({ store, signer, next, now, publish, onFault });
  const check = createLogCheck({ db: store.db, sealer: store.sealer, chainKey, signer, next });
  const lookBack = async () => {
    for (const tid of await check.findTenants()) {
      const verdict = await check.verifyTenant(tid, { isSinceCheckpoint: true });
      if (!verdict.isWhole) deps.onBroken({ seq: verdict.seq });
    }
  };
  let looking: Promise<void> = Promise.resolve();
  return {
    start() {
      // First the look, then the first checkpoint: none is signed over what was not looked at.
      looking = lookBack()
        .catch(onFault)
        .then(() => checkpoints.start());
    },
    async stop() {
      await looking;
      await checkpoints.stop();
    },
  };
}
