// The roster as Microsoft Graph tells it: a team, its channel and who belongs to it. Keeps names, no people; see
// roster-cache.service.ts.
import { z } from 'zod';
import { isKnownError, KnownError } from '../errors/known-error';
import { rosterUnavailable } from '../errors/known-errors';
import type { AskGraph } from './graph-door.service';
import type { ChannelRoster, Roster } from './roster';

const mostPages = 40;
/** As many members in one page as Graph gives. */
const pageSize = 999;
/** Names and the kind of a channel hardly change: asking each minute would be two calls of three. */
const namesMs = 10 * 60_000;
const mostNames = 10_000;
const team = z.looseObject({ displayName: z.string(), isArchived: z.boolean().nullish() });
const channel = z.looseObject({
  displayName: z.string(),
  membershipType: z.string().nullish(),
  isArchived: z.boolean().nullish(),
});
const memberPage = z.looseObject({
  value: z.array(
    z.looseObject({
      userId: z.string().nullish(),
      tenantId: z.string().nullish(),
      displayName: z.string().nullish(),
      roles: z.array(z.string()).nullish(),
    }),
  ),
  '@odata.nextLink': z.string().optional(),
});
type GraphMember = z.infer<typeof memberPage>['value'][number];
type Member = ChannelRoster['members'][number];

type Place = { readonly tid: string; readonly teamId: string };
type Team = { readonly teamName: string; readonly isArchived: boolean };
type Channel = Pick<ChannelRoster, 'channelName' | 'channelKind'> & Pick<Team, 'isArchived'>;

export function createGraphRoster(deps: { graphBase: string; ask: AskGraph; now: () => number }): Roster {
  const base = deps.graphBase.replace(/\/+$/, '');
  const teams = createMemory<Team>(deps.now);
  const channels = createMemory<Channel>(deps.now);

  /** undefined: Graph says that it isn't there. Throws `refused` for the 403 of a team or channel without our app. */
  async function find(place: Place, url: string, refused: () => KnownError): Promise<unknown> {
    const { status, body } = await deps.ask(place, url);
    if (status === 403) throw refused();
    return status === 200 ? body : undefined;
  }

  async function findTeam(place: Place, url: string): Promise<Team | undefined> {
    return teams.find(url, place.tid, async () => {
      const body = await find(place, url, notPermitted);
      if (body === undefined) return undefined;
      const { displayName, isArchived } = team.parse(body);
      return { teamName: displayName, isArchived: isArchived === true };
    });
  }

  async function findChannelOnly(place: Place, url: string): Promise<Channel | undefined> {
    return channels.find(url, place.tid, async () => {
      const body = await find(place, url, notInChannel);
      if (body === undefined) return undefined;
      const { displayName, membershipType, isArchived } = channel.parse(body);
      return {
        channelName: displayName,
        channelKind: toChannelKind(membershipType),
        isArchived: isArchived === true,
      };
    });
  }

  async function findMembers(
    place: Place,
    first: string,
    refused: () => KnownError,
  ): Promise<Member[] | undefined> {
    const members: Member[] = [];
    let url: string | undefined = first;
    for (let page = 0; url !== undefined; page++) {
      // A link to elsewhere would take our token along.
      if (page === mostPages || !url.startsWith(`${base}/`)) throw rosterUnavailable();
      const body = await find(place, url, refused);
      if (body === undefined) return undefined;
      const parsed = memberPage.parse(body);
      members.push(...parsed.value.flatMap((member) => toMember(member, place.tid)));
      url = parsed['@odata.nextLink'];
    }
    return members;
  }

  async function findChannel(place: Place, channelId: string): Promise<ChannelRoster | undefined> {
    const teamUrl = `${base}/teams/${encodeURIComponent(place.teamId)}`;
    const channelUrl = `${teamUrl}/channels/${encodeURIComponent(channelId)}`;
    const ofTeam = await findTeam(place, teamUrl);
    const found = ofTeam && (await findChannelOnly(place, channelUrl));
    if (ofTeam === undefined || found === undefined) return undefined;
    const members =
      found.channelKind === 'standard'
        ? await findMembers(place, `${teamUrl}/members?$top=${pageSize}`, notPermitted)
        : await findMembers(place, `${channelUrl}/allMembers?$top=${pageSize}`, notInChannel);
    const isArchived = ofTeam.isArchived || found.isArchived;
    return members && { ...ofTeam, ...found, isArchived, members };
  }

  return {
    findChannel: (tid, teamId, channelId) =>
      findChannel({ tid, teamId }, channelId).catch((error: unknown) => {
        throw isKnownError(error) ? error : rosterUnavailable(error);
      }),
  };
}

/** Permissions for this one team (RSC) weren't granted, or the app is no longer there. */
function notPermitted(): KnownError {
  return new KnownError('app_not_permitted', {
    status: 403,
    detail:
      'Microsoft 365 does not let this app see who is in the team. An owner: remove the app from the team and add it again. ' +
      'Administrator: allow resource-specific consent for it.',
  });
}

/** A private or shared channel has apps of its own. */
function notInChannel(): KnownError {
  return new KnownError('app_not_in_channel', {
    status: 403,
    detail:
      'The app was not added to this channel. An owner of the channel can add it: Manage channel, Apps.',
  });
}

interface Memory<T> {
  find(url: string, tid: string, read: () => Promise<T | undefined>): Promise<T | undefined>;
}

/** Keeps what was there; what was not is asked for again. */
function createMemory<T>(now: () => number): Memory<T> {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    async find(url, tid, read) {
      const key = `${tid} ${url}`;
      const known = kept.get(key);
      if (known && known.until > now()) return known.value;
      const value = await read();
      kept.delete(key);
      const oldest = kept.size >= mostNames ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      if (value !== undefined) kept.set(key, { value, until: now() + namesMs });
      return value;
    },
  };
}

/** An unknown kind is treated as private: its members are asked for by channel, its data is its own. */
function toChannelKind(text: string | null | undefined): ChannelRoster['channelKind'] {
  const kind = text?.toLowerCase();
  return kind === 'standard' || kind === 'shared' ? kind : 'private';
}

function toMember(member: GraphMember, tid: string): Member[] {
  if (!member.userId) return [];
  const roles = (member.roles ?? []).map((role) => role.toLowerCase());
  return [
    {
      id: member.userId.toLowerCase(),
      tid: (member.tenantId ?? tid).toLowerCase(),
      name: member.displayName ?? 'unknown',
      role: roles.includes('guest') ? 'guest' : roles.includes('owner') ? 'owner' : 'member',
    },
  ];
}
