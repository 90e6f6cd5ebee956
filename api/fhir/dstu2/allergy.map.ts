// How DSTU2 spells what differs between the releases in an AllergyIntolerance.
import type { AllergyParts } from '../any-release/allergy.map';
import type { Raw } from '../any-release/element';

/** One status of DSTU2 says two things: whether it still holds and how sure that is. */
const statuses: Readonly<Record<string, { readonly clinical?: string; readonly verification?: string }>> = {
  active: { clinical: 'active' },
  unconfirmed: { clinical: 'active', verification: 'unconfirmed' },
  confirmed: { clinical: 'active', verification: 'confirmed' },
  inactive: { clinical: 'inactive' },
  resolved: { clinical: 'resolved' },
  refuted: { verification: 'refuted' },
  'entered-in-error': { verification: 'entered-in-error' },
};

export function toAllergyParts(raw: Raw): AllergyParts {
  const status = typeof raw.status === 'string' ? statuses[raw.status] : undefined;
  return {
    code: raw.substance,
    clinicalStatus: status?.clinical,
    verificationStatus: status?.verification,
    recordedDate: raw.recordedDate,
    onsetDateTime: raw.onset,
    // Spelt with one r in DSTU2.
    lastOccurrence: raw.lastOccurence,
    asserter: raw.reporter,
  };
}
