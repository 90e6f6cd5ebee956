// May this person see this team's data, and as what? The only maker of scopes. What one may not see is not found.
import { z } from 'zod';
import { keptOut, notFound } from '../errors/known-errors';
import { type Admission, toRole, toTeamTenants } from './admission.policy';
import type { CachedRoster } from './roster-cache.service';
import { type ClientOfRequest, type Principal, type Scope, toScope } from './scope';

export interface ScopeAsk {
  readonly principal: Principal;
  readonly teamId: string;
  readonly channelId: string;
  /** `owner`: an owner's decision, for which Graph is asked at that moment. */
  readonly purpose: 'read' | 'write' | 'owner';
  readonly requestId: string;
  readonly client?: ClientOfRequest;
}

/**
 * Throws not_found for everybody who is no member; guests and people of other tenants are none unless the operator lets them in.
 * Throws app_not_permitted or app_not_in_channel where Microsoft 365 doesn't let the app know, roster_unavailable where it is away.
 */
export type GetScope = (ask: ScopeAsk) => Promise<Scope>;

export interface ScopePolicyDeps {
  readonly roster: Pick<CachedRoster, 'findFor' | 'findAgain'>;
  /** Those whose teams may be set up here. */
  readonly tenants: ReadonlySet<string>;
  readonly admission: Admission;
}

const teamIdShape = z.guid();
const channelIdShape = z.string().regex(/^19:[A-Za-z0-9_-]{1,200}@thread\.(tacv2|skype)$/);

export function createScopePolicy(deps: ScopePolicyDeps): GetScope {
  return async (ask) => {
    const teamId = ask.teamId.toLowerCase();
    if (!teamIdShape.safeParse(teamId).success || !channelIdShape.safeParse(ask.channelId).success)
      throw notFound();
    for (const tid of toTeamTenants(ask.principal, deps.tenants, deps.admission)) {
      const found = await findMembership(deps, { ...ask, teamId }, tid);
      if (found === 'keptOut') throw keptOut();
      if (found) return toScopeOf({ ...ask, teamId }, tid, found);
    }
    throw notFound();
  };
}

type Membership = {
  readonly isStandard: boolean;
  readonly role: Scope['role'];
  readonly isArchived: boolean;
};

async function findMembership(
  { roster, admission }: ScopePolicyDeps,
  { principal, teamId, channelId, purpose }: ScopeAsk,
  tid: string,
): Promise<Membership | 'keptOut' | undefined> {
  const question = { tid, teamId, channelId, asker: principal };
  const asks = [() => roster.findFor(purpose, question), () => roster.findAgain(question)];
  let isKeptOut = false;
  for (const ask of asks) {
    const channel = await ask();
    const role = channel && toRole(channel, tid, principal, admission);
    if (channel && role && role !== 'keptOut') {
      const isArchived = channel.isArchived === true;
      return { isStandard: channel.channelKind === 'standard', role, isArchived };
    }
    isKeptOut = role === 'keptOut';
  }
  return isKeptOut ? 'keptOut' : undefined;
}

function toScopeOf(ask: ScopeAsk, tid: string, { isStandard, role, isArchived }: Membership): Scope {
  const { principal, teamId, channelId, requestId, client } = ask;
  return toScope({
    principal,
    tid,
    teamId,
    channelId: isStandard ? '' : channelId,
    viaChannelId: channelId,
    role,
    isArchived,
    requestId,
    client,
  });
}
