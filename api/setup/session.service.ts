// What the tab learns first: who asks, who owns the team, how it is set up. Not audited: it names no patient.
import type { ListSummary } from '../contract/lists.schema';
import type { ConnectionView, Session } from '../contract/session.schema';
import { notFound } from '../errors/known-errors';
import type { Roster } from '../sign-in/roster';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { type TeamData, toTeamData } from '../store/team-data';
import { findTeamSetup, type TeamSetup, updateTeamSetup } from '../store/team-setup';

export interface SessionDeps {
  readonly store: Store;
  readonly findChannel: Roster['findChannel'];
  readonly findConnection: (scope: Scope) => Promise<ConnectionView | undefined>;
  readonly findLists: (scope: Scope) => Promise<ListSummary[]>;
  readonly findLastListId: (scope: Scope) => Promise<string | null>;
  readonly offeredLinks: Session['offeredLinks'];
  readonly idleMinutes: number;
  readonly canExport: (scope: Scope) => boolean;
}

export type GetSession = (scope: Scope) => Promise<Session>;

export function createSession(deps: SessionDeps): GetSession {
  return async (scope) => {
    const data = await toTeamData(deps.store, scope);
    const [channel, setup, connection, lists, lastListId] = await Promise.all([
      deps.findChannel(scope.tid, scope.teamId, scope.viaChannelId),
      findTeamSetup(data),
      deps.findConnection(scope),
      deps.findLists(scope),
      deps.findLastListId(scope),
    ]);
    if (!channel) throw notFound();
    await keepWayIn(deps.store, data, setup);
    const owners = channel.members.filter((member) => member.role === 'owner');
    return {
      user: { id: scope.principal.oid, name: scope.principal.name },
      role: scope.role,
      owners: owners.map(({ id, name }) => ({ id, name })),
      teamName: channel.teamName,
      isArchived: scope.isArchived === true,
      mode: setup.mode,
      connection: connection ?? null,
      offeredLinks: deps.offeredLinks,
      lists,
      lastListId,
      canExport: deps.canExport(scope),
      fields: setup.fields,
      idleMinutes: deps.idleMinutes,
    };
  };
}

/** Standard channels share their team's data: remember one that is in use, for links that lead back to it. */
async function keepWayIn(store: Store, data: TeamData, setup: TeamSetup): Promise<void> {
  const { viaChannelId } = data.scope;
  if (setup.viaChannelId === '' || setup.viaChannelId === viaChannelId) return;
  await store.transaction((tx) => updateTeamSetup({ ...data, db: tx }, { viaChannelId }));
}
