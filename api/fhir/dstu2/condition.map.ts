// How DSTU2 spells what differs between the releases in a Condition.
import type { ConditionParts } from '../any-release/condition.map';
import type { Raw } from '../any-release/element';

export function toConditionParts(raw: Raw): ConditionParts {
  return {
    subject: raw.patient,
    encounter: raw.encounter,
    recordedDate: raw.dateRecorded,
    note: raw.notes,
    onsetAge: raw.onsetQuantity,
    abatementAge: raw.abatementQuantity,
  };
}
