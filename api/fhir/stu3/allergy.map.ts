// How STU3 spells what differs between the releases in an AllergyIntolerance.
import type { AllergyParts } from '../any-release/allergy.map';
import type { Raw } from '../any-release/element';

export function toAllergyParts(raw: Raw): AllergyParts {
  return {
    code: raw.code,
    clinicalStatus: raw.clinicalStatus,
    verificationStatus: raw.verificationStatus,
    recordedDate: raw.assertedDate,
    onsetDateTime: raw.onsetDateTime,
    lastOccurrence: raw.lastOccurrence,
    asserter: raw.asserter,
  };
}
