// Plain records of the tables, for tests that talk to the store without the rooms above it.
import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type {
  ConnectionsTable,
  ListRowsTable,
  ListsTable,
  TeamKey,
  TeamSetupTable,
} from '../../api/store/schema';

const at = '2026-11-22T07:00:00.000Z';
const by = { updated_by_oid: 'o', updated_by_name: 'Chen Wei', updated_at: at };

export function toTeamKey(): TeamKey {
  return { tid: randomUUID(), team_id: randomUUID(), channel_id: '' };
}

export function toSetupRow(key: TeamKey): Insertable<TeamSetupTable> {
  const none = { default_list_id: null, fields: '[]', retired_fields: '[]' };
  return { ...key, mode: 'none', via_channel_id: 'c', lists_version: 0, fields_version: 0, ...none };
}

export function toListRecord(key: TeamKey): Insertable<ListsTable> {
  const deleted = { deleted_by_oid: null, deleted_by_name: null, deleted_at: null };
  const versions = { version: 1, rows_version: 0, created_at: at };
  return {
    ...key,
    id: randomUUID(),
    name: 'sealed',
    name_hash: 'h',
    columns: '[]',
    ...versions,
    ...by,
    ...deleted,
  };
}

export function toRowRecord(key: TeamKey, listId: string): Insertable<ListRowsTable> {
  const what = { connection_id: null, patient_id: null, mrn_hash: null, snapshot: null, typed: 'sealed' };
  const added = { added_by_oid: 'o', added_by_name: 'Chen Wei', added_at: at };
  const removed = { removed_by_oid: null, removed_by_name: null, removed_at: null };
  const notes = { note_count: 0, last_note_id: null, version: 1 };
  return { ...key, id: randomUUID(), list_id: listId, ...what, ...notes, ...added, ...by, ...removed };
}

export function toConnectionRow(key: TeamKey): Insertable<ConnectionsTable> {
  const words = { name: 'Main EHR', link: 'http://127.0.0.1/fhir', partner_id: null, release: 'R4' };
  const set = { set_by_oid: 'o', set_by_name: 'Olivia Hart', set_at: at, is_current: 1, version: 1 };
  return { ...key, id: randomUUID(), ...words, offered: '[]', columns: '[]', ...set };
}
