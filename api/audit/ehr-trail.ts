// Remembers which EHR a scope's request has opened, so that every row of the request can name it without being told.
import type { AuditEhr, AuditEvent } from './audit';

export type OpenedEhr = Pick<AuditEhr, 'partner' | 'origin' | 'release'>;

export interface EhrTrail {
  note(scope: object, ehr: OpenedEhr): void;
  find(event: AuditEvent): AuditEhr | undefined;
}

export function createEhrTrail(clock: () => number = () => performance.now()): EhrTrail {
  // A scope lives as long as its request.
  const opened = new WeakMap<object, OpenedEhr & { readonly at: number }>();
  return {
    note: (scope, ehr) => {
      opened.set(scope, { ...ehr, at: clock() });
    },
    find(event) {
      const found = opened.get(event.scope);
      if (!found) return undefined;
      const { at, ...ehr } = found;
      return { ...ehr, status: toStatus(event), ms: Math.round(clock() - at) };
    },
  };
}

function toStatus({ outcome, reason, operation }: AuditEvent): AuditEhr['status'] {
  if (outcome === 'failure') return reason ?? 'internal';
  return operation === 'PatientListView' ? 'asked' : 'answered';
}
