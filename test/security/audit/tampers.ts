// Twelve ways in which somebody who can write to the database, but has no key, may try to change what the log says.
import { sql } from 'kysely';
import { type ChainedRow, chainStart, createChainKey } from '../../../api/audit/chain';
import type { AuditHeadsTable } from '../../../api/store/schema';
import type { Db, Dialect } from '../../../api/store/store';

export interface Tampered {
  readonly db: Db;
  readonly tid: string;
  /** Another tenant of the same database, with rows at the same numbers. */
  readonly otherTid: string;
  /** The row that is struck; between the second and the one before the last. */
  readonly at: number;
  readonly count: number;
  /** Writes a row as the server does, by a clock that is so far off. */
  readonly record: (clockOffMs: number) => Promise<void>;
}

export interface Tamper {
  readonly kind: string;
  /** Where the check must point: the row itself unless said otherwise. */
  readonly expected: (tampered: Tampered) => number;
  readonly strike: (tampered: Tampered) => Promise<void>;
}

const flips: readonly Partial<ChainedRow>[] = [
  { person_name: 'Somebody Else' },
  { outcome: 'failure' },
  { at: '2026-11-01T00:00:00.000Z' },
  { client_ip: '10.9.9.9' },
  { objects: '' },
  { outcome_code: 12 },
  { ehr: '{}' },
];
const foreign = createChainKey(new Uint8Array(32).fill(99));
const atRow = ({ at }: Tampered) => at;

async function readRows({ db, tid }: Tampered): Promise<ChainedRow[]> {
  return db.selectFrom('audit_events').selectAll().where('tid', '=', tid).orderBy('seq').execute();
}

async function getRow(tampered: Tampered, seq: number, tid = tampered.tid): Promise<ChainedRow> {
  const { db } = tampered;
  const found = db.selectFrom('audit_events').selectAll().where('tid', '=', tid).where('seq', '=', seq);
  return found.executeTakeFirstOrThrow();
}

async function removeFrom({ db, tid }: Tampered, seq: number): Promise<void> {
  await db.deleteFrom('audit_patients').where('tid', '=', tid).where('seq', '>=', seq).execute();
  await db.deleteFrom('audit_events').where('tid', '=', tid).where('seq', '>=', seq).execute();
}

/** Whoever cuts the tail sets the head back as well. */
async function setHead({ db, tid }: Tampered, head: Pick<AuditHeadsTable, 'seq' | 'hash'>): Promise<void> {
  await db.updateTable('audit_heads').set(head).where('tid', '=', tid).execute();
}

async function update({ db, tid }: Tampered, seq: number, parts: Partial<ChainedRow>): Promise<void> {
  await db.updateTable('audit_events').set(parts).where('tid', '=', tid).where('seq', '=', seq).execute();
}

async function cutBefore(tampered: Tampered): Promise<void> {
  const last = await getRow(tampered, tampered.at - 1);
  await removeFrom(tampered, tampered.at);
  await setHead(tampered, { seq: last.seq, hash: last.hash });
}

/** Rows from `seq` on, chained anew with a key that is not ours. */
async function restampFrom(tampered: Tampered, seq: number, keyId?: string): Promise<void> {
  let prev = seq === 1 ? chainStart : (await getRow(tampered, seq - 1)).hash;
  for (const row of (await readRows(tampered)).slice(seq - 1)) {
    const chained = { ...row, prev_hash: prev, key_id: keyId ?? row.key_id };
    prev = foreign.hash(chained);
    await update(tampered, row.seq, { prev_hash: chained.prev_hash, key_id: chained.key_id, hash: prev });
  }
  await setHead(tampered, { seq: tampered.count, hash: prev });
}

export const tampers: readonly Tamper[] = [
  { kind: 'flip', expected: atRow, strike: (t) => update(t, t.at, flips[t.at % flips.length] ?? {}) },
  {
    kind: 'delete',
    expected: atRow,
    async strike(t) {
      await t.db.deleteFrom('audit_patients').where('tid', '=', t.tid).where('seq', '=', t.at).execute();
      await t.db.deleteFrom('audit_events').where('tid', '=', t.tid).where('seq', '=', t.at).execute();
    },
  },
  {
    kind: 'insert',
    expected: atRow,
    async strike(t) {
      const { db, tid, at, count } = t;
      const made = { ...(await getRow(t, at)), id: 'put-in' };
      await db.deleteFrom('audit_patients').where('tid', '=', tid).where('seq', '>=', at).execute();
      for (let seq = count; seq >= at; seq--) await update(t, seq, { seq: seq + 1 });
      await db
        .insertInto('audit_events')
        .values({ ...made, hash: foreign.hash(made) })
        .execute();
      await setHead(t, { seq: count + 1, hash: (await getRow(t, count + 1)).hash });
    },
  },
  {
    kind: 'swap',
    expected: atRow,
    async strike(t) {
      const [one, two] = [await getRow(t, t.at), await getRow(t, t.at + 1)];
      await update(t, t.at, { ...two, seq: t.at });
      await update(t, t.at + 1, { ...one, seq: t.at + 1 });
    },
  },
  { kind: 'truncate', expected: atRow, strike: cutBefore },
  {
    kind: 're-append',
    expected: atRow,
    async strike(t) {
      const cut = (await readRows(t)).slice(t.at - 1);
      await cutBefore(t);
      let prev = (await getRow(t, t.at - 1)).hash;
      for (const row of cut) {
        const made = { ...row, person_name: 'Nobody', prev_hash: prev };
        prev = foreign.hash(made);
        await t.db
          .insertInto('audit_events')
          .values({ ...made, hash: prev })
          .execute();
      }
      await setHead(t, { seq: t.count, hash: prev });
    },
  },
  {
    kind: 'restamp without key',
    expected: atRow,
    async strike(t) {
      await update(t, t.at, { operation: 'PatientListView' });
      await restampFrom(t, t.at);
    },
  },
  {
    kind: "replay another tenant's row",
    expected: atRow,
    async strike(t) {
      const theirs = await getRow(t, t.at, t.otherTid);
      await update(t, t.at, { ...theirs, tid: t.tid });
    },
  },
  { kind: 'restore an old file', expected: atRow, strike: restoreOld },
  { kind: 'change key id', expected: atRow, strike: (t) => restampFrom(t, t.at, foreign.id) },
  {
    kind: 'drop a checkpoint',
    // The checkpoints of the proof stand at every row.
    expected: ({ at }) => at,
    strike: async ({ db, tid, at }) => {
      await db.deleteFrom('audit_checkpoints').where('tid', '=', tid).where('seq', '>=', at).execute();
    },
  },
  {
    kind: 'clock back',
    expected: ({ at, count }) => count + (at % 5) + 1,
    async strike({ at, record }) {
      for (let more = 0; more < at % 5; more++) await record(0);
      await record(-3_600_000);
      await record(0);
    },
  },
];

/** As it was when row `at` did not exist yet: rows, index, head and checkpoints, each true in itself. */
async function restoreOld(t: Tampered): Promise<void> {
  await cutBefore(t);
  await t.db.deleteFrom('audit_checkpoints').where('tid', '=', t.tid).where('seq', '>=', t.at).execute();
}

/** What such a person would do first; the last lines of defence are the keys. */
export async function dropGuards(db: Db, dialect: Dialect): Promise<void> {
  const tables = ['audit_events', 'audit_patients', 'audit_checkpoints', 'audit_segments'];
  for (const table of tables) {
    if (dialect === 'postgres') {
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
      continue;
    }
    for (const verb of ['update', 'delete']) {
      await sql`drop trigger ${sql.ref(`${table}_no_${verb}`)}`.execute(db);
    }
  }
}
