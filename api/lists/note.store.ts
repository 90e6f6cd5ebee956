// Queries on the notes of a row.
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Principal } from '../sign-in/scope';
import type { NotesTable } from '../store/schema';
import type { Tx } from '../store/store';
import type { TeamData } from '../store/team-data';
import { toNotePlace } from './row.map';

export type NoteRecord = Selectable<NotesTable>;

export async function findNotes({ db, key }: TeamData, rowId: string): Promise<NoteRecord[]> {
  return db
    .selectFrom('notes')
    .selectAll()
    .where((eb) => eb.and({ ...key, row_id: rowId }))
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute();
}

/** Adds the note and makes it the row's last one. Answers how many the row has now. */
export async function insertNote(
  { db, key, sealer }: TeamData<Tx>,
  note: { rowId: string; text: string; by: Principal; at: string },
): Promise<{ id: string; count: number }> {
  const { rowId, text, by, at } = note;
  const id = randomUUID();
  const updated = { updated_by_oid: by.oid, updated_by_name: by.name, updated_at: at };
  const { note_count: count } = await db
    .updateTable('list_rows')
    .set((eb) => ({ note_count: eb('note_count', '+', 1), last_note_id: id, ...updated }))
    .where((eb) => eb.and({ ...key, id: rowId }))
    .returning('note_count')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('notes')
    .values({
      ...key,
      id,
      row_id: rowId,
      text: sealer.seal(toNotePlace(id), text),
      by_oid: by.oid,
      by_name: by.name,
      at,
    })
    .execute();
  return { id, count };
}
