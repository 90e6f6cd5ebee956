// How R4 spells what differs between the releases in a Condition.
import type { ConditionParts } from '../any-release/condition.map';
import type { Raw } from '../any-release/element';

export function toConditionParts(raw: Raw): ConditionParts {
  return {
    subject: raw.subject,
    encounter: raw.encounter,
    recordedDate: raw.recordedDate,
    note: raw.note,
    onsetAge: raw.onsetAge,
    abatementAge: raw.abatementAge,
  };
}
