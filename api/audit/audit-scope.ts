// Scopes of the log for those who have none of the app's: who was refused at the door, and who acts for the whole server.
import type { AuditScope } from './audit';

export interface RefusedPerson {
  readonly tid: string;
  readonly oid?: string | undefined;
  readonly name?: string | undefined;
  readonly username?: string | undefined;
  readonly azp?: string | undefined;
  readonly uti?: string | undefined;
}

/** The tenant is the token's: what the path named may not exist, and is not theirs. */
export function toStrangerScope(
  { tid, oid = 'unknown', name = 'unknown', username, azp, uti }: RefusedPerson,
  request: Pick<AuditScope, 'requestId' | 'client'>,
): AuditScope {
  const principal = { oid, name, username, azp, uti };
  return { principal, tid, teamId: '', channelId: '', role: 'stranger', ...request };
}

/** Somebody at the machine itself, by the name of their account there. */
export function toOperatorScope(tid: string, account: string, requestId: string): AuditScope {
  const principal = { oid: 'operator', name: account };
  return { principal, tid, teamId: '', channelId: '', role: 'operator', requestId };
}
