// The roster as Microsoft Graph tells it: a team, its channel and who belongs to it. Keeps nothing; see roster-cache.service.ts.
import { z } from 'zod';
import { isKnownError } from '../errors/known-error';
import { rosterUnavailable } from '../errors/known-errors';
import type { FetchJson } from './fetch-json';
import type { GetGraphToken } from './graph-token.service';
import type { ChannelRoster, Roster } from './roster';

const mostPages = 40;
const team = z.looseObject({ displayName: z.string() });
const channel = z.looseObject({ displayName: z.string(), membershipType: z.string().nullish() });
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

export function createGraphRoster(deps: {
  graphBase: string;
  fetchJson: FetchJson;
  getToken: GetGraphToken;
}): Roster {
  const base = deps.graphBase.replace(/\/+$/, '');

  /** undefined: Graph says that it isn't there. 403 is what Graph says for a team without our app. */
  async function find(tid: string, url: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${await deps.getToken(tid)}`, accept: 'application/json' };
    const answer = await deps.fetchJson(url, { headers });
    if (answer.status === 200) return answer.body;
    if ([400, 403, 404].includes(answer.status)) return undefined;
    throw rosterUnavailable();
  }

  async function findMembers(tid: string, first: string): Promise<Member[] | undefined> {
    const members: Member[] = [];
    let url: string | undefined = first;
    for (let page = 0; url !== undefined; page++) {
      // A link to elsewhere would take our token along.
      if (page === mostPages || !url.startsWith(`${base}/`)) throw rosterUnavailable();
      const body = await find(tid, url);
      if (body === undefined) return undefined;
      const parsed = memberPage.parse(body);
      members.push(...parsed.value.flatMap((member) => toMember(member, tid)));
      url = parsed['@odata.nextLink'];
    }
    return members;
  }

  async function findChannel(
    tid: string,
    teamId: string,
    channelId: string,
  ): Promise<ChannelRoster | undefined> {
    const teamUrl = `${base}/teams/${encodeURIComponent(teamId)}`;
    const channelUrl = `${teamUrl}/channels/${encodeURIComponent(channelId)}`;
    const [teamBody, channelBody] = await Promise.all([find(tid, teamUrl), find(tid, channelUrl)]);
    if (teamBody === undefined || channelBody === undefined) return undefined;
    const { displayName: channelName, membershipType } = channel.parse(channelBody);
    const channelKind = toChannelKind(membershipType);
    const membersUrl = channelKind === 'standard' ? `${teamUrl}/members` : `${channelUrl}/allMembers`;
    const members = await findMembers(tid, membersUrl);
    return members && { teamName: team.parse(teamBody).displayName, channelName, channelKind, members };
  }

  return {
    findChannel: (tid, teamId, channelId) =>
      findChannel(tid, teamId, channelId).catch((error: unknown) => {
        throw isKnownError(error) && error.code === 'roster_unavailable' ? error : rosterUnavailable(error);
      }),
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
