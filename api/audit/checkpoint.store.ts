// Makes a signed checkpoint of every tenant whose log has grown: kept in the database, and told to whoever keeps it elsewhere.
// Runs beside the requests, never within one.
import type { Store } from '../store/store';
import type { AuditKeys } from './audit-keys';
import { type Checkpoint, firstPrev, toSignedCheckpoint } from './checkpoint';
import type { Signer } from './signer';

const everyRows = 1_000;
const everyMs = 60_000;
/** How often it is looked whether so many rows have come. */
const lookMs = 2_000;

export interface CheckpointDeps {
  readonly store: Store;
  readonly signer: Signer;
  /** Of logs that have gone on with it. */
  readonly next?: AuditKeys | undefined;
  readonly now: () => Date;
  /** Called after the commit: a log, a file. */
  readonly publish: (checkpoint: Checkpoint) => void;
  readonly onFault: (error: unknown) => void;
}

export interface Checkpoints {
  /** Of each tenant with at least so many rows since its last one. */
  make(leastRows?: number): Promise<void>;
  start(): void;
  /** The last ones are made. */
  stop(): Promise<void>;
}

export function createCheckpoints(deps: CheckpointDeps): Checkpoints {
  let timer: NodeJS.Timeout | undefined;
  let lastAll = Number.NEGATIVE_INFINITY;
  /** How far the last checkpoint of each tenant reaches, as far as this process knows. */
  const signed = new Map<string, number>();
  let running: Promise<void> = Promise.resolve();

  async function make(leastRows = 1): Promise<void> {
    const heads = await deps.store.db.selectFrom('audit_heads').selectAll().execute();
    for (const { tid, seq } of heads.filter((head) => head.seq - (signed.get(head.tid) ?? 0) >= leastRows)) {
      const made = await makeOne(deps, tid);
      signed.set(tid, made?.seq ?? seq);
      if (made) deps.publish(made);
    }
  }
  /** One after another, so that stopping waits for the one under way. */
  const run = (leastRows: number) => {
    running = running.then(() => make(leastRows)).catch(deps.onFault);
    return running;
  };
  const look = () => {
    const isTime = performance.now() - lastAll >= everyMs;
    if (isTime) lastAll = performance.now();
    void run(isTime ? 1 : everyRows);
  };
  return {
    make,
    start() {
      timer = setInterval(look, lookMs).unref();
      look();
    },
    async stop() {
      clearInterval(timer);
      if (timer) await run(1);
    },
  };
}

function makeOne({ store, signer, next, now }: CheckpointDeps, tid: string): Promise<Checkpoint | undefined> {
  return store.transaction(async (tx) => {
    // Locks the head: nobody else makes the same checkpoint, and no row is written in between.
    const head = await tx
      .updateTable('audit_heads')
      .set((row) => ({ seq: row.ref('seq') }))
      .where('tid', '=', tid)
      .returningAll()
      .executeTakeFirstOrThrow();
    const last = await tx
      .selectFrom('audit_checkpoints')
      .selectAll()
      .where('tid', '=', tid)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last && last.seq >= head.seq) return undefined;
    const at = now().toISOString();
    const prev = last?.signature ?? firstPrev;
    const parts = { tid, number: (last?.number ?? 0) + 1, at, seq: head.seq, head: head.hash, prev };
    const isNext = next !== undefined && head.chain_key_id === next.chainKey.id;
    const made = toSignedCheckpoint(parts, isNext ? next.signer : signer);
    await tx.insertInto('audit_checkpoints').values(made).execute();
    return made;
  });
}
