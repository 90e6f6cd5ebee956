// Proves that patients who are about to be put on a list are there in the EHR, and keeps who they are. Knows no store.
import type { ErrorCode } from '../contract/error-codes';
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

/** In the order asked. Throws no_connection, or why the EHR could not be read at all; never for one patient. */
export type ReadNewPatients = (
  scope: Scope,
  asked: { readonly connectionId: string; readonly patientIds: readonly string[] },
  signal?: AbortSignal,
) => Promise<readonly NewPatient[]>;

export type NewPatient = { readonly patientId: string } & (
  | { readonly snapshot: Snapshot }
  | { readonly reason: ErrorCode }
);

export interface NewPatientDeps {
  readonly getEhr: GetEhr;
  readonly toEhrCells: ToEhrCells;
  readonly now: () => Date;
}

export function createNewPatientsReader(deps: NewPatientDeps): ReadNewPatients {
  return async (scope, { connectionId: asked, patientIds }, signal) => {
    const { ehr, connectionId } = await deps.getEhr(scope);
    if (connectionId !== asked) throw connectionChanged();
    const read = new Map<string, NewPatient>();
    const onChart: Parameters<typeof ehr.readCharts>[2] = (patientId, sections) => {
      const context = { ...ehr.reading, columns: ['patient'], now: deps.now(), server: ehr.server };
      const snapshot = findSnapshot(deps.toEhrCells(sections, context).patient);
      read.set(patientId, {
        patientId,
        ...(snapshot ? { snapshot } : { reason: toReason(sections.Patient) }),
      });
    };
    await ehr.readCharts([...new Set(patientIds)], ['Patient'], onChart, signal);
    return [...new Set(patientIds)].map(
      (patientId) => read.get(patientId) ?? { patientId, reason: 'patient_not_found' },
    );
  };
}

export function createNewPatientReader(readNewPatients: ReadNewPatients): ReadNewPatient {
  return async (scope, { connectionId, patientId }) => {
    const [read] = await readNewPatients(scope, { connectionId, patientIds: [patientId] });
    if (read === undefined || 'reason' in read) throw patientNotRead(read?.reason ?? 'patient_not_found');
    return { ehr: { connectionId, patientId }, snapshot: read.snapshot };
  };
}

function toReason(section: Section | undefined): ErrorCode {
  if (section?.status === 'failed') return section.reason;
  return section?.status === 'notOffered' ? 'patient_not_offered' : 'patient_not_found';
}
