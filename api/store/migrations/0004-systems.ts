// Which system a connection leads to, as it was recognised when the team connected.
import type { Migration } from '../migrate';

export const systems: Migration = {
  id: '0004-systems',
  statements: () => ['alter table connections add column system text'],
};
