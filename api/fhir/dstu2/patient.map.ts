// How DSTU2 spells what differs between the releases in a Patient.

import type { Raw } from '../any-release/element';
import type { PatientParts } from '../any-release/patient.map';

export function toPatientParts(raw: Raw): PatientParts {
  return { generalPractitioner: raw.careProvider };
}
