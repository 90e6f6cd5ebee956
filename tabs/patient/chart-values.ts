// From a chart to what each section of the panel shows, by the same clinical rules as the list's cells. Pure.
import type { FhirResource } from 'fhir/r4';
import { toAllergies } from '../../api/clinical/allergies';
import type { PatientContext, WhereContext } from '../../api/clinical/context';
import { toCoverages } from '../../api/clinical/coverage';
import { findChosenEncounter, toEncounters } from '../../api/clinical/encounters';
import { toLengthOfStay } from '../../api/clinical/length-of-stay';
import { toMedications } from '../../api/clinical/medications';
import { toPatientValue } from '../../api/clinical/patient';
import { toProblems } from '../../api/clinical/problems';
import { toReferencedId } from '../../api/clinical/references';
import { toVitals } from '../../api/clinical/vital-trends';
import { toWhere } from '../../api/clinical/where';
import type {
  AllergiesValue,
  CoverageItem,
  EncounterItem,
  LengthOfStayValue,
  MedicationItem,
  PatientValue,
  ProblemItem,
  SectionStatus,
  VitalTrend,
  WhereValue,
} from '../../api/contract/values';
import type { Chart, ChartSection } from './chart';

export interface SectionValue<V> {
  readonly status: SectionStatus;
  readonly value?: V | undefined;
  readonly reason?: string | undefined;
  readonly fetched?: string | undefined;
  readonly mayBeIncomplete?: boolean | undefined;
  /** Only the newest were read: what isn't shown may be further back. */
  readonly hasOlder?: boolean | undefined;
  readonly droppedForeign?: number | undefined;
  readonly unreadable?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

export interface StayValue {
  readonly where: WhereValue;
  readonly stay: LengthOfStayValue | undefined;
  readonly encounters: readonly EncounterItem[];
}

export interface ChartValues {
  readonly patient: SectionValue<PatientValue>;
  /** Of the record that replaces this one, where it is on the same server; a mere number or a name opens nobody. */
  readonly replacementId: string | undefined;
  readonly stay: SectionValue<StayValue>;
  readonly problems: SectionValue<readonly ProblemItem[]>;
  readonly allergies: SectionValue<AllergiesValue>;
  readonly vitals: SectionValue<readonly VitalTrend[]>;
  readonly medications: SectionValue<readonly MedicationItem[]>;
  readonly coverage: SectionValue<readonly CoverageItem[]>;
}

/** `isStale`: the chart couldn't be read again; what is known stays, marked. */
export function toChartValues(
  chart: Chart,
  context: PatientContext & WhereContext,
  isStale = false,
): ChartValues {
  const make = <V>(
    section: ChartSection,
    toValue: (resources: readonly FhirResource[], included: readonly FhirResource[]) => V | undefined,
  ) => toSectionValue(section, toValue, isStale);
  return {
    patient: make(chart.Patient, ([first]) =>
      first?.resourceType === 'Patient' ? toPatientValue(first, context) : undefined,
    ),
    replacementId: findReplacementId(chart.Patient),
    stay: make(chart.Encounter, (resources, included) => ({
      where: toWhere(resources, included, context),
      stay: toLengthOfStay(findChosenEncounter(resources, context), context),
      encounters: toEncounters(resources, context, included),
    })),
    problems: make(chart.Condition, (resources) => toFilled(toProblems(resources, context))),
    allergies: make(chart.AllergyIntolerance, (resources) => toAllergies(resources, context)),
    vitals: make(chart.Observation, (resources) => toFilled(toVitals(resources, context))),
    medications: make(chart.MedicationRequest, (resources, included) =>
      toFilled(toMedications(resources, context, included)),
    ),
    coverage: make(chart.Coverage, (resources) => toFilled(toCoverages(resources, context))),
  };
}

function findReplacementId(section: ChartSection): string | undefined {
  const [patient] = section.status === 'ok' ? section.resources : [];
  if (patient?.resourceType !== 'Patient') return undefined;
  for (const { type, other } of patient.link ?? []) {
    const isHere = type === 'replaced-by' && other.reference?.startsWith('Patient/');
    const id = isHere ? toReferencedId(other.reference, 'Patient') : undefined;
    if (id && id !== patient.id) return id;
  }
  return undefined;
}

const toFilled = <I>(items: readonly I[]): readonly I[] | undefined => (items.length > 0 ? items : undefined);

function toSectionValue<V>(
  section: ChartSection,
  toValue: (resources: readonly FhirResource[], included: readonly FhirResource[]) => V | undefined,
  isStale: boolean,
): SectionValue<V> {
  const { fetched } = section;
  if (section.status !== 'ok') return section;
  const { mayBeIncomplete, hasOlder, droppedForeign, unreadable } = section;
  const reading = { fetched, mayBeIncomplete, hasOlder, droppedForeign, unreadable };
  try {
    const value = toValue(section.resources, section.included);
    const status = value === undefined ? 'empty' : 'ok';
    return { status: isStale ? 'stale' : status, value, ...reading };
  } catch {
    // One resource that isn't shaped like one: this section says so, the others are none the worse.
    return { status: 'failed', reason: 'server_answer_broken', fetched };
  }
}
