// Queries on lists. Every one takes the team's data, so that none can reach another team's.
import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Principal } from '../sign-in/scope';
import type { ListsTable } from '../store/schema';
import type { Tx } from '../store/store';
import type { TeamData, TeamRows } from '../store/team-data';
import { toNameHash, toSealedName } from './list.map';

export type ListRecord = Selectable<ListsTable>;
export type CountedList = ListRecord & { readonly patient_count: number };

export async function findList({ db, key }: TeamRows, listId: string): Promise<CountedList | undefined> {
  return selectLists(db, key).where('id', '=', listId).executeTakeFirst();
}

export async function findLists({ db, key }: TeamData): Promise<CountedList[]> {
  return selectLists(db, key).execute();
}

/** Until the transaction ends nobody else can change the list or add a row to it. */
export async function lockList({ db, key }: TeamData<Tx>, listId: string): Promise<ListRecord | undefined> {
  return db
    .updateTable('lists')
    .set((eb) => ({ rows_version: eb('rows_version', '+', 1) }))
    .where((eb) => eb.and({ ...key, id: listId }))
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

export async function insertList(
  data: TeamData<Tx>,
  list: { name: string; columns: readonly string[]; by: Principal; at: string },
): Promise<string> {
  const id = randomUUID();
  await data.db
    .insertInto('lists')
    .values({
      ...data.key,
      id,
      name: toSealedName(data.sealer, id, list.name),
      name_hash: toNameHash(data, list.name),
      columns: JSON.stringify(list.columns),
      version: 1,
      rows_version: 0,
      created_at: list.at,
      ...toUpdated(list.by, list.at),
      ...notDeleted,
    })
    .execute();
  return id;
}

export interface ListChange {
  readonly name?: string;
  readonly columns?: readonly string[];
  readonly by: Principal;
  readonly at: string;
}

/** Takes a list that `lockList` has locked. */
export async function updateList(data: TeamData<Tx>, listId: string, change: ListChange): Promise<void> {
  await data.db
    .updateTable('lists')
    .set((eb) => ({
      ...toUpdated(change.by, change.at),
      ...(change.name !== undefined && {
        name: toSealedName(data.sealer, listId, change.name),
        name_hash: toNameHash(data, change.name),
      }),
      ...(change.columns && { columns: JSON.stringify(change.columns) }),
      version: eb('version', '+', 1),
    }))
    .where((eb) => eb.and({ ...data.key, id: listId }))
    .execute();
}

export async function deleteList({ db, key }: TeamData<Tx>, listId: string, by: Principal, at: string) {
  await db
    .updateTable('lists')
    .set({ deleted_by_oid: by.oid, deleted_by_name: by.name, deleted_at: at })
    .where((eb) => eb.and({ ...key, id: listId }))
    .execute();
}

/** Tells whether there was such a list, deleted since `since`. */
export async function undeleteList(
  { db, key }: TeamData<Tx>,
  listId: string,
  since: string,
): Promise<boolean> {
  const restored = await db
    .updateTable('lists')
    .set(notDeleted)
    .where((eb) => eb.and({ ...key, id: listId }))
    .where('deleted_at', '>=', since)
    .returning('id')
    .executeTakeFirst();
  return restored !== undefined;
}

const notDeleted = { deleted_by_oid: null, deleted_by_name: null, deleted_at: null };

function toUpdated(by: Principal, at: string) {
  return { updated_by_oid: by.oid, updated_by_name: by.name, updated_at: at };
}

function selectLists(db: TeamData['db'], key: TeamData['key']) {
  return db
    .selectFrom('lists')
    .selectAll()
    .select(
      sql<number>`(select count(*) from list_rows r where r.tid = lists.tid and r.team_id = lists.team_id
        and r.channel_id = lists.channel_id and r.list_id = lists.id and r.removed_at is null)`.as(
        'patient_count',
      ),
    )
    .where((eb) => eb.and(key))
    .where('deleted_at', 'is', null);
}
