// Queries on the rows of lists: the patients on them. Every one takes the team's data and the list.
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Snapshot } from '../contract/lists.schema';
import { notFound } from '../errors/known-errors';
import type { Principal } from '../sign-in/scope';
import type { ListRowsTable } from '../store/schema';
import type { Tx } from '../store/store';
import type { TeamData, TeamRows } from '../store/team-data';
import { findList } from './list.store';
import { type TypedValues, toMrnHash, toSealedSnapshot, toSealedTyped } from './row.map';

/** With the last note, if there is one. */
export interface RowRecord extends Selectable<ListRowsTable> {
  readonly note_text: string | null;
  readonly note_by_oid: string | null;
  readonly note_by_name: string | null;
  readonly note_at: string | null;
}

/** Who is on the list, in the order in which they were added. */
export async function findRows(data: TeamRows, listId: string): Promise<RowRecord[]> {
  return selectRows(data, listId)
    .where('list_rows.removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
}

export async function findRemovedRows(data: TeamData, listId: string, since: string): Promise<RowRecord[]> {
  return selectRows(data, listId).where('removed_at', '>=', since).orderBy('removed_at', 'desc').execute();
}

/** A row of a list, as the path names it. */
export interface RowAddress {
  readonly listId: string;
  readonly rowId: string;
}

/** Throws not_found unless both are there, and the row on that list. */
export async function getRow(data: TeamData, { listId, rowId }: RowAddress): Promise<RowRecord> {
  const row =
    (await findList(data, listId)) &&
    (await selectRows(data, listId)
      .where('list_rows.id', '=', rowId)
      .where('removed_at', 'is', null)
      .executeTakeFirst());
  if (!row) throw notFound();
  return row;
}

export async function countRows({ db, key }: TeamData, listId: string): Promise<number> {
  const { count } = await db
    .selectFrom('list_rows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.and({ ...key, list_id: listId }))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

export interface NewRow {
  readonly listId: string;
  readonly ehr: { readonly connectionId: string; readonly patientId: string } | null;
  readonly snapshot: Snapshot | null;
  readonly typed: TypedValues;
  readonly by: Principal;
  readonly at: string;
}

export async function insertRow(data: TeamData<Tx>, row: NewRow): Promise<string> {
  const id = randomUUID();
  await data.db
    .insertInto('list_rows')
    .values({
      ...data.key,
      id,
      list_id: row.listId,
      connection_id: row.ehr?.connectionId ?? null,
      patient_id: row.ehr?.patientId ?? null,
      mrn_hash: row.ehr ? null : toMrnHash(data, row.typed),
      snapshot: row.snapshot && toSealedSnapshot(data.sealer, id, row.snapshot),
      typed: toSealedTyped(data.sealer, id, row.typed),
      note_count: 0,
      last_note_id: null,
      version: 1,
      added_by_oid: row.by.oid,
      added_by_name: row.by.name,
      added_at: row.at,
      ...toUpdated(row.by, row.at),
      ...notRemoved,
    })
    .execute();
  return id;
}

/** Tells whether the row still had that version. */
export async function updateTyped(
  data: TeamData<Tx>,
  row: RowRecord,
  change: { typed: TypedValues; by: Principal; at: string },
): Promise<boolean> {
  const changed = await data.db
    .updateTable('list_rows')
    .set({
      ...toUpdated(change.by, change.at),
      typed: toSealedTyped(data.sealer, row.id, change.typed),
      mrn_hash: row.patient_id === null ? toMrnHash(data, change.typed) : null,
      version: row.version + 1,
    })
    .where((eb) => eb.and({ ...data.key, id: row.id, version: row.version }))
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

export async function removeRow({ db, key }: TeamData<Tx>, rowId: string, by: Principal, at: string) {
  await db
    .updateTable('list_rows')
    .set({ removed_by_oid: by.oid, removed_by_name: by.name, removed_at: at })
    .where((eb) => eb.and({ ...key, id: rowId }))
    .execute();
}

/** Tells whether there was such a row, removed from this list since `since`. */
export async function unremoveRow(
  { db, key }: TeamData<Tx>,
  listId: string,
  rowId: string,
  since: string,
): Promise<boolean> {
  const restored = await db
    .updateTable('list_rows')
    .set(notRemoved)
    .where((eb) => eb.and({ ...key, id: rowId, list_id: listId }))
    .where('removed_at', '>=', since)
    .returning('id')
    .executeTakeFirst();
  return restored !== undefined;
}

export async function moveRow({ db, key }: TeamData<Tx>, rowId: string, toListId: string): Promise<void> {
  await db
    .updateTable('list_rows')
    .set({ list_id: toListId })
    .where((eb) => eb.and({ ...key, id: rowId }))
    .execute();
}

export async function updateSnapshot({ db, key, sealer }: TeamData<Tx>, rowId: string, snapshot: Snapshot) {
  await db
    .updateTable('list_rows')
    .set({ snapshot: toSealedSnapshot(sealer, rowId, snapshot) })
    .where((eb) => eb.and({ ...key, id: rowId }))
    .execute();
}

const notRemoved = { removed_by_oid: null, removed_by_name: null, removed_at: null };

function toUpdated(by: Principal, at: string) {
  return { updated_by_oid: by.oid, updated_by_name: by.name, updated_at: at };
}

function selectRows({ db, key }: TeamRows, listId: string) {
  return db
    .selectFrom('list_rows')
    .leftJoin('notes', (join) =>
      join
        .onRef('notes.tid', '=', 'list_rows.tid')
        .onRef('notes.team_id', '=', 'list_rows.team_id')
        .onRef('notes.channel_id', '=', 'list_rows.channel_id')
        .onRef('notes.id', '=', 'list_rows.last_note_id'),
    )
    .selectAll('list_rows')
    .select([
      'notes.text as note_text',
      'notes.by_oid as note_by_oid',
      'notes.by_name as note_by_name',
      'notes.at as note_at',
    ])
    .where((eb) =>
      eb.and({
        'list_rows.tid': key.tid,
        'list_rows.team_id': key.team_id,
        'list_rows.channel_id': key.channel_id,
        list_id: listId,
      }),
    );
}
