// Who asks and for which data. Only the scope policy makes one; every store query takes one.
import type { Role } from '../contract/session.schema';

export interface Principal {
  /** Entra tenant id, from the validated token. */
  readonly tid: string;
  /** Entra object id, from the validated token. */
  readonly oid: string;
  readonly name: string;
  /** The Teams client that asked for the token (Entra's `azp`). */
  readonly azp?: string;
  /** Entra's id of the token (`uti`): may stand in a log where the token itself may not. */
  readonly uti?: string;
  /** How they sign in (`preferred_username`): for the audit log alone. */
  readonly username?: string;
}

/** From where a request came, for the audit log alone. */
export interface ClientOfRequest {
  /** The socket's, or as a trusted proxy says. */
  readonly ip: string | undefined;
  /** SHA-256 of the user agent: tells two devices apart without keeping what was sent. */
  readonly agentHash: string | undefined;
}

declare const made: unique symbol;

/** The data of one team, or of one private or shared channel, as one person with one role sees it. */
export interface Scope {
  readonly [made]: true;
  readonly principal: Principal;
  readonly tid: string;
  readonly teamId: string;
  /** '' for standard channels: they share the team's data. */
  readonly channelId: string;
  /** The channel that the request named, a hint for asking the roster and for links; never part of a key. */
  readonly viaChannelId: string;
  readonly role: Role;
  /** In Microsoft 365: nothing is to be changed. */
  readonly isArchived?: boolean;
  readonly requestId: string;
  readonly client?: ClientOfRequest | undefined;
}

export function toScope(parts: Omit<Scope, typeof made>): Scope {
  return parts as Scope;
}
