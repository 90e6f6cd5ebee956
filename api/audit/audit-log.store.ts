// Reads a team's audit rows for its owners. Changes nothing.
import { type SelectQueryBuilder, sql } from 'kysely';
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
import type { AuditEventsTable, Database } from '../store/schema';
import type { Sealer } from '../store/sealer';
import type { Db } from '../store/store';
import { findLookers } from './lookers.store';
import { findNamedPatients } from './named-patients.store';
import { type AuditRecord, createOpeners, type Openers, openSubjects, toAuditRecord } from './record';

type Filter = z.output<typeof auditQuery>;
type Narrowing = Omit<Filter, 'before'>;

/** Rows up to a sequence number: those that there were when somebody asked. */
export interface FileAsk {
  readonly filter: Narrowing;
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
      const { before } = filter;
      const after = before === undefined ? undefined : await findPlace(db, scope, before);
      const rows = await toPage(db, scope, filter, after)
        .limit(limits.auditPageSize + 1)
        .execute();
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
      const found = await newestFirst(match(db, scope, filter).select('seq'), filter)
        .limit(most + 1)
        .execute();
      // A clock that was set back puts a later row behind an earlier one.
      return { rows: found.length, until: found.reduce((last, { seq }) => Math.max(last, seq), 0) };
    },
    async findRefs(scope, { filter, until }) {
      const found = await db
        .selectFrom('audit_patients')
        .select('ref')
        .distinct()
        .where('tid', '=', scope.tid)
        .where('seq', 'in', match(db, scope, filter).where('seq', '<=', until).select('seq'))
        .orderBy('ref')
        .execute();
      return found.map(({ ref }) => ref);
    },
    async *readRecords(scope, { filter, until }) {
      const openers = createOpeners(deps.sealer, scope.tid);
      for (let last: AuditEventsTable | undefined; ; ) {
        const page = toPage(db, scope, filter, last).where(isUpTo(until));
        const rows = await page.limit(filePageRows).execute();
        yield await Promise.all(rows.map((row) => toAuditRecord(row, openers)));
        last = rows.at(-1);
        if (!last || rows.length < filePageRows) return;
      }
    },
  };
}

/** The first page of everything, or of one patient. */
function isWhole({ before, person, operation, from, to }: Filter): boolean {
  return [before, person, operation, from, to].every((part) => part === undefined);
}

const filePageRows = 500;

/** Of a row in the log's order: two of one moment stand in the order of their numbers. */
type Place = Pick<AuditEventsTable, 'at' | 'seq'>;

/** In the order of the indexes; but the rows of a patient, by whose numbers they are found. */
const toTime = ({ patient }: Narrowing) => (patient === undefined ? sql`at` : sql`coalesce(at, '')`);

function newestFirst<Row>(query: SelectQueryBuilder<Database, 'audit_events', Row>, filter: Narrowing) {
  return query.orderBy(toTime(filter), 'desc').orderBy('seq', 'desc');
}

function toPage(db: Db, scope: Scope, filter: Narrowing, after: Place | undefined) {
  const all = newestFirst(match(db, scope, filter).selectAll('audit_events'), filter);
  if (after === undefined) return all;
  return all.where(sql<boolean>`(${toTime(filter)}, seq) < (${after.at}, ${after.seq})`);
}

/** Not as a range of numbers: SQLite would read all of it and sort it by time, for every page. */
const isUpTo = (until: number) => sql<boolean>`coalesce(seq, 0) <= ${until}`;

/** A row that was purged, or never was this channel's: none is older. */
async function findPlace(db: Db, scope: Scope, seq: number): Promise<Place> {
  const found = await match(db, scope, {}).select(['at', 'seq']).where('seq', '=', seq).executeTakeFirst();
  return found ?? { at: '', seq };
}

/** The rows of this team, or of this channel, that a filter leaves. */
function match(db: Db, scope: Scope, filter: Narrowing) {
  let query = db
    .selectFrom('audit_events')
    .where('tid', '=', scope.tid)
    .where('team_id', '=', scope.teamId)
    .where('channel_id', '=', scope.channelId);
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
