// An EHR in memory: the patients that a test gives it, R4, with knobs for bad weather.
import type { Patient } from 'fhir/r4';
import type { ChartType } from '../../api/contract/columns';
import type { ErrorCode } from '../../api/contract/error-codes';
import type { ChartSections, Ehr, ManyPatients, Section } from '../../api/fhir/ehr';

export interface FakeEhr {
  readonly ehr: Ehr;
  /** Adds or replaces a patient: "HART, Ana", born 1957-06-05, MRN as told. */
  put(id: string, family: string, mrn?: string): void;
  /** What was asked for, call by call. */
  readonly asked: { readonly ids: readonly string[]; readonly types: readonly ChartType[] }[];
  /** From now on every section fails so. */
  failSections(reason: ErrorCode | undefined): void;
  /** From now on the whole read throws so. */
  throwOnRead(error: Error | undefined): void;
  /** From now on answers wait for the promise; those of the first `answered` patients of a read don't. */
  holdUntil(gate: Promise<void> | undefined, answered?: number): void;
}

/** An EHR that keeps no lists and finds nobody by number. */
function createFakeMany(): ManyPatients {
  return {
    findByIdentifier: async (asked, onAnswer) => {
      asked.forEach((_forms, index) => {
        onAnswer(index, { patients: [] });
      });
    },
    findSources: async () => ({ lists: false, wards: false }),
    readRosters: async () => ({ rosters: [], isCut: false }),
    readWards: async () => ({ wards: [], isCut: false }),
    readMembers: async () => ({ patientIds: [], foreign: 0, isCut: false }),
  };
}

export const fetched = '2026-11-22T07:00:00.000Z';

export function createFakeEhr(): FakeEhr {
  const patients = new Map<string, Patient>();
  const asked: FakeEhr['asked'] = [];
  let failure: ErrorCode | undefined;
  let thrown: Error | undefined;
  let gate: Promise<void> | undefined;
  let ungated = 0;

  const toSection = (id: string, type: ChartType): Section => {
    if (failure) return { status: 'failed', reason: failure, fetched };
    const patient = patients.get(id);
    if (!patient) return { status: 'failed', reason: 'patient_not_found', fetched };
    const resources = type === 'Patient' ? [patient] : [];
    return { status: 'ok', resources, included: [], droppedForeign: 0, mayBeIncomplete: false, fetched };
  };

  const ehr: Ehr = {
    server: 'Main EHR',
    reading: {},
    release: 'R4',
    can: { abilities: [], needs: [] },
    offered: new Set(['Patient']),
    many: createFakeMany(),
    searchPatients: async () => ({ patients: [], total: { kind: 'unknown' } }),
    nextPatients: async () => ({ patients: [], total: { kind: 'unknown' } }),
    async readCharts(ids, types, onChart, signal) {
      asked.push({ ids, types });
      for (const [at, id] of ids.entries()) {
        if (at >= ungated) await gate;
        if (signal?.aborted) return;
        if (thrown) throw thrown;
        const sections: ChartSections = Object.fromEntries(types.map((type) => [type, toSection(id, type)]));
        onChart(id, sections);
      }
    },
  };
  return {
    ehr,
    asked,
    put(id, family, mrn) {
      const type = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] };
      patients.set(id, {
        resourceType: 'Patient',
        id,
        name: [{ family, given: ['Ana'] }],
        birthDate: '1957-06-05',
        gender: 'female',
        ...(mrn !== undefined && { identifier: [{ type, value: mrn }] }),
      });
    },
    failSections: (reason) => {
      failure = reason;
    },
    throwOnRead: (error) => {
      thrown = error;
    },
    holdUntil: (until, answered = 0) => {
      gate = until;
      ungated = answered;
    },
  };
}
