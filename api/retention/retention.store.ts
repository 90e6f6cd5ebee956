// What is too old to be kept, and what belongs to a team that is gone: found and deleted. Knows SQL; not when or why.
import type { TeamKey } from '../store/schema';
import type { Db, Tx } from '../store/store';

export interface Deleted {
  readonly lists: number;
  readonly rows: number;
  readonly notes: number;
}

/** Instants: what left before is too old. */
export interface Limits {
  readonly listsDeletedBefore: string;
  readonly rowsRemovedBefore: string;
}

/** Teams with something that is too old. */
export async function findTeamsToPurge(db: Db, limits: Limits): Promise<TeamKey[]> {
  const columns = ['tid', 'team_id', 'channel_id'] as const;
  const ofRows = db
    .selectFrom('list_rows')
    .select(columns)
    .where('removed_at', '<', limits.rowsRemovedBefore);
  const ofLists = db.selectFrom('lists').select(columns).where('deleted_at', '<', limits.listsDeletedBefore);
  return ofRows.union(ofLists).execute();
}

/** In the caller's transaction; notes go before their rows, rows before their lists. */
export async function deleteOld(tx: Tx, key: TeamKey, limits: Limits): Promise<Deleted> {
  const oldLists = tx
    .selectFrom('lists')
    .select('id')
    .where((eb) => eb.and({ ...key }))
    .where('deleted_at', '<', limits.listsDeletedBefore);
  const oldRows = tx
    .selectFrom('list_rows')
    .select('id')
    .where((eb) => eb.and({ ...key }))
    .where((eb) => eb.or([eb('removed_at', '<', limits.rowsRemovedBefore), eb('list_id', 'in', oldLists)]));
  const notes = await tx
    .deleteFrom('notes')
    .where((eb) => eb.and({ ...key }))
    .where('row_id', 'in', oldRows)
    .executeTakeFirst();
  const rows = await tx
    .deleteFrom('list_rows')
    .where((eb) => eb.and({ ...key }))
    .where('id', 'in', oldRows)
    .executeTakeFirst();
  await tx
    .updateTable('person_state')
    .set({ last_list_id: null })
    .where((eb) => eb.and({ ...key }))
    .where('last_list_id', 'in', oldLists)
    .execute();
  const lists = await tx
    .deleteFrom('lists')
    .where((eb) => eb.and({ ...key }))
    .where('deleted_at', '<', limits.listsDeletedBefore)
    .executeTakeFirst();
  return {
    lists: Number(lists.numDeletedRows),
    rows: Number(rows.numDeletedRows),
    notes: Number(notes.numDeletedRows),
  };
}

/** Links to files that were asked for before an instant: they work no more, and count for no quota. */
export async function deleteLinks(db: Db, before: string): Promise<void> {
  await db.deleteFrom('download_links').where('at', '<', before).execute();
}

const teamTables = [
  'notes',
  'list_rows',
  'person_state',
  'lists',
  'team_setup',
  'connections',
  'waiting_links',
  'download_links',
] as const;

/** Everything of a team and of its private channels, but for its audit log. Each table's rows that went. */
export async function deleteTeam(tx: Tx, team: Pick<TeamKey, 'tid' | 'team_id'>): Promise<Deleted> {
  const gone = new Map<string, number>();
  for (const table of teamTables) {
    const { numDeletedRows } = await tx
      .deleteFrom(table)
      .where('tid', '=', team.tid)
      .where('team_id', '=', team.team_id)
      .executeTakeFirst();
    gone.set(table, Number(numDeletedRows));
  }
  return { lists: gone.get('lists') ?? 0, rows: gone.get('list_rows') ?? 0, notes: gone.get('notes') ?? 0 };
}
