// What the made-up census says, independent of any FHIR release. The writers turn it into resources.

export interface NameFact {
  use: 'official' | 'usual' | 'old';
  family?: string;
  given: string[];
  prefix?: string;
  /** Ideographic, syllabic (phonetic) or alphabetic spelling of the same name. */
  representation?: 'IDE' | 'SYL' | 'ABC';
  isFamilyMasked?: boolean;
}
export interface PersonFact {
  id: string;
  names: NameFact[];
  gender: string;
  birthDate: string;
  mrn?: string;
  phone?: string;
  deceasedAt?: string;
  replacedBy?: string;
  practitioner?: string;
}
export interface PlaceFact {
  id: string;
  name: string;
  kind: 'hospital' | 'ward' | 'room' | 'bed';
  partOf?: string;
}
export interface StayPlace {
  place: PlaceFact;
  text: string;
  status?: 'active' | 'completed';
  start: string;
  end?: string;
  isContained?: boolean;
}
export interface StayFact {
  id: string;
  patient: string;
  kind: 'inpatient' | 'emergency' | 'ambulatory';
  status: 'planned' | 'in-progress' | 'finished';
  type: { code: string; text: string };
  start: string;
  end?: string;
  places: StayPlace[];
  diagnosis?: string;
  leftTo?: string;
}
export interface ProblemFact {
  id: string;
  patient: string;
  stay?: string;
  code: string;
  text: string;
  isDiagnosis: boolean;
  verification: 'confirmed' | 'provisional';
  severity?: 'severe' | 'moderate' | 'mild';
  onset: string;
  recorded: string;
}
export interface AllergyFact {
  id: string;
  patient: string;
  code: string;
  text: string;
  type?: 'allergy' | 'intolerance';
  isHigh: boolean;
  verification: 'confirmed' | 'unconfirmed' | 'refuted' | 'entered-in-error';
  recorded: string;
  reaction?: string;
  note?: string;
}
export interface Quantity {
  value: number;
  unit: string;
  ucum: string;
}
export interface VitalFact {
  id: string;
  patient: string;
  stay?: string;
  code: string;
  text: string;
  quantity?: Quantity;
  components?: { code: string; text: string; quantity: Quantity }[];
  /** Missing: the source never said when. */
  at?: string;
  /** With `at` as the start: a measurement over a time. */
  until?: string;
  issued: string;
  status: 'final' | 'preliminary' | 'entered-in-error';
  interpretation?: 'H' | 'HH' | 'L' | 'LL';
  absent?: 'unknown' | 'masked' | 'not-asked';
}
export interface MedicationFact {
  id: string;
  patient: string;
  stay?: string;
  rxnorm: string;
  text: string;
  dose: string;
  status: 'active' | 'on-hold' | 'stopped';
  authored: string;
  prescriber: string;
}
export interface CoverageFact {
  id: string;
  patient: string;
  payor: string;
  plan: string;
  group: string;
  subscriberId: string;
  start: string;
  end?: string;
}
export interface Census {
  persons: PersonFact[];
  places: PlaceFact[];
  stays: StayFact[];
  problems: ProblemFact[];
  allergies: AllergyFact[];
  vitals: VitalFact[];
  medications: MedicationFact[];
  coverages: CoverageFact[];
}
