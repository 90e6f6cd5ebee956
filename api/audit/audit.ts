// What is recorded about an access or a change, and the port by which every room records it. Types only.
import type { AuditOperation } from '../contract/audit.schema';
import type { ErrorCode } from '../contract/error-codes';
import type { Principal, Scope } from '../sign-in/scope';
import type { Tx } from '../store/store';

export interface AuditObject {
  readonly kind:
    | 'list'
    | 'row'
    | 'note'
    | 'column'
    | 'field'
    | 'fieldSet'
    | 'connection'
    | 'mode'
    | 'audit'
    | 'resource'
    | 'partner'
    | 'export'
    /** What somebody tried who was refused. */
    | 'operation'
    /** As a stranger named it: it may not exist. */
    | 'team'
    /** How many more times the same was refused, without a row each. */
    | 'repeats';
  readonly id: string;
  /** Words for the reader of the log: sealed at rest. */
  readonly label?: string | undefined;
}

export interface AuditPatient {
  /** `connectionId/patientId`, or a row id for a typed patient. */
  readonly ref: string;
  /** The patient's name if it is known at the time: sealed at rest. */
  readonly label?: string | undefined;
}

/** Whose doing and whose data. A scope is one; who has none (an operator, a stranger) gets one from audit-scope.ts. */
export interface AuditScope extends Pick<Scope, 'tid' | 'teamId' | 'channelId' | 'requestId' | 'client'> {
  readonly principal: Pick<Principal, 'oid' | 'name'> & {
    readonly [part in 'username' | 'azp' | 'uti']?: string | undefined;
  };
  readonly role: Scope['role'] | 'operator' | 'system' | 'stranger';
}

/** The EHR that was asked on the way. */
export interface AuditEhr {
  readonly partner: string | null;
  readonly origin: string;
  readonly release: string;
  /** `asked` while the answer is still to come: a list is on record before it is read. */
  readonly status: 'answered' | 'asked' | ErrorCode;
  readonly ms: number;
}

/** By the name of what was changed; sealed at rest with the team's key, so that it goes with it. */
export type AuditChange = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

export interface AuditEvent {
  readonly scope: AuditScope;
  readonly operation: AuditOperation;
  readonly outcome: 'success' | 'failure';
  /** Error code of a failure. */
  readonly reason?: ErrorCode | undefined;
  readonly objects: readonly AuditObject[];
  readonly patients: readonly AuditPatient[];
  /** The search as it was asked: sealed at rest as `change` is, shown to nobody but auditors. */
  readonly query?: string | undefined;
  readonly change?: AuditChange | undefined;
}

export interface Audit {
  /**
   * Writes the row in the caller's transaction: the change and its row are both there or neither is. A read calls it in a
   * transaction of its own and answers after the commit. The EHR that the scope opened is added by itself. A failure that a handler throws is recorded by api/http.
   */
  record(tx: Tx, event: AuditEvent): Promise<void>;
}
