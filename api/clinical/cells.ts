// The cells of one row: each column's value and whether it's ok, empty, not offered or failed. Empty is never said of
// what failed. What a section holds is taken as it came: the FHIR room has dropped what is somebody else's.
import type { Encounter, FhirResource } from 'fhir/r4';
import {
  type Cell,
  type ChartType,
  type EhrCells,
  type EhrCellValues,
  type EhrColumnId,
  isEhrColumn,
} from '../contract/columns';
import {
  type PatientValue,
  type VitalItem,
  type VitalKind,
  type VitalsValue,
  vitalsOfRow,
} from '../contract/values';
import type { ChartSections, Section } from '../fhir/ehr';
import { toAllergies } from './allergies';
import type { PatientContext, WhereContext } from './context';
import { toCoverages } from './coverage';
import { findChosenEncounter, mayHaveOlderStay } from './encounters';
import { toLengthOfStay } from './length-of-stay';
import { toMedications } from './medications';
import { toPatientValue } from './patient';
import { toMainProblem } from './problems';
import { toLatestVitals } from './vitals';
import { toWhereOf } from './where';

export interface CellsContext extends PatientContext, WhereContext {
  /** Column ids as the list has them; those that the EHR can't fill are passed over. */
  readonly columns: readonly string[];
}

type OkSection = Extract<Section, { status: 'ok' }>;

/** One patient's chart with what several columns need, worked out at most once. */
interface Chart {
  readonly sections: ChartSections;
  readonly context: CellsContext;
  patient?: PatientValue | undefined;
  chosen?: { readonly encounter: Encounter | undefined } | undefined;
  vitals?: VitalsValue | undefined;
}

/** A column whose sections weren't asked for has no cell. */
export function toEhrCells(sections: ChartSections, context: CellsContext): EhrCells {
  const chart: Chart = { sections, context };
  const cells: MutableCells = {};
  for (const column of context.columns) if (isEhrColumn(column)) put(cells, column, chart);
  return cells;
}

type MutableCells<C extends EhrColumnId = EhrColumnId> = { [K in C]?: Cell<EhrCellValues[K]> };

function put<K extends EhrColumnId>(cells: MutableCells<K>, column: K, chart: Chart): void {
  const rule: ColumnRule<EhrCellValues[K]> = columns[column];
  const section = chart.sections[rule.type];
  if (section) cells[column] = toCell(section, chart, rule);
}

function toCell<V>(section: Section, chart: Chart, rule: ColumnRule<V>): Cell<V> {
  const { toValue, helper } = rule;
  if (section.status !== 'ok') return section;
  const { fetched } = section;
  let value: V | undefined;
  try {
    if (section === chart.sections.Patient && section.resources.length === 0) {
      return { status: 'failed', reason: 'patient_not_found', fetched };
    }
    value = toValue(section, chart);
  } catch {
    // A resource that isn't shaped like one: the cell says so, and the other cells are none the worse.
    return { status: 'failed', reason: 'server_answer_broken', fetched };
  }
  const isHelperMissing = helper !== undefined && chart.sections[helper]?.status === 'failed';
  const isOfStay = rule.type === 'Encounter' || helper === 'Encounter';
  const isIncomplete = section.mayBeIncomplete || isHelperMissing || (isOfStay && mayHaveStay(chart));
  const isAnswered = value !== undefined && rule.lacks?.(value) !== true;
  const isWhole = !isIncomplete && (isAnswered || !section.hasOlder);
  const unread = section.unreadable === undefined ? {} : { unreadable: section.unreadable };
  const reading = isWhole ? { fetched } : { fetched, mayBeIncomplete: true, ...unread };
  return value === undefined ? { status: 'empty', ...reading } : { status: 'ok', value, ...reading };
}

type ToValue<V> = (section: OkSection, chart: Chart) => V | undefined;

interface ColumnRule<V> {
  /** The section that decides whether the cell could be read. */
  readonly type: ChartType;
  /** Another one that improves the value: where it failed, the cell may be incomplete. */
  readonly helper?: ChartType;
  /** Undefined is "nothing recorded". */
  readonly toValue: ToValue<V>;
  /** Of what shows several things: whether one of them isn't among what was read. */
  readonly lacks?: (value: V) => boolean;
}

const columns: { readonly [K in EhrColumnId]: ColumnRule<EhrCellValues[K]> } = {
  bed: {
    type: 'Encounter',
    toValue: (section, chart) => ({
      ...toWhereOf(getChosen(chart), section.included, chart.context),
      mayBeIncomplete: section.mayBeIncomplete || mayHaveStay(chart) || undefined,
    }),
  },
  patient: { type: 'Patient', toValue: getPatient },
  mainProblem: {
    type: 'Condition',
    helper: 'Encounter',
    toValue: (section, chart) => toMainProblem(section.resources, getChosen(chart), chart.context),
  },
  allergies: {
    type: 'AllergyIntolerance',
    toValue: (section, chart) => toAllergies(section.resources, chart.context),
  },
  lengthOfStay: {
    type: 'Encounter',
    toValue: (_, chart) => toLengthOfStay(getChosen(chart), chart.context),
  },
  vitals: {
    type: 'Observation',
    toValue: (section, chart) => {
      const vitals = getVitals(section, chart);
      return vitals.latest.length > 0 ? vitals : undefined;
    },
    lacks: ({ latest }) =>
      latest.some(isHalf) || vitalsOfRow.some((kind) => !latest.some((item) => item.kind === kind)),
  },
  bloodPressure: toVitalColumn('bloodPressure'),
  heartRate: toVitalColumn('heartRate'),
  respiration: toVitalColumn('respiration'),
  temperature: toVitalColumn('temperature'),
  oxygenSaturation: toVitalColumn('oxygenSaturation'),
  weight: toVitalColumn('weight'),
  height: toVitalColumn('height'),
  bmi: toVitalColumn('bmi'),
  medications: {
    type: 'MedicationRequest',
    toValue: (section, chart) => toFilled(toMedications(section.resources, chart.context, section.included)),
  },
  coverage: {
    type: 'Coverage',
    toValue: (section, chart) => toFilled(toCoverages(section.resources, chart.context)),
  },
  encounterStatus: { type: 'Encounter', toValue: (_, chart) => getChosen(chart)?.status },
  generalPractitioner: {
    type: 'Patient',
    toValue: (section, chart) => getPatient(section, chart)?.generalPractitioner,
  },
  phone: { type: 'Patient', toValue: (section, chart) => getPatient(section, chart)?.phone },
};

function toVitalColumn(kind: VitalKind): ColumnRule<VitalItem> {
  return {
    type: 'Observation',
    toValue: (section, chart) => getVitals(section, chart).latest.find((item) => item.kind === kind),
    lacks: isHalf,
  };
}

/** Of a blood pressure that is told in two observations, one of which isn't there. */
function isHalf({ systolic, diastolic }: VitalItem): boolean {
  return (systolic === undefined) !== (diastolic === undefined);
}

function toFilled<I>(items: readonly I[]): { readonly items: readonly I[] } | undefined {
  return items.length > 0 ? { items } : undefined;
}

function getPatient(section: OkSection, chart: Chart): PatientValue | undefined {
  chart.patient ??= toFirstPatient(section.resources, chart.context);
  return chart.patient;
}

function toFirstPatient(resources: readonly FhirResource[], context: CellsContext): PatientValue | undefined {
  const patient = resources.find((resource) => resource.resourceType === 'Patient');
  return patient && toPatientValue(patient, context);
}

/** Undefined also where encounters couldn't be read: the main problem is then chosen without a diagnosis of a stay. */
function getChosen(chart: Chart): Encounter | undefined {
  if (!chart.chosen) {
    const section = chart.sections.Encounter;
    const encounter =
      section?.status === 'ok' ? findChosenEncounter(section.resources, chart.context) : undefined;
    chart.chosen = { encounter };
  }
  return chart.chosen.encounter;
}

/** A long stay may have begun before everything on the newest page. */
function mayHaveStay(chart: Chart): boolean {
  const section = chart.sections.Encounter;
  return section?.status === 'ok' && mayHaveOlderStay(section);
}

function getVitals(section: OkSection, chart: Chart): VitalsValue {
  chart.vitals ??= toLatestVitals(section.resources, chart.context);
  return chart.vitals;
}
