// Keeps data no longer than was configured (T39): what was removed or deleted goes for good after its time, a team that is gone
// goes at once and its key with it. Every purge is on record. Knows no SQL.
import { randomUUID } from 'node:crypto';
import type { Audit, AuditScope } from '../audit/audit';
import { limits } from '../contract/limits';
import type { Database } from '../store/schema';
import type { Store } from '../store/store';
import { type Deleted, deleteLinks, deleteOld, deleteTeam, findTeamsToPurge } from './retention.store';

export interface RetentionDeps {
  readonly store: Pick<Store, 'db' | 'transaction' | 'sealer'>;
  readonly audit: Audit;
  readonly now: () => Date;
  /** Whole days that a deleted list is kept. */
  readonly deletedListDays: number;
  /** What was deleted leaves the disk as well: the log of the database, and what these tables keep of old versions. */
  readonly forget: (tables: readonly (keyof Database)[]) => Promise<unknown>;
}

export interface Retention {
  /** What was too old, in all teams. */
  purge(scopeOf: ToScope): Promise<Deleted>;
  /** A team and its private channels. Its audit log stays for its own time. */
  forgetTeam(team: { tid: string; teamId: string }, scopeOf: ToScope): Promise<Deleted>;
}

/** Who acts: the server by itself, or somebody at the machine. */
export type ToScope = (tid: string) => Omit<AuditScope, 'teamId' | 'channelId'>;

const dayMs = 86_400_000;
const none: Deleted = { lists: 0, rows: 0, notes: 0 };

export function createRetention(deps: RetentionDeps): Retention {
  const { store, audit, now } = deps;
  const toInstant = (days: number) => new Date(now().getTime() - days * dayMs).toISOString();

  return {
    async purge(scopeOf) {
      const old = {
        rowsRemovedBefore: toInstant(limits.removedKeptDays),
        listsDeletedBefore: toInstant(deps.deletedListDays),
      };
      await deleteLinks(store.db, toInstant(1));
      let all = none;
      for (const key of await findTeamsToPurge(store.db, old)) {
        const deleted = await store.transaction(async (tx) => {
          const gone = await deleteOld(tx, key, old);
          const scope = { ...scopeOf(key.tid), teamId: key.team_id, channelId: key.channel_id };
          await audit.record(tx, { ...toEvent(gone), scope });
          return gone;
        });
        all = add(all, deleted);
      }
      // A table that is in use isn't written anew for this: PostgreSQL cleans up in its own time.
      if (all.lists + all.rows + all.notes > 0) await deps.forget([]);
      return all;
    },
    async forgetTeam({ tid, teamId }, scopeOf) {
      const deleted = await store.transaction(async (tx) => {
        const gone = await deleteTeam(tx, { tid, team_id: teamId });
        await store.sealer.shredTeam(tx, { tid, teamId });
        await audit.record(tx, { ...toEvent(gone), scope: { ...scopeOf(tid), teamId, channelId: '' } });
        return gone;
      });
      await deps.forget(['team_keys', 'notes', 'list_rows', 'lists']);
      return deleted;
    },
  };
}

function toEvent(gone: Deleted) {
  const label = `${gone.lists} lists, ${gone.rows} patients, ${gone.notes} notes`;
  return {
    operation: 'RetentionPurge',
    outcome: 'success',
    objects: [{ kind: 'repeats', id: 'purged', label }],
    patients: [],
  } as const;
}

function add(a: Deleted, b: Deleted): Deleted {
  return { lists: a.lists + b.lists, rows: a.rows + b.rows, notes: a.notes + b.notes };
}

/** The server acting by itself. */
export function toServerScope(tid: string): ReturnType<ToScope> {
  return { tid, principal: { oid: 'server', name: 'Patients' }, role: 'system', requestId: randomUUID() };
}
