// The patient about whom a server is asked: the one who was named, or somebody of whom it knows much.
import type { Patient } from 'fhir/r4';
import { toPatientValue } from '../../api/clinical/patient';
import { type ChartType, chartTypes } from '../../api/contract/columns';
import type { ChartSections, Ehr, PatientQuery } from '../../api/fhir/ehr';

export interface Subject {
  readonly id: string;
  readonly family?: string | undefined;
  readonly given?: string | undefined;
  readonly birthDate?: string | undefined;
  /** As it is searched for: `system|value` where the system is known. */
  readonly mrn?: string | undefined;
}

/** Starts of names that many people have. */
const startsOfNames = ['a', 's', 'm', 'jo', 'de'];
const lookedAt = 20;

export function toSubject(patient: Patient, { reading }: Pick<Ehr, 'reading'>): Subject {
  const value = toPatientValue(patient, { server: '', now: new Date(), ...reading });
  const { name, mrn, birthDate } = value;
  return {
    id: value.id,
    family: name?.family,
    given: name?.given,
    birthDate: birthDate?.length === 10 ? birthDate : undefined,
    mrn: mrn && (mrn.system === undefined ? mrn.value : `${mrn.system}|${mrn.value}`),
  };
}

export async function readSections(
  ehr: Ehr,
  ids: readonly string[],
  types: readonly ChartType[] = chartTypes,
): Promise<Map<string, ChartSections>> {
  const charts = new Map<string, ChartSections>();
  await ehr.readCharts(ids, types, (id, sections) => void charts.set(id, sections));
  return charts;
}

/** undefined: nobody can be found without a hint. Throws what a search throws where a hint was given. */
export async function findSubject(ehr: Ehr, hint: PatientQuery | undefined): Promise<Subject | undefined> {
  if (hint?.id !== undefined) {
    const section = (await readSections(ehr, [hint.id], ['Patient'])).get(hint.id)?.Patient;
    const [patient] = section?.status === 'ok' ? section.resources : [];
    return patient?.resourceType === 'Patient' ? toSubject(patient, ehr) : undefined;
  }
  if (hint !== undefined) {
    const [patient] = (await ehr.searchPatients(hint)).patients;
    return patient && toSubject(patient, ehr);
  }
  for (const name of startsOfNames) {
    const found = await ehr.searchPatients({ name, count: lookedAt }).catch(() => undefined);
    const best = found && (await findBestKnown(ehr, found.patients));
    if (best) return toSubject(best, ehr);
  }
  return undefined;
}

/** The first of those of whom most kinds of things are recorded. */
async function findBestKnown(ehr: Ehr, patients: readonly Patient[]): Promise<Patient | undefined> {
  const ids = patients.map(({ id }) => id ?? '').filter((id) => id !== '');
  const charts = await readSections(ehr, ids);
  const count = (patient: Patient) =>
    Object.values(charts.get(patient.id ?? '') ?? {}).filter(
      (section) => section.status === 'ok' && section.resources.length > 0,
    ).length;
  return [...patients].sort((a, b) => count(b) - count(a))[0];
}
