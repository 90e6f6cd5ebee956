// The audit log says more of each row (who, by which client, from where, at which EHR), keeps signed checkpoints, and lets rows
// go only where a signed record of a closed segment stands in their place. Old rows keep their form and still verify.
import type { Migration } from '../migrate';

export const auditRows: Migration = {
  id: '0002-audit',
  statements: (dialect) => [
    // 1: as the first version wrote them; it decides what the hash is made of.
    'alter table audit_events add column form integer not null default 1',
    ...[
      'outcome_code integer',
      ...['person_username', 'azp', 'uti', 'client_ip', 'agent_hash', 'ehr', 'change'].map(
        (name) => `${name} text`,
      ),
    ].map((column) => `alter table audit_events add column ${column}`),
    ...[checkpoints, segments].map((table) => (dialect === 'sqlite' ? `${table} strict` : table)),
    'create index audit_events_person on audit_events (tid, team_id, channel_id, person_oid, at)',
    ...guards[dialect],
  ],
};

const signed = 'tid text not null, number integer not null, at text not null, key_id text not null';

const checkpoints = `create table audit_checkpoints (${signed}, seq integer not null, head text not null,
  prev text not null, signature text not null, primary key (tid, number))`;

/** Rows up to \`last_seq\` were purged; \`head\` is the hash of the last of them. */
const segments = `create table audit_segments (${signed}, first_seq integer not null, last_seq integer not null,
  head text not null, signature text not null, primary key (tid, number))`;

const signedTables = ['audit_checkpoints', 'audit_segments'];
const purgeable = ['audit_events', 'audit_patients'];
const isClosed =
  'exists (select 1 from audit_segments where audit_segments.tid = old.tid and old.seq <= audit_segments.last_seq)';

const guards = {
  sqlite: [
    ...signedTables.flatMap((table) =>
      ['update', 'delete'].map(
        (verb) =>
          `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, 'the audit log is append only'); end`,
      ),
    ),
    ...purgeable.flatMap((table) => [
      `drop trigger ${table}_no_delete`,
      `create trigger ${table}_no_delete before delete on ${table} when not ${isClosed} begin select raise(abort, 'the audit log is append only'); end`,
    ]),
  ],
  postgres: [
    ...signedTables.map(
      (table) =>
        `create trigger ${table}_no_change before update or delete or truncate on ${table} for each statement execute function audit_events_refuse()`,
    ),
    `create function audit_refuse_unclosed() returns trigger language plpgsql as $$ begin if ${isClosed} then return old; end if; raise exception 'the audit log is append only'; end $$`,
    ...purgeable.flatMap((table) => [
      `drop trigger ${table}_no_change on ${table}`,
      `create trigger ${table}_no_change before update or truncate on ${table} for each statement execute function ${table}_refuse()`,
      `create trigger ${table}_no_delete before delete on ${table} for each row execute function audit_refuse_unclosed()`,
    ]),
  ],
};
