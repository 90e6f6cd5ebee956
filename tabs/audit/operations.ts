// The operations in the order in which the filter offers them. The contract's own list is a schema, which the tab leaves out.
import type { AuditOperation } from '../../api/contract/audit.schema';

const known: Record<AuditOperation, true> = {
  PatientListView: true,
  PatientView: true,
  PatientSearch: true,
  PatientLocationView: true,
  PatientListAddPatient: true,
  PatientListRemovePatient: true,
  PatientListRestorePatient: true,
  PatientMoved: true,
  PatientDetailsEdit: true,
  PatientNoteAdd: true,
  PatientNoteView: true,
  PatientListCreate: true,
  PatientListRename: true,
  PatientListDelete: true,
  PatientListRestore: true,
  PatientListDefaultSet: true,
  PatientListEditColumns: true,
  PatientListRemovedView: true,
  PatientSchemaCreate: true,
  PatientSchemaUpdate: true,
  ExportInitiation: true,
  PatientListDownload: true,
  EHRConnectionSet: true,
  ModeSet: true,
  MyListsView: true,
  AuditRead: true,
  AuditExport: true,
  AuditDownload: true,
  AccessDenied: true,
  SignInRejected: true,
  RetentionPurge: true,
  EHREndpointDrift: true,
  PartnerRegistered: true,
  PartnerChanged: true,
  SecretRotated: true,
  KeyRotated: true,
};

export const operations = Object.keys(known) as readonly AuditOperation[];

export function toOperation(value: string): AuditOperation | '' {
  return operations.find((operation) => operation === value) ?? '';
}
