// Links that owners pasted and nobody has registered: origin and path, which team, when. Bounded, so that no team can fill it.
import type { TeamKey, WaitingLinksTable } from '../store/schema';
import type { Db, Tx } from '../store/store';

/** The newest stay. */
const mostPerTeam = 10;
const mostInAll = 1_000;

export async function addWaitingLink(tx: Tx, key: TeamKey, link: string, at: string): Promise<void> {
  await tx
    .insertInto('waiting_links')
    .values({ ...key, link, at })
    .onConflict((conflict) => conflict.columns(['tid', 'team_id', 'channel_id', 'link']).doUpdateSet({ at }))
    .execute();
  const ofTeam = await tx
    .selectFrom('waiting_links')
    .selectAll()
    .where((eb) => eb.and({ ...key }))
    .orderBy('at', 'desc')
    .execute();
  await drop(tx, ofTeam.slice(mostPerTeam));
  const all = await tx.selectFrom('waiting_links').selectAll().orderBy('at', 'desc').execute();
  await drop(tx, all.slice(mostInAll));
}

async function drop(tx: Tx, rows: readonly WaitingLinksTable[]): Promise<void> {
  for (const { at: _at, ...key } of rows) {
    await tx
      .deleteFrom('waiting_links')
      .where((eb) => eb.and(key))
      .execute();
  }
}

/** The oldest first. */
export function findWaitingLinks(db: Db): Promise<WaitingLinksTable[]> {
  return db.selectFrom('waiting_links').selectAll().orderBy('at').orderBy('link').execute();
}

/** Of every team that waits for it. */
export async function deleteWaitingLink(tx: Tx, link: string): Promise<void> {
  await tx.deleteFrom('waiting_links').where('link', '=', link).execute();
}
