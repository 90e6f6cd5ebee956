// Who looked at this patient? Counted in the database from the index of patients. Knows SQL; not who may ask.
import { type AuditLooker, auditOperation } from '../contract/audit.schema';
import type { Scope } from '../sign-in/scope';
import type { Db } from '../store/store';

interface Asked {
  readonly patient?: string | undefined;
  /** Instants, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** null if no patient is asked for. What was refused or failed showed nothing and counts for nothing. */
export async function findLookers(
  db: Db,
  scope: Pick<Scope, 'tid' | 'teamId' | 'channelId'>,
  { patient, from, to }: Asked,
): Promise<AuditLooker[] | null> {
  if (patient === undefined) return null;
  let query = db
    .selectFrom('audit_patients')
    .innerJoin('audit_events', (join) =>
      join
        .onRef('audit_events.tid', '=', 'audit_patients.tid')
        .onRef('audit_events.seq', '=', 'audit_patients.seq'),
    )
    .select((row) => [
      'person_oid',
      'role',
      'operation',
      'person_name as name',
      row.fn.countAll<number>().as('count'),
      row.fn.max('at').as('last'),
    ])
    .where('audit_patients.tid', '=', scope.tid)
    .where('audit_patients.team_id', '=', scope.teamId)
    .where('audit_patients.channel_id', '=', scope.channelId)
    .where('audit_patients.ref', '=', patient)
    .where('outcome', '=', 'success')
    .groupBy(['person_oid', 'person_name', 'role', 'operation']);
  if (from !== undefined) query = query.where('at', '>=', new Date(from).toISOString());
  if (to !== undefined) query = query.where('at', '<=', new Date(to).toISOString());
  return toLookers(await query.execute());
}

interface Group {
  readonly person_oid: string;
  readonly role: string;
  readonly operation: string;
  readonly name: string;
  readonly count: number;
  readonly last: string;
}

function toLookers(groups: readonly Group[]): AuditLooker[] {
  const byPerson = new Map<string, Group[]>();
  for (const group of groups) {
    byPerson.set(group.person_oid, [...(byPerson.get(group.person_oid) ?? []), group]);
  }
  return [...byPerson.values()].map(toLooker).sort((a, b) => (a.last < b.last ? 1 : -1));
}

function toLooker(groups: readonly Group[]): AuditLooker {
  const latest = groups.reduce((one, other) => (other.last > one.last ? other : one));
  const kinds = new Map<string, AuditLooker['kinds'][number]>();
  for (const { operation, count, last } of groups) {
    const before = kinds.get(operation);
    kinds.set(operation, {
      operation: auditOperation.parse(operation),
      count: count + (before?.count ?? 0),
      last: before !== undefined && before.last > last ? before.last : last,
    });
  }
  return {
    person: { id: latest.person_oid, name: latest.name },
    role: latest.role,
    count: groups.reduce((sum, { count }) => sum + count, 0),
    last: latest.last,
    kinds: [...kinds.values()].sort((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1)),
  };
}
