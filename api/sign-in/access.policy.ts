// Who may do what: one line for each operation of the API. An operation without a line can't be mounted, and the build says so.

/**
 * `person reads`: whoever is signed in, about themselves. Of the team or channel in the address: `member reads` goes on for five
 * minutes when Microsoft 365 is away, `member changes` doesn't. For what owners do, and for `files leave`, which members may where
 * the operator says so, Microsoft 365 is asked at that moment. In an archived team nobody changes or decides anything.
 */
export type Rule =
  | 'person reads'
  | 'member reads'
  | 'member changes'
  | 'owner reads'
  | 'owner decides'
  | 'files leave';

export const rules: Readonly<Record<string, Rule>> = {
  // finding one's way
  getSession: 'member reads',
  MyListsView: 'person reads',
  ModeSet: 'owner decides',

  // the link to the EHR
  EHRConnectionSet: 'owner decides',
  getConnectionHealth: 'member reads',

  // the team's own fields
  getFields: 'member reads',
  PatientSchemaUpdate: 'owner decides',

  // lists
  PatientListCreate: 'member changes',
  PatientListView: 'member reads',
  PatientListRename: 'member changes',
  PatientListDelete: 'member changes',
  PatientListRestore: 'member changes',
  PatientListDefaultSet: 'member changes',
  PatientListEditColumns: 'member changes',

  ExportInitiation: 'files leave',

  // patients on a list
  PatientListAddPatient: 'member changes',
  PatientDetailsEdit: 'member changes',
  PatientListRemovePatient: 'member changes',
  PatientListRemovedView: 'member reads',
  PatientListRestorePatient: 'member changes',
  PatientMoved: 'member changes',
  PatientListAddMany: 'member changes',
  PatientListRemoveMany: 'member changes',
  PatientNoteView: 'member reads',
  PatientNoteAdd: 'member changes',

  // patients of the EHR; a search is a POST, so that names stay out of addresses, but reads
  FacadeMetadata: 'member reads',
  PatientSearch: 'member reads',
  PatientSearchNext: 'member reads',
  PatientLocationView: 'member reads',
  PatientRead: 'member reads',
  PatientFindMany: 'member reads',
  EhrSources: 'member reads',
  EhrLists: 'member reads',
  EhrWards: 'member reads',
  PatientView: 'member reads',

  // the log
  AuditRead: 'owner reads',
  AuditExport: 'owner reads',
};
