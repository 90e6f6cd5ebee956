// Reads a team's audit rows for its owners, and a tenant's whole chain for the check. Changes nothing.
import { z } from 'zod';
import {
  type AuditEntry,
  type AuditPage,
  auditEntry,
  auditOperation,
  type auditQuery,
} from '../contract/audit.schema';
import { limits } from '../contract/limits';
import type { Scope } from '../sign-in/scope';
import type { AuditEventsTable } from '../store/schema';
import type { Sealer, TenantSealer } from '../store/sealer';
import type { Db } from '../store/store';
import { type ChainKey, type ChainVerdict, chainStart, verifyChain } from './chain';

type Filter = z.output<typeof auditQuery>;

export interface AuditLog {
  findEntries(scope: Scope, filter: Filter): Promise<AuditPage>;
  /** The whole chain of the scope's tenant against its head. */
  verifyTenant(tid: string): Promise<ChainVerdict>;
}

export function createAuditLog(deps: { db: Db; sealer: Sealer; chainKey: ChainKey }): AuditLog {
  return {
    async findEntries(scope, filter) {
      const sealer = await deps.sealer.forTenant(scope.tid);
      const rows = await findRows(deps.db, scope, filter);
      const shown = rows.slice(0, limits.auditPageSize);
      return {
        entries: shown.map((row) => toEntry(row, sealer)),
        people: await findPeople(deps.db, scope),
        next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
      };
    },
    async verifyTenant(tid) {
      const rows = await deps.db
        .selectFrom('audit_events')
        .selectAll()
        .where('tid', '=', tid)
        .orderBy('seq')
        .execute();
      const head = await deps.db
        .selectFrom('audit_heads')
        .selectAll()
        .where('tid', '=', tid)
        .executeTakeFirst();
      return verifyChain(rows, head ?? { seq: 0, hash: chainStart }, deps.chainKey);
    },
  };
}

async function findRows(db: Db, scope: Scope, filter: Filter): Promise<AuditEventsTable[]> {
  let query = db
    .selectFrom('audit_events')
    .selectAll('audit_events')
    .where('tid', '=', scope.tid)
    .where('team_id', '=', scope.teamId)
    .where('channel_id', '=', scope.channelId)
    .orderBy('seq', 'desc')
    .limit(limits.auditPageSize + 1);
  if (filter.before !== undefined) query = query.where('seq', '<', filter.before);
  if (filter.person !== undefined) query = query.where('person_oid', '=', filter.person.toLowerCase());
  if (filter.operation !== undefined) query = query.where('operation', '=', filter.operation);
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from).toISOString());
  if (filter.to !== undefined) query = query.where('at', '<=', new Date(filter.to).toISOString());
  const { patient } = filter;
  if (patient !== undefined) {
    query = query.where('seq', 'in', (sub) =>
      sub
        .selectFrom('audit_patients')
        .select('audit_patients.seq')
        .where('audit_patients.tid', '=', scope.tid)
        .where('audit_patients.team_id', '=', scope.teamId)
        .where('audit_patients.channel_id', '=', scope.channelId)
        .where('audit_patients.ref', '=', patient),
    );
  }
  return query.execute();
}

async function findPeople(db: Db, scope: Scope): Promise<AuditPage['people']> {
  return db
    .selectFrom('audit_events')
    .select((row) => ['person_oid as id', row.fn.max('person_name').as('name')])
    .where('tid', '=', scope.tid)
    .where('team_id', '=', scope.teamId)
    .where('channel_id', '=', scope.channelId)
    .groupBy('person_oid')
    .orderBy('name')
    .execute();
}

const objects = z.array(
  z.object({ kind: z.string(), id: z.string(), label: z.string().nullable().default(null) }),
);
const patients = z.array(z.object({ ref: z.string(), label: z.string().nullable().default(null) }));

function toEntry(row: AuditEventsTable, sealer: TenantSealer): AuditEntry {
  const open = (column: 'objects' | 'patients') =>
    JSON.parse(sealer.open({ table: 'audit_events', rowId: row.id, column }, row[column])) as unknown;
  return {
    seq: row.seq,
    at: row.at,
    operation: auditOperation.parse(row.operation),
    outcome: auditEntry.shape.outcome.parse(row.outcome),
    reason: row.reason,
    person: { id: row.person_oid, name: row.person_name },
    role: row.role,
    objects: objects.parse(open('objects')),
    patients: patients.parse(open('patients')),
  };
}
