// The context that Teams would tell the tab, by its legacy flat names, and what the client can do.
import type { DemoPerson } from '../../teams/people';
import type { Place, View } from './state';

const runtime = {
  apiVersion: 4,
  isLegacyTeams: false,
  hostVersionsInfo: {},
  supports: {
    pages: { config: {}, backStack: {}, currentApp: {}, tabs: {} },
    clipboard: {},
    teamsCore: {},
    app: { notifySuccessResponse: {} },
  },
};

export const sandboxAppId = '5a4db0c5-0000-4000-8000-0000000000aa';

export function toRuntime(): string {
  return JSON.stringify(runtime);
}

export function toClientType(view: View): string {
  return view.isPhone ? 'android' : 'web';
}

export interface ContextParts {
  readonly view: View;
  readonly person: DemoPerson;
  /** undefined: the personal app. */
  readonly place: Place | undefined;
  readonly entityId: string;
  readonly frameContext: string;
}

export function toContext({
  view,
  person,
  place,
  entityId,
  frameContext,
}: ContextParts): Record<string, unknown> {
  return {
    ...(place === undefined ? {} : toPlaceContext(person, place)),
    appId: sandboxAppId,
    entityId,
    subEntityId: place === undefined ? undefined : view.subPage,
    frameContext,
    userObjectId: person.oid,
    tid: person.tid,
    loginHint: person.email,
    userPrincipalName: person.email,
    userDisplayName: person.name,
    locale: view.locale,
    theme: view.theme,
    hostName: 'Teams',
    hostClientType: toClientType(view),
    sessionId: 'sandbox',
    appSessionId: 'sandbox',
  };
}

/** A private channel has no groupId, and a shared one an empty one: only the owner's group is always there. */
function toPlaceContext(person: DemoPerson, { team, channel }: Place): Record<string, unknown> {
  const role = team.members.find(({ oid }) => oid === person.oid)?.role;
  const groupId = { standard: team.id, private: undefined, shared: '' }[channel.kind];
  return {
    groupId,
    teamId: `19:${team.id}@thread.tacv2`,
    teamName: team.name,
    userTeamRole: role === 'owner' ? 0 : role === 'guest' ? 2 : 1,
    isTeamArchived: false,
    channelId: channel.id,
    channelName: channel.name,
    channelType: { standard: 'Regular', private: 'Private', shared: 'Shared' }[channel.kind],
    hostTeamGroupId: team.id,
    hostTeamTenantId: team.tid,
  };
}
