// The audit log in the database: appended in the caller's transaction, never changed. Knows SQL; not who may read.
import { randomUUID } from 'node:crypto';
import type { AuditEventsTable, Database } from '../store/schema';
import type { Sealer, TenantSealer } from '../store/sealer';
import type { Tx } from '../store/store';
import type { Audit, AuditEvent, AuditObject, AuditPatient } from './audit';
import { type ChainKey, chainStart } from './chain';

const patientsPerInsert = 100;
const longestLabel = 300;
const longestQuery = 2_000;

export function createAudit(deps: { sealer: Sealer; chainKey: ChainKey; now: () => Date }): Audit {
  return {
    async record(tx, event) {
      const sealer = await deps.sealer.forTenant(event.scope.tid, tx);
      // Taking the next number locks the tenant's head until the commit: no gap, no two rows with one number.
      const head = await takeNext(tx, event.scope.tid);
      const row = toRow(event, head, { sealer, chainKey: deps.chainKey, at: deps.now() });
      const hash = deps.chainKey.hash(row);
      await tx
        .insertInto('audit_events')
        .values({ ...row, hash })
        .execute();
      await insertPatients(tx, event, head.seq);
      await tx.updateTable('audit_heads').set({ hash }).where('tid', '=', event.scope.tid).execute();
    },
  };
}

async function takeNext(tx: Tx, tid: string): Promise<{ seq: number; hash: string }> {
  const take = () =>
    tx
      .updateTable('audit_heads')
      .set((row) => ({ seq: row('seq', '+', 1) }))
      .where('tid', '=', tid)
      .returning(['seq', 'hash'])
      .executeTakeFirst();
  const taken = await take();
  if (taken) return taken;
  await tx
    .insertInto('audit_heads')
    .values({ tid, seq: 0, hash: chainStart })
    .onConflict((conflict) => conflict.column('tid').doNothing())
    .execute();
  const first = await take();
  if (!first) throw new Error('the head of the audit chain could not be made');
  return first;
}

function toRow(
  event: AuditEvent,
  head: { seq: number; hash: string },
  by: { sealer: TenantSealer; chainKey: ChainKey; at: Date },
): Omit<AuditEventsTable, 'hash'> {
  const { scope } = event;
  const id = randomUUID();
  const seal = (column: string, plain: string) =>
    by.sealer.seal({ table: 'audit_events', rowId: id, column }, plain);
  return {
    tid: scope.tid,
    team_id: scope.teamId,
    channel_id: scope.channelId,
    seq: head.seq,
    id,
    at: by.at.toISOString(),
    operation: event.operation,
    outcome: event.outcome,
    reason: event.reason ?? null,
    person_oid: scope.principal.oid,
    person_name: scope.principal.name,
    role: scope.role,
    request_id: scope.requestId,
    objects: seal('objects', JSON.stringify(event.objects.map(toKept))),
    patients: seal('patients', JSON.stringify(event.patients.map(toKept))),
    query: event.query === undefined ? null : seal('query', event.query.slice(0, longestQuery)),
    prev_hash: head.hash,
    key_id: by.chainKey.id,
  };
}

function toKept<T extends AuditObject | AuditPatient>(item: T): T {
  return item.label === undefined ? item : { ...item, label: item.label.slice(0, longestLabel) };
}

/** The index that answers "who looked at this patient?". */
async function insertPatients(tx: Tx, event: AuditEvent, seq: number): Promise<void> {
  const { tid, teamId, channelId } = event.scope;
  const refs = [...new Set(event.patients.map((patient) => patient.ref))];
  for (let from = 0; from < refs.length; from += patientsPerInsert) {
    const values: Database['audit_patients'][] = refs
      .slice(from, from + patientsPerInsert)
      .map((ref) => ({ tid, team_id: teamId, channel_id: channelId, seq, ref }));
    await tx.insertInto('audit_patients').values(values).execute();
  }
}
