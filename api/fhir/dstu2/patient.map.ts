// How DSTU2 spells what differs between the releases in a Patient.

import type { Raw } from '../common/element';
import type { PatientParts } from '../common/patient.map';

export function toPatientParts(raw: Raw): PatientParts {
  return { generalPractitioner: raw.careProvider };
}
