// Links by which a file that somebody asked for is fetched once. Kept for a day, for the quota and to know a spent link again.
import type { Migration } from '../migrate';

export const downloads: Migration = {
  id: '0006-downloads',
  statements: (dialect) => [
    dialect === 'sqlite' ? `${table} strict` : table,
    'create unique index download_links_token on download_links (token_hash)',
  ],
};

const table = `create table download_links (tid text not null, team_id text not null, channel_id text not null,
  id text not null, token_hash text not null, kind text not null, asked text not null, via_channel_id text not null,
  by_oid text not null, by_name text not null, at text not null, expires_at text not null, taken_at text,
  primary key (tid, team_id, channel_id, id))`;
