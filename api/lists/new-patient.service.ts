// Proves that a patient who is about to be put on a list is there in the EHR, and keeps who it is. Knows no store.
import type { Snapshot } from '../contract/lists.schema';
import type { Section } from '../fhir/ehr';
import type { Scope } from '../sign-in/scope';
import type { GetEhr, ToEhrCells } from './ehr-ports';
import { connectionChanged, patientNotRead } from './list-errors';
import { findSnapshot } from './snapshot.map';

export interface EhrReference {
  readonly connectionId: string;
  readonly patientId: string;
}

/** Throws no_connection, patient_not_found or why the EHR could not be read. */
export type ReadNewPatient = (
  scope: Scope,
  reference: EhrReference,
) => Promise<{ readonly ehr: EhrReference; readonly snapshot: Snapshot }>;

export function createNewPatientReader(deps: {
  readonly getEhr: GetEhr;
  readonly toEhrCells: ToEhrCells;
  readonly now: () => Date;
}): ReadNewPatient {
  return async (scope, reference) => {
    const { ehr, connectionId } = await deps.getEhr(scope);
    if (connectionId !== reference.connectionId) throw connectionChanged();
    let snapshot: Snapshot | undefined;
    let section: Section | undefined;
    await ehr.readCharts([reference.patientId], ['Patient'], (_id, sections) => {
      section = sections.Patient;
      const context = { ...ehr.reading, columns: ['patient'], now: deps.now(), server: ehr.server };
      snapshot = findSnapshot(deps.toEhrCells(sections, context).patient);
    });
    if (!snapshot) throw patientNotRead(toReason(section));
    return { ehr: reference, snapshot };
  };
}

function toReason(section: Section | undefined) {
  if (section?.status === 'failed') return section.reason;
  return section?.status === 'notOffered' ? 'patient_not_offered' : 'patient_not_found';
}
