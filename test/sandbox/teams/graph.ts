// Plays the part of Microsoft Graph that says who is in a team and in a channel.
import { type Answer, type Exchange, send, toHeader, toJsonAnswer } from '../exchange';
import type { Json, JsonObject } from '../resource';
import type { Entra } from './entra';
import { type DemoChannel, type DemoMember, type DemoTeam, people, toDemoTeams } from './people';

export interface Graph {
  handle(exchange: Exchange, path: readonly string[]): Promise<void>;
  readonly teams: readonly DemoTeam[];
  /** What was asked, newest last: `GET /graph/v1.0/teams/…`. */
  readonly asked: readonly string[];
  /** Down: 503 to everything. Throttled: 429 with Retry-After. */
  setState(state: 'up' | 'down' | 'throttled'): void;
  addMember(teamId: string, member: DemoMember): void;
  removeMember(teamId: string, oid: string): void;
  addChannel(teamId: string, channel: DemoChannel): void;
  /** Until `reset`. */
  archive(teamId: string): void;
  /** The app isn't there, or not allowed to see who is: 403 to all about that team or channel, until it is let in again. */
  shutOut(id: string): void;
  letIn(id: string): void;
  reset(): void;
}

const pageSize = 100;

function toMemberJson(member: DemoMember, tid: string): JsonObject {
  const person = Object.values(people).find((one) => one.oid === member.oid);
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    id: Buffer.from(`${tid}##${member.oid}`).toString('base64'),
    roles: member.role === 'member' ? [] : [member.role],
    displayName: person?.name ?? 'Somebody Made-up',
    userId: member.oid,
    email: person?.email ?? null,
    tenantId: person?.tid ?? tid,
  };
}

function toChannelJson(channel: DemoChannel, team: DemoTeam): JsonObject {
  return { id: channel.id, displayName: channel.name, membershipType: channel.kind, tenantId: team.tid };
}

function toError(status: number, code: string, headers: Record<string, string> = {}): Answer {
  return { ...toJsonAnswer(status, { error: { code, message: code, innerError: {} } }), headers };
}

/** Graph answers collections by pages. */
function toCollection({ url }: Exchange, baseUrl: string, values: readonly Json[]): Answer {
  const top = Number(url.searchParams.get('$top') ?? pageSize) || pageSize;
  const skip = Number(url.searchParams.get('$skiptoken') ?? 0) || 0;
  const page = values.slice(skip, skip + top);
  const hasMore = skip + top < values.length;
  const next = `${baseUrl}${url.pathname}?$top=${top}&$skiptoken=${skip + top}`;
  return toJsonAnswer(200, {
    '@odata.context': `${baseUrl}/graph/v1.0/$metadata`,
    '@odata.count': page.length,
    ...(hasMore ? { '@odata.nextLink': next } : {}),
    value: page,
  });
}

function toTeamAnswer(exchange: Exchange, baseUrl: string, team: DemoTeam, rest: readonly string[]): Answer {
  const toMembers = (members: readonly DemoMember[]) =>
    members.map((member) => toMemberJson(member, team.tid));
  const [what, channelId, part, ...more] = rest;
  if (what === undefined)
    return toJsonAnswer(200, {
      id: team.id,
      displayName: team.name,
      tenantId: team.tid,
      isArchived: team.isArchived === true,
    });
  if (what === 'members' && channelId === undefined) {
    return toCollection(exchange, baseUrl, toMembers(team.members));
  }
  if (what !== 'channels' || more.length > 0) return toError(404, 'NotFound');
  if (channelId === undefined) {
    const channels = team.channels.map((channel) => toChannelJson(channel, team));
    return toCollection(exchange, baseUrl, channels);
  }
  const channel = team.channels.find((one) => one.id === channelId);
  if (channel === undefined) return toError(404, 'NotFound');
  if (part === undefined) return toJsonAnswer(200, toChannelJson(channel, team));
  if (part !== 'members' && part !== 'allMembers') return toError(404, 'NotFound');
  return toCollection(exchange, baseUrl, toMembers(channel.members ?? team.members));
}

interface Asked {
  exchange: Exchange;
  path: readonly string[];
  baseUrl: string;
  teams: readonly DemoTeam[];
  /** Tenant of the app's token. */
  tid: string | undefined;
  isShutOut: (id: string) => boolean;
}

function toAnswer({ exchange, path, baseUrl, teams, tid, isShutOut }: Asked): Answer {
  if (tid === undefined) return toError(401, 'InvalidAuthenticationToken');
  const [version, kind, id, ...rest] = path;
  if (version !== 'v1.0' || exchange.request.method !== 'GET') return toError(400, 'BadRequest');
  if (kind === 'users' && rest.join('/') === 'joinedTeams') {
    const joined = teams.filter(
      (team) => team.tid === tid && team.members.some((member) => member.oid === id),
    );
    return toCollection(
      exchange,
      baseUrl,
      joined.map((team) => ({ id: team.id, displayName: team.name })),
    );
  }
  const team = teams.find((one) => one.id === id && one.tid === tid);
  if (kind !== 'teams' || team === undefined) return toError(404, 'NotFound');
  if (isShutOut(team.id) || isShutOut(rest[1] ?? '')) return toError(403, 'Forbidden');
  return toTeamAnswer(exchange, baseUrl, team, rest);
}

export function createGraph(baseUrl: string, entra: Entra): Graph {
  let teams = toDemoTeams();
  let state: 'up' | 'down' | 'throttled' = 'up';
  let asked: string[] = [];
  const shutOut = new Set<string>();
  function getTeam(teamId: string): DemoTeam {
    const team = teams.find((one) => one.id === teamId);
    if (team === undefined) throw new Error(`No made-up team ${teamId}`);
    return team;
  }
  return {
    get teams() {
      return teams;
    },
    get asked() {
      return asked;
    },
    setState(next) {
      state = next;
    },
    addMember: (teamId, member) => void getTeam(teamId).members.push(member),
    removeMember(teamId, oid) {
      const team = getTeam(teamId);
      team.members = team.members.filter((member) => member.oid !== oid);
      for (const channel of team.channels) {
        if (channel.members !== undefined)
          channel.members = channel.members.filter((member) => member.oid !== oid);
      }
    },
    archive(teamId) {
      getTeam(teamId).isArchived = true;
    },
    addChannel: (teamId, channel) => void getTeam(teamId).channels.push(channel),
    shutOut: (id) => void shutOut.add(id),
    letIn: (id) => void shutOut.delete(id),
    reset() {
      teams = toDemoTeams();
      state = 'up';
      asked = [];
      shutOut.clear();
    },
    async handle(exchange, path) {
      asked = [...asked.slice(-999), `${exchange.request.method} ${exchange.url.pathname}`];
      if (state === 'down') send(exchange, toError(503, 'ServiceUnavailable'));
      else if (state === 'throttled') send(exchange, toError(429, 'TooManyRequests', { 'retry-after': '2' }));
      else {
        const tid = await entra.findGraphTenant(toHeader(exchange, 'authorization'));
        send(exchange, toAnswer({ exchange, path, baseUrl, teams, tid, isShutOut: (id) => shutOut.has(id) }));
      }
    },
  };
}
