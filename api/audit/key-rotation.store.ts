// Exchanges the master key while servers run (T37): puts the next one in force, wraps every tenant's key anew, and lets each log
// go on with new keys. Tenant by tenant, each whole or not at all; a run that broke off is taken up by the next one.
import type { Store, Tx } from '../store/store';
import type { Audit, AuditScope } from './audit';
import type { AuditKeys } from './audit-keys';
import { addRetiredKeys, rewrapRetiredKeys } from './retired-keys.store';

export interface KeyRotationDeps {
  readonly store: Store;
  readonly audit: Audit;
  /** Of the master key that goes. */
  readonly former: AuditKeys & { readonly chainSecret: Uint8Array };
  readonly next: AuditKeys;
  readonly now: () => Date;
}

/** Answers how many tenants there are. */
export type RotateMasterKey = (toScope: (tid: string) => AuditScope) => Promise<number>;

export function createKeyRotation(deps: KeyRotationDeps): RotateMasterKey {
  const { store } = deps;
  const { sealer } = store;
  return async (toScope) => {
    await store.transaction((tx) => sealer.masterKeys.putNextInForce(tx));
    const keyed = await store.db.selectFrom('tenant_keys').select('tid').execute();
    const logged = await store.db.selectFrom('audit_heads').select('tid').execute();
    const tids = new Set([...keyed, ...logged].map(({ tid }) => tid));
    for (const tid of tids) {
      await store.transaction(async (tx) => {
        await sealer.rewrapTenant(tx, tid);
        await rewrapRetiredKeys(tx, sealer.masterKeys, tid);
        await goOnWithNext(deps, tx, toScope(tid));
      });
    }
    return tids.size;
  };
}

/** From its next row on, which says so, the log is written with the next keys. */
async function goOnWithNext(deps: KeyRotationDeps, tx: Tx, scope: AuditScope): Promise<void> {
  const { tid } = scope;
  const { former, next } = deps;
  // Locks the head: nobody writes a row in between.
  const head = await tx
    .updateTable('audit_heads')
    .set((row) => ({ seq: row.ref('seq') }))
    .where('tid', '=', tid)
    .returningAll()
    .executeTakeFirst();
  if (!head || head.chain_key_id === next.chainKey.id) return;
  const until = {
    seq: head.seq,
    checkpoint: await findLastNumber(tx, 'audit_checkpoints', tid),
    segment: await findLastNumber(tx, 'audit_segments', tid),
  };
  const at = deps.now().toISOString();
  const { chainSecret, signer } = former;
  const retired = { chainSecret, publicKey: signer.publicKey, until };
  await addRetiredKeys(tx, deps.store.sealer.masterKeys, { tid, at }, retired);
  await tx
    .updateTable('audit_heads')
    .set({ chain_key_id: next.chainKey.id })
    .where('tid', '=', tid)
    .execute();
  await deps.audit.record(tx, {
    scope,
    operation: 'KeyRotated',
    outcome: 'success',
    objects: [{ kind: 'audit', id: `until ${head.seq}` }],
    patients: [],
  });
}

async function findLastNumber(tx: Tx, table: 'audit_checkpoints' | 'audit_segments', tid: string) {
  const last = await tx
    .selectFrom(table)
    .select('number')
    .where('tid', '=', tid)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.number ?? 0;
}
