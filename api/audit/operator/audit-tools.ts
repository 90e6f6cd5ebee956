// What the verbs of `npm run audit` work on. Types, and the one way in which they leave a row of their own.
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Store } from '../../store/store';
import type { Audit, AuditEvent, AuditScope } from '../audit';
import { toOperatorScope } from '../audit-scope';
import type { LogSearch } from '../search.store';
import type { LogCheck } from '../verify.store';

export interface AuditTools {
  readonly check: LogCheck;
  readonly search: LogSearch;
  readonly publicKey: string;
  /** Where the server adds its checkpoints, if it does. */
  readonly checkpoints: string | undefined;
  readonly server: string;
  record(tid: string, event: Pick<AuditEvent, 'operation' | 'objects' | 'patients'>): Promise<void>;
  /** Clears rows from before an instant and answers how many. */
  purge(tid: string, before: string): Promise<number>;
}

export function createOperatorRecorder(deps: {
  readonly store: Store;
  readonly audit: Audit;
}): AuditTools['record'] {
  const toScope = createOperatorScopes();
  return (tid, event) => {
    const scope = toScope(tid);
    return deps.store.transaction((tx) => deps.audit.record(tx, { ...event, scope, outcome: 'success' }));
  };
}

/** Of whoever is signed in at this machine. */
export function createOperatorScopes(): (tid: string) => AuditScope {
  const requestId = randomUUID();
  return (tid) => toOperatorScope(tid, userInfo().username, requestId);
}
