// Who a patient of the EHR was when last read: stands in while the EHR is read, is away, or isn't asked. Pure.
import type { Row } from '../contract/lists.schema';
import type { PatientValue } from '../contract/values';

export function toSnapshotPatient(row: Row): PatientValue | undefined {
  const { snapshot, ehr } = row;
  if (!snapshot || !ehr) return undefined;
  const gender = snapshot.gender;
  return {
    id: ehr.patientId,
    name: snapshot.name ? { display: snapshot.name } : undefined,
    otherNames: [],
    birthDate: snapshot.birthDate ?? undefined,
    gender: gender === 'male' || gender === 'female' || gender === 'other' ? gender : undefined,
    mrn: snapshot.mrn ? { value: snapshot.mrn } : undefined,
  };
}
