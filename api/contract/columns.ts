// The columns that a list can show. Plain data: the tab may import it.
import type {
  AllergiesValue,
  CoverageValue,
  Instant,
  LengthOfStayValue,
  MainProblemValue,
  MedicationsValue,
  PatientValue,
  SectionStatus,
  VitalItem,
  VitalsValue,
  WhereValue,
} from './values';

/** The clinical resource types, R4 names, that the EHR is asked for, in the order in which batches ask. */
export const chartTypes = [
  'Patient',
  'Encounter',
  'Condition',
  'AllergyIntolerance',
  'Observation',
  'MedicationRequest',
  'Coverage',
] as const;
export type ChartType = (typeof chartTypes)[number];

/** The eight resources of the interface (shared/interface.md): the seven above and Location, read through Encounter. */
export const interfaceTypes = [...chartTypes, 'Location'] as const;
export type InterfaceType = (typeof interfaceTypes)[number];

/** The value type of each column that the EHR can fill. */
export interface EhrCellValues {
  bed: WhereValue;
  patient: PatientValue;
  mainProblem: MainProblemValue;
  allergies: AllergiesValue;
  lengthOfStay: LengthOfStayValue;
  vitals: VitalsValue;
  bloodPressure: VitalItem;
  heartRate: VitalItem;
  respiration: VitalItem;
  temperature: VitalItem;
  oxygenSaturation: VitalItem;
  weight: VitalItem;
  height: VitalItem;
  bmi: VitalItem;
  medications: MedicationsValue;
  coverage: CoverageValue;
  encounterStatus: string;
  generalPractitioner: string;
  phone: string;
}
export type EhrColumnId = keyof EhrCellValues;

export interface Cell<V> {
  readonly status: SectionStatus;
  /** Present if and only if status is ok or stale. */
  readonly value?: V | undefined;
  readonly fetched: Instant;
  /** The server said, or we know, that not everything was read. */
  readonly mayBeIncomplete?: boolean | undefined;
  /** How many records of this patient couldn't be read and are left out. */
  readonly unreadable?: number | undefined;
  /** Why it failed: an error code of the contract. */
  readonly reason?: string | undefined;
  /** The server said how long it doesn't want to be asked, counted from `fetched`. */
  readonly retryAfterSeconds?: number | undefined;
}
export type EhrCells = { readonly [K in EhrColumnId]?: Cell<EhrCellValues[K]> };

export interface EhrColumn {
  readonly id: EhrColumnId;
  readonly needs: readonly ChartType[];
  readonly isDefault: boolean;
}

export const ehrColumns: readonly EhrColumn[] = [
  { id: 'bed', needs: ['Encounter'], isDefault: true },
  { id: 'patient', needs: ['Patient'], isDefault: true },
  { id: 'mainProblem', needs: ['Condition', 'Encounter'], isDefault: true },
  { id: 'allergies', needs: ['AllergyIntolerance'], isDefault: true },
  { id: 'lengthOfStay', needs: ['Encounter'], isDefault: true },
  { id: 'vitals', needs: ['Observation'], isDefault: true },
  { id: 'bloodPressure', needs: ['Observation'], isDefault: false },
  { id: 'heartRate', needs: ['Observation'], isDefault: false },
  { id: 'respiration', needs: ['Observation'], isDefault: false },
  { id: 'temperature', needs: ['Observation'], isDefault: false },
  { id: 'oxygenSaturation', needs: ['Observation'], isDefault: false },
  { id: 'weight', needs: ['Observation'], isDefault: false },
  { id: 'height', needs: ['Observation'], isDefault: false },
  { id: 'bmi', needs: ['Observation'], isDefault: false },
  { id: 'medications', needs: ['MedicationRequest'], isDefault: false },
  { id: 'coverage', needs: ['Coverage'], isDefault: false },
  { id: 'encounterStatus', needs: ['Encounter'], isDefault: false },
  { id: 'generalPractitioner', needs: ['Patient'], isDefault: false },
  { id: 'phone', needs: ['Patient'], isDefault: false },
];

const ehrColumnIds: ReadonlySet<string> = new Set(ehrColumns.map(({ id }) => id));

export function isEhrColumn(id: string): id is EhrColumnId {
  return ehrColumnIds.has(id);
}

/** Columns that the team itself fills: the last note, who changed the row last, and the team's own fields. */
export const teamColumns = ['notes', 'updated'] as const;
export type TeamColumnId = (typeof teamColumns)[number];
export type FieldColumnId = `field:${string}`;
export type ColumnId = EhrColumnId | TeamColumnId | FieldColumnId;

export const fixedColumnIds: readonly string[] = [...ehrColumns.map((c) => c.id), ...teamColumns];
export const defaultColumns: readonly ColumnId[] = [
  ...ehrColumns.filter((c) => c.isDefault).map((c) => c.id),
  'notes',
];

/** What a person may type about a patient; in EHR mode only `mainProblem` and the team's own fields. */
export const typedKeys = [
  'family',
  'given',
  'birthDate',
  'gender',
  'mrn',
  'ward',
  'room',
  'bed',
  'mainProblem',
  'allergies',
  'noKnownAllergies',
  'admittedOn',
  'vitals',
  'medications',
  'coverage',
  'generalPractitioner',
  'phone',
] as const;
/** Keys that may be typed on a row whose patient comes from the EHR. */
export function isTypedOverEhr(key: string): boolean {
  return key === 'mainProblem' || key.startsWith('field:');
}
