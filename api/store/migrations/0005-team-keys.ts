// A data key for each team, wrapped by its tenant's: destroying it shreds all that the team typed, in backups as well.
import type { Migration } from '../migrate';

export const teamKeys: Migration = {
  id: '0005-team-keys',
  statements: (dialect) => [dialect === 'sqlite' ? `${table} strict` : table],
};

const table = `create table team_keys (tid text not null, team_id text not null, key_id text not null,
  wrapped text not null, created_at text not null,
  primary key (tid, team_id), foreign key (tid) references tenant_keys (tid))`;
