// Records what was refused or went wrong: in a transaction of its own, since the work's own was rolled back.
import { type AuditOperation, auditOperation } from '../contract/audit.schema';
import type { ErrorCode } from '../contract/error-codes';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import type { Audit, AuditObject } from './audit';

export interface Failure {
  readonly scope: Scope;
  readonly operationId: string;
  readonly reason: ErrorCode;
  readonly params: Readonly<Record<string, unknown>>;
}

export type RecordFailure = (failure: Failure) => Promise<void>;

/** Does nothing for operations that are not audited. */
export function createFailureRecorder(deps: { audit: Audit; store: Store }): RecordFailure {
  return async ({ scope, operationId, reason, params }) => {
    const operation = toOperation(operationId);
    if (!operation) return;
    const objects = Object.entries(params).flatMap(toObject);
    await deps.store.transaction((tx) =>
      deps.audit.record(tx, { scope, operation, outcome: 'failure', reason, objects, patients: [] }),
    );
  };
}

function toOperation(operationId: string): AuditOperation | undefined {
  return auditOperation.safeParse(operationId).data;
}

const kinds: Readonly<Record<string, AuditObject['kind']>> = {
  listId: 'list',
  rowId: 'row',
  noteId: 'note',
  patientId: 'resource',
};

function toObject([name, id]: [string, unknown]): AuditObject[] {
  const kind = kinds[name];
  return kind && typeof id === 'string' ? [{ kind, id: id.slice(0, 100) }] : [];
}
