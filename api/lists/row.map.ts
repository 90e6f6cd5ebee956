// Between a row's record and what the API shows of it. Pure but for the sealing.
import type { AuditPatient } from '../audit/audit';
import type { Note, RemovedRow, Row, Snapshot, TypedValue } from '../contract/lists.schema';
import type { FieldSealer } from '../store/sealer';
import type { TeamData } from '../store/team-data';
import type { RowRecord } from './row.store';

export type TypedValues = Readonly<Record<string, TypedValue>>;

export function toRow(data: TeamData, record: RowRecord): Row {
  return {
    id: record.id,
    version: record.version,
    ehr: toEhrReference(record),
    snapshot: toSnapshot(data, record),
    typed: toTyped(data, record),
    noteCount: record.note_count,
    lastNote: toLastNote(data, record),
    addedBy: { id: record.added_by_oid, name: record.added_by_name },
    addedAt: record.added_at,
    updatedBy: { id: record.updated_by_oid, name: record.updated_by_name },
    updatedAt: record.updated_at,
  };
}

export function toRemovedRow(data: TeamData, record: RowRecord): RemovedRow {
  return {
    ...toRow(data, record),
    removedBy: { id: record.removed_by_oid ?? '', name: record.removed_by_name ?? '' },
    removedAt: record.removed_at ?? '',
  };
}

/** As the audit log names a patient, with the name that is known now. */
export function toAuditPatient(data: TeamData, record: RowRecord): AuditPatient {
  return toAuditPatientOf(toRow(data, record));
}

export function toAuditPatientOf({ id, ehr, snapshot, typed }: Row): AuditPatient {
  const typedName = [typed.family?.value, typed.given?.value].filter(Boolean).join(', ');
  return {
    ref: ehr ? `${ehr.connectionId}/${ehr.patientId}` : id,
    label: snapshot?.name || typedName || undefined,
  };
}

export function toEhrReference(record: RowRecord): Row['ehr'] {
  const { connection_id: connectionId, patient_id: patientId } = record;
  return connectionId === null || patientId === null ? null : { connectionId, patientId };
}

/** What was sealed is what we wrote: opening it is the check. */
export function toTyped({ sealer }: TeamData, record: RowRecord): TypedValues {
  return JSON.parse(sealer.open(toPlace(record.id, 'typed'), record.typed)) as TypedValues;
}

function toSnapshot({ sealer }: TeamData, record: RowRecord): Snapshot | null {
  if (record.snapshot === null) return null;
  return JSON.parse(sealer.open(toPlace(record.id, 'snapshot'), record.snapshot)) as Snapshot;
}

export function toSealedTyped(sealer: FieldSealer, rowId: string, typed: TypedValues): string {
  return sealer.seal(toPlace(rowId, 'typed'), JSON.stringify(typed));
}

export function toSealedSnapshot(sealer: FieldSealer, rowId: string, snapshot: Snapshot): string {
  return sealer.seal(toPlace(rowId, 'snapshot'), JSON.stringify(snapshot));
}

/** A typed MRN is on a list once; case and spaces don't make it another. */
export function toMrnHash({ sealer, key }: TeamData, typed: TypedValues): string | null {
  const mrn = typed.mrn?.value;
  if (typeof mrn !== 'string') return null;
  return sealer.hash(`mrn of ${key.team_id}/${key.channel_id}`, mrn.replaceAll(/\s+/g, '').toUpperCase());
}

export function toNotePlace(noteId: string) {
  return { table: 'notes', rowId: noteId, column: 'text' };
}

function toLastNote({ sealer }: TeamData, record: RowRecord): Note | null {
  const { last_note_id: id, note_text: text, note_at: at, note_by_oid, note_by_name } = record;
  if (id === null || text === null || at === null) return null;
  return {
    id,
    text: sealer.open(toNotePlace(id), text),
    by: { id: note_by_oid ?? '', name: note_by_name ?? '' },
    at,
  };
}

function toPlace(rowId: string, column: 'typed' | 'snapshot') {
  return { table: 'list_rows', rowId, column };
}
