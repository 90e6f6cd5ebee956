// How STU3 spells what differs between the releases in MedicationRequest and MedicationStatement.
import { isRaw, type Raw } from '../any-release/element';
import type { RequestParts, StatementParts } from '../any-release/medication.map';

export function toRequestParts(raw: Raw): RequestParts {
  return {
    subject: raw.subject,
    encounter: raw.context,
    authoredOn: raw.authoredOn,
    requester: isRaw(raw.requester) ? (raw.requester.agent ?? raw.requester) : undefined,
    statusReason: undefined,
    reasonCode: raw.reasonCode,
    dateEnded: undefined,
  };
}

export function toStatementParts(raw: Raw): StatementParts {
  return {
    subject: raw.subject,
    context: raw.context,
    isNotTaken: raw.taken === 'n' ? true : undefined,
    reasonCode: raw.reasonCode,
    dateAsserted: raw.dateAsserted,
  };
}
