// The log is read newest first by time, whatever it is narrowed to: each filter has an index in that order, so that a page of a
// long log reads as many rows as it shows.
import type { Migration } from '../migrate';

export const auditOrder: Migration = {
  id: '0008-audit-order',
  statements: () => [
    'drop index audit_events_person',
    ...[
      ['at', ''],
      ['operation', 'operation, '],
      ['person', 'person_oid, '],
    ].map(
      ([name, column]) =>
        `create index audit_events_${name} on audit_events (tid, team_id, channel_id, ${column}at, seq)`,
    ),
  ],
};
