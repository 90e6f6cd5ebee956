// The lists of the teams that a person belongs to. Each team's owners see in their log that its lists were shown.
// Microsoft 365 is asked only about teams where the person has opened a list, or was lately seen among the members: to ask
// about every team of a hospital for everybody who opens this page would be thousands of questions.
import type { Audit } from '../audit/audit';
import type { ListSummary } from '../contract/lists.schema';
import type { MyLists } from '../contract/session.schema';
import { isKnownError } from '../errors/known-error';
import type { ChannelRoster, Roster } from '../sign-in/roster';
import type { Principal, Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { findTeamsWithLists, type TeamWithLists } from './setup.store';

export interface MyListsDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly findChannel: Roster['findChannel'];
  /** Whom the roster in memory names, however old: a guess at where to ask. */
  readonly findInMemory: (tid: string, teamId: string, channelId: string) => ChannelRoster | undefined;
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
/** More teams than anybody works in. */
const mostTeams = 60;

export function createMyLists(deps: MyListsDeps): GetMyLists {
  return async (principal, requestId) => {
    const all = await findTeamsWithLists(deps.store.db, principal);
    const teams = all
      .filter((team) => team.wasOpened || wasSeenIn(deps, team, principal))
      .slice(0, mostTeams);
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

function wasSeenIn(
  { findInMemory }: MyListsDeps,
  { teamId, viaChannelId }: TeamWithLists,
  { tid, oid }: Principal,
): boolean {
  const members = findInMemory(tid, teamId, viaChannelId)?.members ?? [];
  return members.some((member) => member.id === oid && member.tid === tid);
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

const notThere: ReadonlySet<string> = new Set(['not_found', 'app_not_permitted', 'app_not_in_channel']);

/** A team that the app was taken out of is told of in its own tab. */
function toUndefinedIfNotFound(error: unknown): undefined {
  if (isKnownError(error) && notThere.has(error.code)) return undefined;
  throw error;
}
