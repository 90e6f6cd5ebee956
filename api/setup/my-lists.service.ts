// The lists of every team that a person belongs to. Each team's owners see in their log that its lists were shown.
import type { Audit } from '../audit/audit';
import type { ListSummary } from '../contract/lists.schema';
import type { MyLists } from '../contract/session.schema';
import { isKnownError } from '../errors/known-error';
import type { Roster } from '../sign-in/roster';
import type { Principal, Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { findTeamsWithLists, type TeamWithLists } from './setup.store';

export interface MyListsDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly findChannel: Roster['findChannel'];
  /** Throws not_found for who is no member. */
  readonly getScope: (ask: {
    readonly principal: Principal;
    readonly teamId: string;
    readonly channelId: string;
    readonly purpose: 'read';
    readonly requestId: string;
  }) => Promise<Scope>;
  readonly findLists: (scope: Scope) => Promise<ListSummary[]>;
}

export type GetMyLists = (principal: Principal, requestId: string) => Promise<MyLists>;

/** How many teams are asked about at the same time. */
const atOnce = 8;

export function createMyLists(deps: MyListsDeps): GetMyLists {
  return async (principal, requestId) => {
    const teams = await findTeamsWithLists(deps.store.db, principal.tid);
    const shown: ShownTeam[] = [];
    for (let start = 0; start < teams.length; start += atOnce) {
      const some = teams.slice(start, start + atOnce);
      const found = await Promise.all(some.map((team) => findTeam(deps, team, principal, requestId)));
      shown.push(...found.filter((team) => team !== undefined));
    }
    await deps.store.transaction(async (tx) => {
      for (const { scope, team } of shown) {
        const objects = team.lists.map(({ id, name }) => ({ kind: 'list' as const, id, label: name }));
        const operation = 'MyListsView';
        await deps.audit.record(tx, { scope, operation, outcome: 'success', objects, patients: [] });
      }
    });
    return { teams: shown.map(({ team }) => team) };
  };
}

interface ShownTeam {
  readonly scope: Scope;
  readonly team: MyLists['teams'][number];
}

async function findTeam(
  deps: MyListsDeps,
  { teamId, channelId, viaChannelId }: TeamWithLists,
  principal: Principal,
  requestId: string,
): Promise<ShownTeam | undefined> {
  const ask = { principal, teamId, channelId: viaChannelId, purpose: 'read', requestId } as const;
  const scope = await deps.getScope(ask).catch(toUndefinedIfNotFound);
  // A channel may have changed its kind: only what this way leads to is shown.
  if (!scope || scope.channelId !== channelId) return undefined;
  const channel = await deps.findChannel(scope.tid, teamId, viaChannelId);
  if (!channel) return undefined;
  const { teamName, channelName } = channel;
  const lists = await deps.findLists(scope);
  return { scope, team: { teamId, channelId: viaChannelId, teamName, channelName, lists } };
}

function toUndefinedIfNotFound(error: unknown): undefined {
  if (isKnownError(error) && error.code === 'not_found') return undefined;
  throw error;
}
