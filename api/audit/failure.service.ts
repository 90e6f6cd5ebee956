// Records what was refused or went wrong: in a transaction of its own, since the work's own was rolled back.
import { type AuditOperation, auditOperation } from '../contract/audit.schema';
import type { ErrorCode } from '../contract/error-codes';
import type { Store } from '../store/store';
import type { Audit, AuditEvent, AuditObject, AuditScope } from './audit';
import { type RefusedPerson, toStrangerScope } from './audit-scope';
import { createFloodGate } from './flood-gate';
import { toSafeText } from './safe-text';

interface Refused {
  /** Audit name, or the route's own id where the call is not audited. */
  readonly operationId: string;
  readonly reason: ErrorCode;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Failure extends Refused {
  readonly scope: AuditScope;
}

export interface Refusal extends Refused, Pick<AuditScope, 'requestId' | 'client'> {
  /** As their token says. */
  readonly person: RefusedPerson;
}

export interface Failures {
  /** Of a member. Does nothing for operations that are not audited, unless only owners may do them. */
  recordFailure(failure: Failure): Promise<void>;
  /** Of somebody who is no member, or whose token was refused though their tenant's issuer made it. */
  recordRefusal(refusal: Refusal): Promise<void>;
  /** Writes down how many refusals were only counted: of the minutes that are over, or of all. */
  settle(isAll?: boolean): Promise<void>;
}

export function createFailures(deps: {
  readonly audit: Audit;
  readonly store: Store;
  readonly now: () => number;
}): Failures {
  const gate = createFloodGate<AuditEvent>(deps.now);
  const write = (event: AuditEvent) => deps.store.transaction((tx) => deps.audit.record(tx, event));

  async function settle(isAll?: boolean): Promise<void> {
    for (const { sample, missed } of gate.drain(isAll)) {
      const repeats: AuditObject = { kind: 'repeats', id: String(missed) };
      await write({ ...sample, objects: [...sample.objects, repeats] });
    }
  }

  return {
    settle,
    async recordFailure(failure) {
      const event = toFailureEvent(failure);
      if (event) await write(event);
    },
    async recordRefusal(refusal) {
      const event = toRefusalEvent(refusal);
      await settle();
      const { tid, oid } = refusal.person;
      const isWritten = gate.admit(`${tid} ${oid ?? ''} ${event.operation} ${refusal.reason}`, event);
      if (isWritten) await write(event);
    },
  };
}

function toFailureEvent({ scope, operationId, reason, params }: Failure): AuditEvent | undefined {
  const outcome = 'failure';
  if (reason === 'owner_only') {
    const objects = [toTried(operationId), ...toObjects(params)];
    return { scope, operation: 'AccessDenied', outcome, reason, objects, patients: [] };
  }
  const operation = toOperation(operationId);
  return operation && { scope, operation, outcome, reason, objects: toObjects(params), patients: [] };
}

function toRefusalEvent({ person, operationId, reason, params, ...request }: Refusal): AuditEvent {
  const { teamId } = params;
  const team: AuditObject[] = typeof teamId === 'string' ? [{ kind: 'team', id: toId(teamId) }] : [];
  return {
    scope: toStrangerScope(person, request),
    operation: reason === 'not_found' ? 'AccessDenied' : 'SignInRejected',
    outcome: 'failure',
    reason,
    objects: [toTried(operationId), ...team],
    patients: [],
  };
}

function toTried(operationId: string): AuditObject {
  return { kind: 'operation', id: operationId };
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
const longestId = 100;

function toId(text: string): string {
  return toSafeText(text, longestId);
}

function toObjects(params: Refused['params']): AuditObject[] {
  return Object.entries(params).flatMap(([name, id]) => {
    const kind = kinds[name];
    return kind && typeof id === 'string' ? [{ kind, id: toId(id) }] : [];
  });
}
