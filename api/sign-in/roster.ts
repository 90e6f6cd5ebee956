// The port to "who belongs to this team": Microsoft Graph in production, the sandbox's fake Graph in the demo.
import type { Person, Role } from '../contract/session.schema';

export interface ChannelRoster {
  readonly teamName: string;
  readonly channelName: string;
  readonly channelKind: 'standard' | 'private' | 'shared';
  /** Of the team or the channel: there may be reading, and no changes. */
  readonly isArchived?: boolean;
  /** Of the channel if it is private or shared, else of the team. */
  readonly members: readonly (Person & { readonly tid: string; readonly role: Role })[];
}

export interface Roster {
  /** undefined: no such team or channel in this tenant. Throws roster_unavailable. */
  findChannel(tid: string, teamId: string, channelId: string): Promise<ChannelRoster | undefined>;
}
