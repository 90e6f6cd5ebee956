// The first shape: setup, connections, lists, rows, notes, keys, audit. One text for both dialects but for the triggers.
import type { Migration } from '../migrate';

export const first: Migration = {
  id: '0001-first',
  statements: (dialect) => [
    ...tables.map((table) => (dialect === 'sqlite' ? `${table} strict` : table)),
    ...indexes,
    ...['audit_events', 'audit_patients'].flatMap((table) => appendOnly[dialect](table)),
  ],
};

const team = 'tid text not null, team_id text not null, channel_id text not null';
const key = 'tid, team_id, channel_id';
const person = (what: string, nullable = 'not null') =>
  `${what}_by_oid text ${nullable}, ${what}_by_name text ${nullable}, ${what}_at text ${nullable}`;
const flag = (name: string) => `${name} integer not null check (${name} in (0, 1))`;

const tables = [
  `create table connections (${team}, id text not null, name text not null, link text not null, partner_id text,
    release text not null, offered text not null, columns text not null, set_by_oid text not null,
    set_by_name text not null, set_at text not null, ${flag('is_current')}, version integer not null,
    primary key (${key}, id))`,
  `create table team_setup (${team}, mode text not null check (mode in ('none', 'ehr', 'manual')),
    via_channel_id text not null, default_list_id text, lists_version integer not null, fields text not null,
    retired_fields text not null, fields_version integer not null,
    primary key (${key}))`,
  `create table lists (${team}, id text not null, name text not null, name_hash text not null, columns text not null,
    version integer not null, rows_version integer not null, created_at text not null,
    ${person('updated')}, ${person('deleted', '')},
    primary key (${key}, id), foreign key (${key}) references team_setup (${key}))`,
  `create table list_rows (${team}, id text not null, list_id text not null, connection_id text, patient_id text,
    mrn_hash text, snapshot text, typed text not null, note_count integer not null, last_note_id text,
    version integer not null, ${person('added')}, ${person('updated')}, ${person('removed', '')},
    primary key (${key}, id), check ((connection_id is null) = (patient_id is null)),
    foreign key (${key}, list_id) references lists (${key}, id),
    foreign key (${key}, connection_id) references connections (${key}, id))`,
  `create table notes (${team}, id text not null, row_id text not null, text text not null, by_oid text not null,
    by_name text not null, at text not null,
    primary key (${key}, id), foreign key (${key}, row_id) references list_rows (${key}, id))`,
  `create table person_state (${team}, oid text not null, last_list_id text, at text not null,
    primary key (${key}, oid), foreign key (${key}, last_list_id) references lists (${key}, id))`,
  `create table tenant_keys (tid text primary key, key_id text not null, wrapped text not null, created_at text not null)`,
  `create table audit_events (${team}, seq integer not null, id text not null, at text not null, operation text not null,
    outcome text not null, reason text, person_oid text not null, person_name text not null, role text not null,
    request_id text not null, objects text not null, patients text not null, query text, prev_hash text not null,
    hash text not null, key_id text not null,
    primary key (tid, seq))`,
  `create table audit_patients (${team}, seq integer not null, ref text not null,
    primary key (tid, seq, ref), foreign key (tid, seq) references audit_events (tid, seq))`,
  `create table audit_heads (tid text primary key, seq integer not null, hash text not null)`,
];

const indexes = [
  `create unique index connections_current on connections (${key}) where is_current = 1`,
  `create unique index lists_name on lists (${key}, name_hash) where deleted_at is null`,
  `create unique index list_rows_patient on list_rows (${key}, list_id, connection_id, patient_id) where removed_at is null and patient_id is not null`,
  `create unique index list_rows_mrn on list_rows (${key}, list_id, mrn_hash) where removed_at is null and mrn_hash is not null`,
  `create index list_rows_list on list_rows (${key}, list_id, removed_at)`,
  `create index notes_row on notes (${key}, row_id, at)`,
  `create index audit_events_team on audit_events (${key}, seq)`,
  `create index audit_patients_ref on audit_patients (${key}, ref, seq)`,
];

const appendOnly = {
  sqlite: (table: string) =>
    ['update', 'delete'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, 'the audit log is append only'); end`,
    ),
  postgres: (table: string) => [
    `create function ${table}_refuse() returns trigger language plpgsql as $$ begin raise exception 'the audit log is append only'; end $$`,
    `create trigger ${table}_no_change before update or delete or truncate on ${table} for each statement execute function ${table}_refuse()`,
  ],
};
