// Everybody whom the log of a team names, with the name that stands in the newest entry that has one: to choose from. Knows SQL;
// not who may ask.
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AuditPage } from '../contract/audit.schema';
import { limits } from '../contract/limits';
import type { Scope } from '../sign-in/scope';
import type { AuditEventsTable } from '../store/schema';
import type { Db } from '../store/store';
import { type Openers, openSubjects } from './record';

type Place = Pick<Scope, 'tid' | 'teamId' | 'channelId'>;

/** They name a patient by reference alone. */
const nameless = ['AuditRead', 'AuditExport', 'AuditDownload', 'PatientLocationView'] as const;

/** At most as many as may be chosen from, whoever was named last first. Who has no name that can be read is left out. */
export async function findNamedPatients(
  db: Db,
  scope: Place,
  openers: Openers,
): Promise<AuditPage['patients']> {
  const found = await findNewest(db, scope);
  const seqOf = new Map(found.map(({ ref, seq }) => [ref, seq]));
  const labels = new Map<string, string>();
  const seqs = [...new Set(seqOf.values())];
  for (let from = 0; from < seqs.length; from += rowsAtOnce) {
    for (const row of await findEvents(db, scope, seqs.slice(from, from + rowsAtOnce))) {
      for (const { ref, label } of (await openSubjects(row, openers)).patients) {
        if (label !== null && seqOf.get(ref) === row.seq) labels.set(ref, label);
      }
    }
    // A long log is a lot to open: others come in between.
    await setImmediate();
  }
  return found.flatMap(({ ref }) => {
    const label = labels.get(ref);
    return label === undefined ? [] : [{ ref, label }];
  });
}

/**
 * Steps through the index from one reference to the next instead of reading all entries of each: a patient is named thousands
 * of times. https://wiki.postgresql.org/wiki/Loose_indexscan
 */
async function findNewest(db: Db, { tid, teamId, channelId }: Place) {
  const own = sql`p.tid = ${tid} and p.team_id = ${teamId} and p.channel_id = ${channelId}`;
  const { rows } = await sql<{ ref: string; seq: number }>`
    with recursive refs(ref) as (
      select min(p.ref) from audit_patients p where ${own}
      union all
      select (select min(p.ref) from audit_patients p where ${own} and p.ref > refs.ref)
      from refs where refs.ref is not null
    ), newest(ref, seq) as (
      select refs.ref, (
        select p.seq from audit_patients p join audit_events e on e.tid = p.tid and e.seq = p.seq
        where ${own} and p.ref = refs.ref and e.operation not in (${sql.join([...nameless])})
        order by p.seq desc limit 1
      ) from refs where refs.ref is not null
    )
    select ref, seq from newest where seq is not null order by seq desc, ref limit ${limits.auditPatients}
  `.execute(db);
  return rows;
}

const rowsAtOnce = 50;

function findEvents(db: Db, { tid }: Place, seqs: readonly number[]): Promise<AuditEventsTable[]> {
  return db.selectFrom('audit_events').selectAll().where('tid', '=', tid).where('seq', 'in', seqs).execute();
}
