// Links to files in the database: only the hash of a link's secret is kept. Knows SQL; not what the files hold.
import type { DownloadLinksTable, TeamKey } from '../store/schema';
import type { Db, Tx } from '../store/store';

export type StoredLink = Readonly<DownloadLinksTable>;

export async function addLink(tx: Tx, link: StoredLink): Promise<void> {
  await tx.insertInto('download_links').values(link).execute();
}

export function findLink(db: Db, tokenHash: string): Promise<StoredLink | undefined> {
  return db.selectFrom('download_links').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
}

/** false: somebody else was first, or it is too late. */
export async function takeLink(tx: Tx, tokenHash: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('download_links')
    .set({ taken_at: now })
    .where('token_hash', '=', tokenHash)
    .where('taken_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** When links were asked for since an instant, oldest first: by one person in this team, or by everybody. */
export async function findAskedSince(tx: Tx, key: TeamKey, since: string, oid?: string): Promise<string[]> {
  let query = tx
    .selectFrom('download_links')
    .select('at')
    .where('tid', '=', key.tid)
    .where('team_id', '=', key.team_id)
    .where('at', '>', since)
    .orderBy('at');
  if (oid !== undefined) query = query.where('by_oid', '=', oid);
  return (await query.execute()).map(({ at }) => at);
}

export async function deleteLinksBefore(tx: Tx, key: Pick<TeamKey, 'tid'>, before: string): Promise<void> {
  await tx.deleteFrom('download_links').where('tid', '=', key.tid).where('at', '<', before).execute();
}
