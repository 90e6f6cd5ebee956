// How DSTU2 spells what differs between the releases in MedicationOrder and MedicationStatement.
import type { Raw } from '../any-release/element';
import type { RequestParts, StatementParts } from '../any-release/medication.map';

export function toRequestParts(raw: Raw): RequestParts {
  return {
    subject: raw.patient,
    encounter: raw.encounter,
    authoredOn: raw.dateWritten,
    requester: raw.prescriber,
    statusReason: raw.reasonEnded,
    reasonCode: raw.reasonCodeableConcept,
    dateEnded: raw.dateEnded,
  };
}

export function toStatementParts(raw: Raw): StatementParts {
  return {
    subject: raw.patient,
    context: undefined,
    isNotTaken: raw.wasNotTaken === true ? true : undefined,
    reasonCode: raw.reasonForUseCodeableConcept,
    dateAsserted: raw.dateAsserted,
  };
}
