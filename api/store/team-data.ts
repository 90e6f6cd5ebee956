// One piece of work on one team's data: which rows, with which keys, and its audit row in the same transaction.
import type { Audit, AuditChange, AuditEvent } from '../audit/audit';
import type { KnownError } from '../errors/known-error';
import type { Scope } from '../sign-in/scope';
import type { TeamKey } from './schema';
import type { FieldSealer } from './sealer';
import type { Db, Store, Tx } from './store';
import { UniqueViolation } from './store-errors';

export interface TeamData<D extends Db = Db> {
  readonly db: D;
  readonly scope: Scope;
  readonly key: TeamKey;
  readonly sealer: FieldSealer;
}

/** Enough to find rows, whose sealed parts stay sealed. */
export type TeamRows = Pick<TeamData, 'db' | 'key'>;

export function toTeamRows(store: Store, scope: Scope): TeamRows {
  return { db: store.db, key: toTeamKey(scope) };
}

/** The three parts with which every key of a team's data starts. They come from a scope and from nowhere else. */
export function toTeamKey(scope: Scope): TeamKey {
  return { tid: scope.tid, team_id: scope.teamId, channel_id: scope.channelId };
}

export type RecordEvent = (
  event: Pick<AuditEvent, 'operation' | 'objects' | 'patients' | 'change'>,
) => Promise<void>;

export interface TeamWork {
  readonly data: TeamData<Tx>;
  /** Records a success; a failure is recorded by api/http when the error has rolled all this back. */
  readonly record: RecordEvent;
}

/** What differs, by name, for the log; undefined if nothing does. A name that one side lacks is null there. */
export function toChange(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): AuditChange | undefined {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = names
    .map((name) => [name, { from: from[name] ?? null, to: to[name] ?? null }] as const)
    .filter(([, value]) => JSON.stringify(value.from) !== JSON.stringify(value.to));
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

export async function toTeamData(store: Store, scope: Scope): Promise<TeamData> {
  return { ...toTeamRows(store, scope), scope, sealer: await store.sealer.forTeam(scope) };
}

/** Runs `work` in one transaction. A duplicate that a unique index refuses becomes the error that `duplicates` has for its table. */
export async function changeTeamData<T>(
  deps: { readonly store: Store; readonly audit: Audit },
  scope: Scope,
  work: (work: TeamWork) => Promise<T>,
  duplicates: Readonly<Record<string, () => KnownError>> = {},
): Promise<T> {
  const { key, sealer } = await toTeamData(deps.store, scope);
  try {
    return await deps.store.transaction((tx) =>
      work({
        data: { db: tx, scope, key, sealer },
        record: (event) => deps.audit.record(tx, { ...event, scope, outcome: 'success' }),
      }),
    );
  } catch (error) {
    const known = error instanceof UniqueViolation ? duplicates[error.table]?.() : undefined;
    throw known ?? error;
  }
}
