// Notes about a patient on a list: add and read, each with its audit row.
import type { Audit } from '../audit/audit';
import { limits } from '../contract/limits';
import type { Note } from '../contract/lists.schema';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, type TeamWork } from '../store/team-data';
import { limitReached } from './list-errors';
import { findNotes, insertNote } from './note.store';
import { toAuditPatient, toNotePlace } from './row.map';
import { getRow, type RowAddress } from './row.store';

export interface NoteService {
  add(scope: Scope, address: RowAddress, text: string): Promise<Note>;
  list(scope: Scope, address: RowAddress): Promise<Note[]>;
}

export function createNoteService(deps: {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
}): NoteService {
  return {
    add: (scope, address, text) =>
      changeTeamData(deps, scope, (work) => add(work, address, text, deps.now().toISOString())),
    list: (scope, address) => changeTeamData(deps, scope, (work) => list(work, address)),
  };
}

async function add(work: TeamWork, address: RowAddress, text: string, at: string): Promise<Note> {
  const { data, record } = work;
  const row = await getRow(data, address);
  const by = data.scope.principal;
  const { id, count } = await insertNote(data, { rowId: row.id, text, by, at });
  if (count > limits.notesPerPatient) {
    throw limitReached(`A patient has at most ${limits.notesPerPatient} notes on a list.`);
  }
  await record({
    operation: 'PatientNoteAdd',
    objects: [
      { kind: 'list', id: address.listId },
      { kind: 'row', id: row.id },
      { kind: 'note', id },
    ],
    patients: [toAuditPatient(data, row)],
  });
  return { id, text, by: { id: by.oid, name: by.name }, at };
}

async function list(work: TeamWork, address: RowAddress): Promise<Note[]> {
  const { data, record } = work;
  const row = await getRow(data, address);
  const notes = await findNotes(data, row.id);
  await record({
    operation: 'PatientNoteView',
    objects: [
      { kind: 'list', id: address.listId },
      { kind: 'row', id: row.id },
    ],
    patients: [toAuditPatient(data, row)],
  });
  return notes.map((note) => ({
    id: note.id,
    text: data.sealer.open(toNotePlace(note.id), note.text),
    by: { id: note.by_oid, name: note.by_name },
    at: note.at,
  }));
}
