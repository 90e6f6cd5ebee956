// What is recorded about an access or a change, and the port by which every room records it. Types only.
import type { AuditOperation } from '../contract/audit.schema';
import type { ErrorCode } from '../contract/error-codes';
import type { Scope } from '../sign-in/scope';
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
    | 'resource';
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

export interface AuditEvent {
  readonly scope: Scope;
  readonly operation: AuditOperation;
  readonly outcome: 'success' | 'failure';
  /** Error code of a failure. */
  readonly reason?: ErrorCode | undefined;
  readonly objects: readonly AuditObject[];
  readonly patients: readonly AuditPatient[];
  /** The search as it was asked: sealed at rest, shown to nobody but auditors. */
  readonly query?: string | undefined;
}

export interface Audit {
  /**
   * Writes the row in the caller's transaction: the change and its row are both there or neither is. A read calls it in a
   * transaction of its own and answers after the commit. A failure that a handler throws is recorded by api/http.
   */
  record(tx: Tx, event: AuditEvent): Promise<void>;
}
