// Queries on a team's connections. One is current; older ones stay, because rows refer to their ids.
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type SystemView, systemView } from '../contract/session.schema';
import type { FhirRelease } from '../fhir/ehr';
import type { ConnectionsTable, TeamKey } from '../store/schema';
import type { Db, Tx } from '../store/store';

export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly link: string;
  readonly partnerId: string | null;
  readonly release: FhirRelease;
  readonly offered: readonly string[];
  readonly columns: readonly string[];
  /** null: connected before that was looked at. */
  readonly system: SystemView | null;
  readonly setBy: { readonly id: string; readonly name: string };
  readonly setAt: string;
  readonly version: number;
}

export async function findCurrentConnection(db: Db, key: TeamKey): Promise<Connection | undefined> {
  const record = await db
    .selectFrom('connections')
    .selectAll()
    .where((eb) => eb.and({ ...key, is_current: 1 }))
    .executeTakeFirst();
  return record && toConnection(record);
}

/** The team may have been connected to this server before: its rows still know that id. */
export async function findConnectionTo(
  tx: Tx,
  key: TeamKey,
  server: Pick<Connection, 'link' | 'partnerId' | 'release'>,
): Promise<Connection | undefined> {
  const record = await tx
    .selectFrom('connections')
    .selectAll()
    .where((eb) => eb.and({ ...key, link: server.link, release: server.release }))
    .where('partner_id', server.partnerId === null ? 'is' : '=', server.partnerId)
    .orderBy('set_at', 'desc')
    .executeTakeFirst();
  return record && toConnection(record);
}

/** Which teams read there now; `link` empty: anywhere at this partner. */
export function findTeamsOn(tx: Tx, partnerId: string, link: string, most: number): Promise<TeamKey[]> {
  let query = tx
    .selectFrom('connections')
    .select(['tid', 'team_id', 'channel_id'])
    .where((eb) => eb.and({ partner_id: partnerId, is_current: 1 }))
    .limit(most);
  if (link !== '') query = query.where('link', '=', link);
  return query.execute();
}

/** Makes it the team's current connection, new or known. */
export async function saveCurrentConnection(tx: Tx, key: TeamKey, connection: Connection): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ is_current: 0 })
    .where((eb) => eb.and({ ...key, is_current: 1 }))
    .execute();
  const values = {
    name: connection.name,
    link: connection.link,
    partner_id: connection.partnerId,
    release: connection.release,
    offered: JSON.stringify(connection.offered),
    columns: JSON.stringify(connection.columns),
    system: connection.system && JSON.stringify(connection.system),
    set_by_oid: connection.setBy.id,
    set_by_name: connection.setBy.name,
    set_at: connection.setAt,
    is_current: 1,
    version: connection.version,
  };
  await tx
    .insertInto('connections')
    .values({ ...key, id: connection.id, ...values })
    .onConflict((conflict) => conflict.columns(['tid', 'team_id', 'channel_id', 'id']).doUpdateSet(values))
    .execute();
}

const releases = z.enum(['DSTU2', 'STU3', 'R4']);
const names = z.array(z.string());

function toConnection(record: Selectable<ConnectionsTable>): Connection {
  return {
    id: record.id,
    name: record.name,
    link: record.link,
    partnerId: record.partner_id,
    release: releases.parse(record.release),
    offered: names.parse(JSON.parse(record.offered)),
    columns: names.parse(JSON.parse(record.columns)),
    system: record.system === null ? null : systemView.parse(JSON.parse(record.system)),
    setBy: { id: record.set_by_oid, name: record.set_by_name },
    setAt: record.set_at,
    version: record.version,
  };
}
