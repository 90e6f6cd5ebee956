// How bad a failure was, in the four steps of FHIR (audit-event-outcome). Pure.
import type { ErrorCode } from '../contract/error-codes';
import type { AuditEvent } from './audit';

export type OutcomeCode = 0 | 4 | 8 | 12;

const ours: ReadonlySet<ErrorCode> = new Set(['internal', 'store_unavailable', 'outcome_unknown']);

/** 0 done; 4 refused: the caller can do something about it; 8 another server failed; 12 we failed. */
export function toOutcomeCode({ outcome, reason }: Pick<AuditEvent, 'outcome' | 'reason'>): OutcomeCode {
  if (outcome === 'success') return 0;
  if (reason === undefined || ours.has(reason)) return 12;
  return /^(server|token_(endpoint|refused|answer))|roster_unavailable|access_denied_by_server/.test(reason)
    ? 8
    : 4;
}
