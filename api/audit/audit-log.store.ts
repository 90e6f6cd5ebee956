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
import type { Sealer } from '../store/sealer';
import type { Db } from '../store/store';
import { findLookers } from './lookers.store';
import { findNamedPatients } from './named-patients.store';
import { type AuditRecord, createOpeners, type Openers, openSubjects, toAuditRecord } from './record';

type Filter = z.output<typeof auditQuery>;

/** Rows up to a sequence number: those that there were when somebody asked. */
export interface FileAsk {
  readonly filter: Omit<Filter, 'before'>;
  readonly until: number;
}

export interface AuditLog {
  findEntries(scope: Scope, filter: Filter): Promise<AuditPage>;
  /** How many rows match now, at most `most` + 1, and how far they reach. */
  measure(scope: Scope, filter: FileAsk['filter'], most: number): Promise<{ rows: number; until: number }>;
  /** Whom those rows name. */
  findRefs(scope: Scope, ask: FileAsk): Promise<string[]>;
  /** Newest first, page by page. */
  readRecords(scope: Scope, ask: FileAsk): AsyncGenerator<AuditRecord[]>;
}

export function createAuditLog(deps: { db: Db; sealer: Sealer }): AuditLog {
  const { db } = deps;
  return {
    async findEntries(scope, filter) {
      const openers = createOpeners(deps.sealer, scope.tid);
      const rows = await findRows(db, scope, filter, limits.auditPageSize + 1);
      const shown = rows.slice(0, limits.auditPageSize);
      return {
        entries: await Promise.all(shown.map((row) => toEntry(row, openers))),
        people: await findPeople(db, scope),
        patients: isWhole(filter) ? await findNamedPatients(db, scope, openers) : null,
        lookers: filter.before === undefined ? await findLookers(db, scope, filter) : null,
        next: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null,
      };
    },
    async measure(scope, filter, most) {
      const found = await match(db, scope, filter)
        .select('seq')
        .orderBy('seq', 'desc')
        .limit(most + 1)
        .execute();
      return { rows: found.length, until: found.at(0)?.seq ?? 0 };
    },
    async findRefs(scope, { filter, until }) {
      const found = await db
        .selectFrom('audit_patients')
        .select('ref')
        .distinct()
        .where('tid', '=', scope.tid)
        .where('seq', 'in', match(db, scope, { ...filter, before: until + 1 }).select('seq'))
        .orderBy('ref')
        .execute();
      return found.map(({ ref }) => ref);
    },
    async *readRecords(scope, { filter, until }) {
      const openers = createOpeners(deps.sealer, scope.tid);
      for (let before = until + 1; ; ) {
        const rows = await findRows(db, scope, { ...filter, before }, filePageRows);
        yield await Promise.all(rows.map((row) => toAuditRecord(row, openers)));
        const last = rows.at(-1);
        if (!last || rows.length < filePageRows) return;
        before = last.seq;
      }
    },
  };
}

/** The first page of everything, or of one patient. */
function isWhole({ before, person, operation, from, to }: Filter): boolean {
  return [before, person, operation, from, to].every((part) => part === undefined);
}

const filePageRows = 500;

function findRows(db: Db, scope: Scope, filter: Filter, most: number): Promise<AuditEventsTable[]> {
  return match(db, scope, filter).selectAll('audit_events').orderBy('seq', 'desc').limit(most).execute();
}

/** The rows of this team, or of this channel, that a filter leaves. */
function match(db: Db, scope: Scope, filter: Filter) {
  let query = db
    .selectFrom('audit_events')
    .where('tid', '=', scope.tid)
    .where('team_id', '=', scope.teamId)
    .where('channel_id', '=', scope.channelId);
  if (filter.before !== undefined) query = query.where('seq', '<', filter.before);
  if (filter.person !== undefined) query = query.where('person_oid', '=', filter.person.toLowerCase());
  if (filter.operation !== undefined) query = query.where('operation', '=', filter.operation);
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from).toISOString());
  if (filter.to !== undefined) query = query.where('at', '<=', new Date(filter.to).toISOString());
  const { patient } = filter;
  if (patient === undefined) return query;
  return query.where('seq', 'in', (sub) =>
    sub
      .selectFrom('audit_patients')
      .select('audit_patients.seq')
      .where('audit_patients.tid', '=', scope.tid)
      .where('audit_patients.team_id', '=', scope.teamId)
      .where('audit_patients.channel_id', '=', scope.channelId)
      .where('audit_patients.ref', '=', patient),
  );
}

/**
 * Everybody of whom the log has a row, by the name that they had last. From one person to the next by the index
 * audit_events_person: grouping would read every row of the log.
 */
async function findPeople(db: Db, scope: Scope): Promise<AuditPage['people']> {
  const own = { tid: scope.tid, team_id: scope.teamId, channel_id: scope.channelId };
  const found = await db
    .withRecursive('people(id)', (all) =>
      all
        .selectFrom('audit_events')
        .where((row) => row.and(own))
        .select((row) => row.fn.min<string | null>('person_oid').as('id'))
        .unionAll(
          all
            .selectFrom('people')
            .where('people.id', 'is not', null)
            .select((one) =>
              one
                .selectFrom('audit_events')
                .where((row) => row.and(own))
                .whereRef('person_oid', '>', 'people.id')
                .select((row) => row.fn.min<string | null>('person_oid').as('next'))
                .as('id'),
            ),
        ),
    )
    .selectFrom('people')
    .select((one) => [
      'people.id',
      one
        .selectFrom('audit_events')
        .where((row) => row.and(own))
        .whereRef('person_oid', '=', 'people.id')
        .select('person_name')
        .orderBy('at', 'desc')
        .limit(1)
        .as('name'),
    ])
    .orderBy('name')
    .execute();
  return found.flatMap(({ id, name }) => (id === null || name === null ? [] : [{ id, name }]));
}

async function toEntry(row: AuditEventsTable, openers: Openers): Promise<AuditEntry> {
  return {
    seq: row.seq,
    at: row.at,
    operation: auditOperation.parse(row.operation),
    outcome: auditEntry.shape.outcome.parse(row.outcome),
    reason: row.reason,
    person: { id: row.person_oid, name: row.person_name },
    role: row.role,
    ...(await openSubjects(row, openers)),
  };
}
