// The register of partners: profiles as data with their history, sealed secrets, pins, links that wait, open servers.
import type { Migration } from '../migrate';

export const partners: Migration = {
  id: '0003-partners',
  statements: (dialect) => [
    ...tables.map((table) => (dialect === 'sqlite' ? `${table} strict` : table)),
    `insert into partner_register (id, version) values (1, 0)`,
  ],
};

const change = 'at text not null, by_name text not null';

const tables = [
  `create table partner_register (id integer primary key check (id = 1), version integer not null)`,
  `create table partners (id text primary key, profile text not null,
    status text not null check (status in ('active', 'revoked')), version integer not null, ${change})`,
  `create table partner_versions (partner_id text not null references partners (id), version integer not null,
    profile text not null, what text not null, ${change},
    primary key (partner_id, version))`,
  `create table partner_secrets (partner_id text not null references partners (id), slot text not null,
    sealed text not null, at text not null,
    primary key (partner_id, slot))`,
  `create table partner_pins (partner_id text not null references partners (id), place text not null,
    kind text not null, pinned text not null, pinned_at text not null, seen text, seen_at text,
    primary key (partner_id, place, kind))`,
  `create table waiting_links (tid text not null, team_id text not null, channel_id text not null, link text not null,
    at text not null,
    primary key (tid, team_id, channel_id, link))`,
  `create table open_servers (link text primary key, ${change})`,
];
