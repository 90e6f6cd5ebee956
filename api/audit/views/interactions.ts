// What each operation is in FHIR's and DICOM's vocabulary of audit events, and which IHE BALP profile its AuditEvents follow.
// https://profiles.ihe.net/ITI/BALP/
import type { Coding } from 'fhir/r4';
import type { AuditOperation } from '../../contract/audit.schema';

export type RestKind = 'create' | 'read' | 'update' | 'delete' | 'query';

export interface Interaction {
  /** undefined: no access to data by REST; BALP has no basic profile for it. */
  readonly rest: RestKind | undefined;
  readonly type: Coding;
  readonly subtype: Coding | undefined;
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
}

const dcm = (code: string, display: string): Coding => ({
  system: 'http://dicom.nema.org/resources/ontology/DCM',
  code,
  display,
});
const restType: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'RESTful Operation',
};
const rest = (kind: RestKind, action: Interaction['action'], code: string = kind): Interaction => ({
  rest: kind,
  type: restType,
  subtype: { system: 'http://hl7.org/fhir/restful-interaction', code },
  action,
});
const other = (type: Coding, action: Interaction['action'], subtype?: Coding): Interaction => ({
  rest: undefined,
  type,
  subtype,
  action,
});

const create = rest('create', 'C');
const read = rest('read', 'R');
const update = rest('update', 'U');
const patch = rest('update', 'U', 'patch');
const alert = dcm('110113', 'Security Alert');
const network = other(alert, 'E', dcm('110128', 'Network Configuration'));
const security = other(alert, 'E', dcm('110129', 'Security Configuration'));
const disclosed = other(dcm('110106', 'Export'), 'R', {
  system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
  code: 'disclose',
});
const logUsed = other(dcm('110101', 'Audit Log Used'), 'R');

const known: Readonly<Partial<Record<AuditOperation, Interaction>>> = {
  PatientListCreate: create,
  PatientListView: read,
  PatientListRename: update,
  PatientListDefaultSet: update,
  PatientListEditColumns: patch,
  PatientListDelete: rest('delete', 'D'),
  PatientListRestore: patch,
  PatientListAddPatient: patch,
  PatientListRemovePatient: patch,
  PatientListRestorePatient: patch,
  PatientListRemovedView: read,
  PatientMoved: patch,
  PatientNoteAdd: create,
  PatientNoteView: read,
  PatientDetailsEdit: patch,
  PatientView: read,
  PatientLocationView: read,
  PatientSearch: rest('query', 'E', 'search-type'),
  PatientSchemaCreate: create,
  PatientSchemaUpdate: update,
  MyListsView: read,
  ExportInitiation: disclosed,
  EHRConnectionSet: network,
  PatientListDownload: disclosed,
  AuditRead: logUsed,
  AuditExport: logUsed,
  AuditDownload: logUsed,
  RetentionPurge: other(dcm('110101', 'Audit Log Used'), 'D'),
  SignInRejected: other(dcm('110114', 'User Authentication'), 'E', dcm('110122', 'Login')),
};

/** Everything else is about how the server is set up, or was an attempt at what is not allowed. */
export function toInteraction(operation: string): Interaction {
  return Object.entries(known).find(([name]) => name === operation)?.[1] ?? security;
}
