// Searches and reads patients of the team's EHR; every answer has its audit row committed before it leaves. Knows no HTTP.
import type { Bundle, Patient } from 'fhir/r4';
import type { Audit, AuditEvent, AuditPatient } from '../audit/audit';
import { toChosenName } from '../clinical/names';
import { type ChartType, chartTypes } from '../contract/columns';
import type { ErrorCode } from '../contract/error-codes';
import { KnownError } from '../errors/known-error';
import type { ChartSections, Ehr, PatientPage } from '../fhir/ehr';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { toChartBundle } from './chart.map';
import type { Cursors } from './cursor';
import { toPlacesBundle } from './places.map';
import { toDisclosed, toPatientQuery, toSearchset } from './search.map';
import type { SearchForm } from './search.schema';

/** The EHR of the scope's team. Throws no_connection. */
export type GetEhr = (scope: Scope) => Promise<{ readonly ehr: Ehr; readonly connectionId: string }>;

export interface PatientsDeps {
  readonly getEhr: GetEhr;
  readonly audit: Audit;
  readonly store: Store;
  readonly cursors: Cursors;
  readonly now: () => Date;
}

/** Of a read: the facade's own base URL, which connection the caller means, and when the caller is gone. */
export interface ReadOptions {
  readonly base: string;
  readonly connection?: string | undefined;
  readonly signal: AbortSignal;
}

export interface PatientsService {
  search(scope: Scope, form: SearchForm, options: ReadOptions): Promise<Bundle>;
  searchOn(scope: Scope, cursor: string, options: ReadOptions): Promise<Bundle>;
  getPatient(scope: Scope, patientId: string, options: ReadOptions): Promise<Patient>;
  getChart(scope: Scope, patientId: string, options: ReadOptions): Promise<Bundle>;
  /** Last known locations of the hits of a search. */
  getPlaces(scope: Scope, patientIds: readonly string[], options: ReadOptions): Promise<Bundle>;
}

export function createPatientsService(deps: PatientsDeps): PatientsService {
  const record = (event: Omit<AuditEvent, 'outcome'>) =>
    deps.store.transaction((tx) => deps.audit.record(tx, { ...event, outcome: 'success' }));

  async function answerSearch(
    scope: Scope,
    found: { page: PatientPage; connectionId: string; query: string },
    base: string,
  ) {
    const { page, connectionId, query } = found;
    await record({
      scope,
      operation: 'PatientSearch',
      objects: [{ kind: 'connection', id: connectionId }],
      patients: page.patients.map((patient) => toAuditPatient(patient, connectionId, deps.now())),
      query,
    });
    const next =
      page.next === undefined
        ? undefined
        : deps.cursors.seal(scope, connectionId, { next: page.next, query });
    return toSearchset(page, base, next);
  }

  async function read(scope: Scope, patientId: string, types: readonly ChartType[], options: ReadOptions) {
    const { ehr, connectionId } = await deps.getEhr(scope);
    // A row of an earlier connection: the same id may be another patient on this one.
    if (options.connection !== undefined && options.connection !== connectionId)
      throw toFailure('patient_not_found');
    let sections: ChartSections = {};
    await ehr.readCharts(
      [patientId],
      types,
      (_id, read) => (sections = { ...sections, ...read }),
      options.signal,
    );
    const { Patient: section } = sections;
    if (section?.status === 'failed' && section.reason === 'patient_not_found')
      throw toFailure(section.reason);
    const patient = section?.status === 'ok' ? section.resources.find(isPatient) : undefined;
    await record({
      scope,
      operation: 'PatientView',
      objects: types.map((type) => ({ kind: 'resource', id: type })),
      patients: [
        patient ? toAuditPatient(patient, connectionId, deps.now()) : { ref: `${connectionId}/${patientId}` },
      ],
    });
    return { sections, patient };
  }

  return {
    async search(scope, form, { base, signal }) {
      const query = toPatientQuery(form);
      const { ehr, connectionId } = await deps.getEhr(scope);
      const page = await ehr.searchPatients(query, signal);
      return answerSearch(scope, { page, connectionId, query: JSON.stringify(query) }, base);
    },
    async searchOn(scope, cursor, { base, signal }) {
      const { ehr, connectionId } = await deps.getEhr(scope);
      const { next, query } = deps.cursors.open(scope, connectionId, cursor);
      const page = await ehr.nextPatients(next, signal);
      return answerSearch(scope, { page, connectionId, query }, base);
    },
    async getPatient(scope, patientId, options) {
      const { sections, patient } = await read(scope, patientId, ['Patient'], options);
      if (patient) return toDisclosed(patient);
      const { Patient: section } = sections;
      throw toFailure(section?.status === 'failed' ? section.reason : 'patient_not_found');
    },
    async getChart(scope, patientId, options) {
      const { sections } = await read(scope, patientId, chartTypes, options);
      return toChartBundle(patientId, sections, options.base);
    },
    async getPlaces(scope, patientIds, { base, signal }) {
      const { ehr, connectionId } = await deps.getEhr(scope);
      const sections: ChartSections[] = [];
      await ehr.readCharts(patientIds, ['Encounter'], (_id, read) => sections.push(read), signal);
      await record({
        scope,
        operation: 'PatientLocationView',
        objects: [{ kind: 'connection', id: connectionId }],
        patients: patientIds.map((id) => ({ ref: `${connectionId}/${id}` })),
      });
      return toPlacesBundle(sections, base, { now: deps.now(), zone: ehr.reading.zone });
    },
  };
}

function isPatient(resource: { resourceType: string }): resource is Patient {
  return resource.resourceType === 'Patient';
}

function toAuditPatient(patient: Patient, connectionId: string, now: Date): AuditPatient {
  return {
    ref: `${connectionId}/${patient.id ?? ''}`,
    label: toChosenName(patient.name, { now }).name?.display,
  };
}

function toFailure(reason: ErrorCode): KnownError {
  if (reason === 'record_protected')
    return new KnownError(reason, {
      status: 403,
      detail: 'The EHR protects this record. Open it in the EHR itself.',
    });
  return reason === 'patient_not_found'
    ? new KnownError(reason, { status: 404, detail: 'The EHR has no such patient.' })
    : new KnownError(reason, { status: 502, detail: 'The EHR could not be read. Try again in a minute.' });
}
