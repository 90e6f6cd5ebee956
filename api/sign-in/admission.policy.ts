// Who of a roster may come in: members always; guests and people of other tenants only where the operator said so.
import type { Role } from '../contract/session.schema';
import type { ChannelRoster } from './roster';
import type { Principal } from './scope';

export interface Admission {
  /** Tenants whose teams let their guests in. */
  readonly guestTenants: ReadonlySet<string>;
  /** Home tenant → tenants into whose shared channels its people may come. */
  readonly foreignTenants: ReadonlyMap<string, ReadonlySet<string>>;
}

export const membersOnly: Admission = { guestTenants: new Set(), foreignTenants: new Map() };

/** The tenants whose teams this person may be in, the own one first. `tenants`: those that are set up here. */
export function toTeamTenants(
  { tid }: Principal,
  tenants: ReadonlySet<string>,
  { foreignTenants }: Admission,
): readonly string[] {
  const others = [...(foreignTenants.get(tid) ?? [])].filter((other) => other !== tid);
  return tenants.has(tid) ? [tid, ...others] : others;
}

/** The role of that person in a channel of `teamTid`; undefined: has no business there. `keptOut`: the roster knows them. */
export function toRole(
  channel: ChannelRoster,
  teamTid: string,
  principal: Principal,
  admission: Admission,
): Role | 'keptOut' | undefined {
  const member = channel.members.find(({ id, tid }) => id === principal.oid && tid === principal.tid);
  if (!member) return undefined;
  if (principal.tid !== teamTid) {
    const isLetIn = admission.foreignTenants.get(principal.tid)?.has(teamTid) === true;
    // Whoever comes from outside never decides for the team, whatever the roster says.
    return isLetIn && channel.channelKind === 'shared' ? 'guest' : undefined;
  }
  if (member.role === 'guest' && !admission.guestTenants.has(teamTid)) return 'keptOut';
  return member.role;
}
