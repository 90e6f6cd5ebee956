// Reads a team's audit rows for its owners. Changes nothing.
import type { z } from 'zod';
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
import { openSubjects } from './record';

type Filter = z.output<typeof auditQuery>;

export interface AuditLog {
  findEntries(scope: Scope, filter: Filter): Promise<AuditPage>;
}

export function createAuditLog(deps: { db: Db; sealer: Sealer }): AuditLog {
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

function toEntry(row: AuditEventsTable, sealer: TenantSealer): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    operation: auditOperation.parse(row.operation),
    outcome: auditEntry.shape.outcome.parse(row.outcome),
    reason: row.reason,
    person: { id: row.person_oid, name: row.person_name },
    role: row.role,
    ...openSubjects(row, sealer),
  };
}
