// Which master key is in force, with which key each tenant's log goes on, and the keys that a log was written with before.
import type { Migration } from '../migrate';

export const masterKeys: Migration = {
  id: '0007-master-keys',
  statements: (dialect) => [
    ...tables.map((table) => (dialect === 'sqlite' ? `${table} strict` : table)),
    // Nothing yet: the one that the server is started with.
    "insert into master_keys (id, key_id) values (1, '')",
    'alter table audit_heads add column chain_key_id text',
  ],
};

const tables = [
  'create table master_keys (id integer primary key check (id = 1), key_id text not null)',
  `create table retired_audit_keys (tid text not null, number integer not null, sealed text not null, at text not null,
    primary key (tid, number))`,
];
