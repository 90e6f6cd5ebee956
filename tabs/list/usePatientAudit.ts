// "Who looked at this patient?": leads an owner to the audit log of one row's patient. No markup.
import type { Row } from '../../api/contract/lists.schema';
import { useSession } from '../net/useSession';
import { useView } from '../ui/useView';

export type PatientAudit = (row: Row, name: string) => void;

/** undefined for anybody who may not ask. */
export function usePatientAudit(): PatientAudit | undefined {
  const { isOwner } = useSession();
  const { open } = useView();
  if (!isOwner) return undefined;
  return (row, name) => open('audit', { ref: toAuditRef(row), label: name });
}

/** As the audit log names patients: by connection and FHIR id, or by row if they were typed. */
export function toAuditRef({ id, ehr }: Pick<Row, 'id' | 'ehr'>): string {
  return ehr ? `${ehr.connectionId}/${ehr.patientId}` : id;
}
