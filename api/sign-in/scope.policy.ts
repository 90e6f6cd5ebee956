// May this person see this team's data, and as what? The only maker of scopes. What one may not see is not found.
import { z } from 'zod';
import { notFound } from '../errors/known-errors';
import type { ChannelRoster } from './roster';
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

/** Throws not_found for everybody who is no member; guests and people of other tenants are none. */
export type GetScope = (ask: ScopeAsk) => Promise<Scope>;

const teamIdShape = z.guid();
const channelIdShape = z.string().regex(/^19:[A-Za-z0-9_-]{1,200}@thread\.(tacv2|skype)$/);

export function createScopePolicy(roster: CachedRoster): GetScope {
  return async (ask) => {
    const teamId = ask.teamId.toLowerCase();
    if (!teamIdShape.safeParse(teamId).success || !channelIdShape.safeParse(ask.channelId).success)
      throw notFound();
    const { channel, member } = await getMember(roster, { ...ask, teamId });
    return toScope({
      principal: ask.principal,
      tid: ask.principal.tid,
      teamId,
      channelId: channel.channelKind === 'standard' ? '' : ask.channelId,
      viaChannelId: ask.channelId,
      role: member.role,
      requestId: ask.requestId,
      client: ask.client,
    });
  };
}

async function getMember(roster: CachedRoster, ask: ScopeAsk) {
  const { principal, teamId, channelId } = ask;
  const first =
    ask.purpose === 'owner'
      ? await roster.findLive(principal.tid, teamId, channelId)
      : await roster.findFor(ask.purpose, principal.tid, teamId, channelId);
  const found = toMembership(first, principal) ?? toMembership(await askAgain(roster, ask), principal);
  if (!found) throw notFound();
  return found;
}

async function askAgain(roster: CachedRoster, ask: ScopeAsk): Promise<ChannelRoster | undefined> {
  return roster.findAgain(ask.principal.tid, ask.teamId, ask.channelId);
}

function toMembership(channel: ChannelRoster | undefined, principal: Principal) {
  const member = channel?.members.find(
    (person) => person.id === principal.oid && person.tid === principal.tid && person.role !== 'guest',
  );
  return channel && member && { channel, member };
}
