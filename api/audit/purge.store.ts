// Takes out what is older than the log has to be kept: a signed record of the closed segment stands in its place, in the same
// transaction as the deletion and the row that says so. Nothing else lets a row be deleted.
import type { Store, Tx } from '../store/store';
import type { Audit, AuditScope } from './audit';
import type { AuditKeys } from './audit-keys';
import { toSignedSegment } from './checkpoint';
import type { Signer } from './signer';

export interface PurgeDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly signer: Signer;
  /** Of logs that have gone on with it. */
  readonly next?: AuditKeys | undefined;
  readonly now: () => Date;
}

/** Answers how many rows went. */
export type PurgeLog = (scope: AuditScope, before: string) => Promise<number>;

export function createPurge({ store, audit, signer, next, now }: PurgeDeps): PurgeLog {
  return (scope, before) =>
    store.transaction(async (tx) => {
      const { tid } = scope;
      const ended = await findLastSegment(tx, tid);
      const first = (ended?.last_seq ?? 0) + 1;
      const last = await findLastOld(tx, tid, before);
      if (!last || last.seq < first) return 0;
      const place = { first_seq: first, last_seq: last.seq, head: last.hash };
      const parts = { tid, number: (ended?.number ?? 0) + 1, at: now().toISOString(), ...place };
      const isNext = next !== undefined && (await findChainKeyId(tx, tid)) === next.chainKey.id;
      const segment = toSignedSegment(parts, isNext ? next.signer : signer);
      await tx.insertInto('audit_segments').values(segment).execute();
      for (const table of ['audit_patients', 'audit_events'] as const) {
        await tx.deleteFrom(table).where('tid', '=', tid).where('seq', '<=', last.seq).execute();
      }
      const objects = [{ kind: 'audit' as const, id: `${first}–${last.seq}` }];
      await audit.record(tx, {
        scope,
        operation: 'RetentionPurge',
        outcome: 'success',
        objects,
        patients: [],
      });
      return last.seq - first + 1;
    });
}

async function findChainKeyId(tx: Tx, tid: string): Promise<string | null> {
  const heads = tx.selectFrom('audit_heads').select('chain_key_id').where('tid', '=', tid);
  return (await heads.executeTakeFirst())?.chain_key_id ?? null;
}

function findLastSegment(tx: Tx, tid: string) {
  const ofTenant = tx.selectFrom('audit_segments').selectAll().where('tid', '=', tid);
  return ofTenant.orderBy('number', 'desc').limit(1).executeTakeFirst();
}

/** The last row before the first that must stay, among those that a checkpoint stands over. */
async function findLastOld(tx: Tx, tid: string, before: string) {
  const rows = tx.selectFrom('audit_events').where('tid', '=', tid);
  const young = await rows.select('seq').where('at', '>=', before).orderBy('seq').limit(1).executeTakeFirst();
  const ofTenant = tx.selectFrom('audit_checkpoints').select('seq').where('tid', '=', tid);
  const signed = await ofTenant.orderBy('number', 'desc').limit(1).executeTakeFirst();
  const most = Math.min(young === undefined ? Number.MAX_SAFE_INTEGER : young.seq - 1, signed?.seq ?? 0);
  const old = rows.select(['seq', 'hash']).where('seq', '<=', most);
  return old.orderBy('seq', 'desc').limit(1).executeTakeFirst();
}
