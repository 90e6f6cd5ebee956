// The tables as Kysely sees them. Text ids and instants, integers for numbers and yes/no, JSON or sealed text for documents.
import type { ColumnType } from 'kysely';

/** 0 or 1. */
type Flag = ColumnType<number, number, number>;
/** Written by FieldSealer.seal; see sealer.ts for what binds it to its place. */
type Sealed = string;
type JsonText = string;

/** Every key of a team's data starts with these. channel_id is '' for what the standard channels share. */
export interface TeamKey {
  tid: string;
  team_id: string;
  channel_id: string;
}

/** One connection is current per team; older ones stay, because rows refer to them. Set is_current = 0 before inserting. */
export interface ConnectionsTable extends TeamKey {
  id: string;
  name: string;
  link: string;
  partner_id: string | null;
  release: string;
  offered: JsonText;
  columns: JsonText;
  /** Which system was recognised, see SystemView; null before that was looked at. */
  system: JsonText | null;
  set_by_oid: string;
  set_by_name: string;
  set_at: string;
  is_current: Flag;
  version: number;
}

/** One row per team that has data. Changing it comes first in every transaction that adds a list: that is the lock. */
export interface TeamSetupTable extends TeamKey {
  mode: string;
  via_channel_id: string;
  default_list_id: string | null;
  lists_version: number;
  fields: JsonText;
  retired_fields: JsonText;
  fields_version: number;
}

export interface ListsTable extends TeamKey {
  id: string;
  name: Sealed;
  name_hash: string;
  columns: JsonText;
  version: number;
  /** Counts changes of its rows; changing it is the lock of every transaction that adds a row. */
  rows_version: number;
  created_at: string;
  updated_by_oid: string;
  updated_by_name: string;
  updated_at: string;
  deleted_by_oid: string | null;
  deleted_by_name: string | null;
  deleted_at: string | null;
}

export interface ListRowsTable extends TeamKey {
  id: string;
  list_id: string;
  connection_id: string | null;
  patient_id: string | null;
  /** Keyed hash of a typed MRN, so that a list can't hold it twice. */
  mrn_hash: string | null;
  snapshot: Sealed | null;
  typed: Sealed;
  note_count: number;
  last_note_id: string | null;
  version: number;
  added_by_oid: string;
  added_by_name: string;
  added_at: string;
  updated_by_oid: string;
  updated_by_name: string;
  updated_at: string;
  removed_by_oid: string | null;
  removed_by_name: string | null;
  removed_at: string | null;
}

export interface NotesTable extends TeamKey {
  id: string;
  row_id: string;
  text: Sealed;
  by_oid: string;
  by_name: string;
  at: string;
}

export interface PersonStateTable extends TeamKey {
  oid: string;
  last_list_id: string | null;
  at: string;
}

/** The data key of a tenant, wrapped by the master key. Destroying the row shreds what was sealed with it. */
export interface TenantKeysTable {
  tid: string;
  key_id: string;
  wrapped: string;
  created_at: string;
}

/** The data key of a team, wrapped by its tenant's. Destroying the row shreds what the team typed. */
export interface TeamKeysTable {
  tid: string;
  team_id: string;
  key_id: string;
  wrapped: string;
  created_at: string;
}

/** Append only: triggers refuse UPDATE, and DELETE outside a closed segment. */
export interface AuditEventsTable extends TeamKey {
  seq: number;
  id: string;
  at: string;
  operation: string;
  outcome: string;
  reason: string | null;
  person_oid: string;
  person_name: string;
  role: string;
  request_id: string;
  objects: Sealed;
  patients: Sealed;
  query: Sealed | null;
  prev_hash: string;
  hash: string;
  key_id: string;
  /** Which columns the hash covers: 1 without the ones below. */
  form: number;
  /** 0 success, 4 refused, 8 another server failed, 12 we failed; null in form 1, as all below. */
  outcome_code: number | null;
  person_username: string | null;
  azp: string | null;
  uti: string | null;
  client_ip: string | null;
  agent_hash: string | null;
  ehr: JsonText | null;
  change: Sealed | null;
}

/** Append only, as audit_events. */
export interface AuditPatientsTable extends TeamKey {
  seq: number;
  ref: string;
}

export interface AuditHeadsTable {
  tid: string;
  seq: number;
  hash: string;
  /** Of the key that the next row is written with; null: of the only one that there ever was. */
  chain_key_id: ColumnType<string | null, string | null | undefined, string | null>;
}

/** A key that a tenant's log was written with until a row, sealed with the master key. */
export interface RetiredAuditKeysTable {
  tid: string;
  number: number;
  sealed: Sealed;
  at: string;
}

/** One row: the master key in force; '' for the one that the server was first started with. */
export interface MasterKeysTable {
  id: number;
  key_id: string;
}

/** Append only. Signed with a key that is not in the database. */
export interface AuditCheckpointsTable {
  tid: string;
  /** Counts from 1, without a gap. */
  number: number;
  at: string;
  key_id: string;
  seq: number;
  head: string;
  /** Signature of the one before. */
  prev: string;
  signature: string;
}

/** Append only. What stands in the place of rows that were purged by age; nothing else lets them be deleted. */
export interface AuditSegmentsTable {
  tid: string;
  number: number;
  at: string;
  key_id: string;
  first_seq: number;
  last_seq: number;
  head: string;
  signature: string;
}

/** A link that leads to a file once, and soon not any more. */
export interface DownloadLinksTable extends TeamKey {
  id: string;
  /** Of the secret in the link. */
  token_hash: string;
  kind: string;
  /** Who asked for what: sealed with the team's key. */
  asked: Sealed;
  via_channel_id: string;
  by_oid: string;
  by_name: string;
  at: string;
  expires_at: string;
  taken_at: string | null;
}

/** One row: its version counts every change of the register, and updating it is the lock of such a change. */
export interface PartnerRegisterTable {
  id: number;
  version: number;
}

interface Changed {
  at: string;
  by_name: string;
}

/** A revoked one stays as a name, so that no file brings it back. */
export interface PartnersTable extends Changed {
  id: string;
  /** As the operator wrote it, without its secrets. */
  profile: JsonText;
  status: string;
  version: number;
}

export interface PartnerVersionsTable extends Changed {
  partner_id: string;
  version: number;
  profile: JsonText;
  /** What was changed, in words. */
  what: string;
}

/** Sealed for the operator, not for a tenant. */
export interface PartnerSecretsTable {
  partner_id: string;
  slot: string;
  sealed: Sealed;
  at: string;
}

/** What a server said of itself first, or what the operator approved; `seen` is what it says now, until that is decided. */
export interface PartnerPinsTable {
  partner_id: string;
  place: string;
  kind: string;
  pinned: string;
  pinned_at: string;
  seen: string | null;
  seen_at: string | null;
}

/** Origin and path of links that an owner pasted and nobody has registered. */
export interface WaitingLinksTable extends TeamKey {
  link: string;
  at: string;
}

export interface OpenServersTable extends Changed {
  link: string;
}

export interface Database {
  connections: ConnectionsTable;
  team_setup: TeamSetupTable;
  lists: ListsTable;
  list_rows: ListRowsTable;
  notes: NotesTable;
  person_state: PersonStateTable;
  tenant_keys: TenantKeysTable;
  team_keys: TeamKeysTable;
  audit_events: AuditEventsTable;
  audit_patients: AuditPatientsTable;
  audit_heads: AuditHeadsTable;
  audit_checkpoints: AuditCheckpointsTable;
  audit_segments: AuditSegmentsTable;
  retired_audit_keys: RetiredAuditKeysTable;
  master_keys: MasterKeysTable;
  download_links: DownloadLinksTable;
  partner_register: PartnerRegisterTable;
  partners: PartnersTable;
  partner_versions: PartnerVersionsTable;
  partner_secrets: PartnerSecretsTable;
  partner_pins: PartnerPinsTable;
  waiting_links: WaitingLinksTable;
  open_servers: OpenServersTable;
}
