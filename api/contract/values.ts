// The shapes of what a cell or a section of the chart shows, derived from R4 by api/clinical. Types only.

/** ISO 8601 instant in UTC, for example "2026-11-22T07:02:11.120Z". */
export type Instant = string;
/** A FHIR date or dateTime with the precision it came with: "2019", "2019-03", "2019-03-05", or an instant with offset. */
export type FhirTime = string;

/** ok: there is a value · empty: the server answered, nothing recorded · notOffered: the server doesn't have it · failed: couldn't be read · stale: last known. */
export type SectionStatus = 'ok' | 'empty' | 'notOffered' | 'failed' | 'stale';

export interface Source {
  /** Name of the connection or origin of the server. */
  readonly server: string;
  /** `Type/id` on that server. */
  readonly reference: string;
}

/** A value with where it comes from and when it was true. No `effective` means "time unknown". */
export interface Fact {
  readonly source?: Source | undefined;
  readonly effective?: FhirTime | undefined;
}

export interface Age {
  readonly value: number;
  readonly unit: 'year' | 'month' | 'day';
  /** The birth date is partial. */
  readonly isAbout: boolean;
  readonly isAtDeath: boolean;
}

export interface PersonName {
  /** "FAMILY, Given"; ideographic names in their own order; `name.text` if there are no parts. */
  readonly display: string;
  readonly family?: string | undefined;
  readonly given?: string | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Phonetic or alphabetic representation, shown beneath an ideographic name. */
  readonly beneath?: string | undefined;
}

export interface Mrn {
  readonly value: string;
  readonly system?: string | undefined;
}

export interface PatientValue extends Fact {
  readonly id: string;
  readonly name?: PersonName | undefined;
  readonly otherNames: readonly string[];
  readonly birthDate?: FhirTime | undefined;
  readonly age?: Age | undefined;
  readonly gender?: 'male' | 'female' | 'other' | 'unknown' | undefined;
  readonly mrn?: Mrn | undefined;
  readonly deceased?: { readonly date?: FhirTime | undefined } | undefined;
  readonly phone?: string | undefined;
  readonly generalPractitioner?: string | undefined;
  /** `Patient.link` of type replaced-by: id of the other record, or its whole address on another server. */
  readonly replacedBy?: string | undefined;
  /** Masked or unknown parts: field name to reason ("masked", "asked-unknown", …). */
  readonly absent?: Readonly<Record<string, string>> | undefined;
}

export interface WhereValue extends Fact {
  /** in: has a place · noBed: encounter without location · left: encounter finished · noEncounter */
  readonly kind: 'in' | 'noBed' | 'left' | 'noEncounter';
  readonly hospital?: string | undefined;
  readonly ward?: string | undefined;
  readonly room?: string | undefined;
  readonly bed?: string | undefined;
  /** The place in one line as the server says it. */
  readonly text?: string | undefined;
  /** Why the place isn't told: "masked", "unknown", … */
  readonly absent?: string | undefined;
  readonly encounterStatus?: string | undefined;
  readonly encounterType?: string | undefined;
  readonly leftOn?: FhirTime | undefined;
  readonly leftTo?: string | undefined;
  readonly mayBeIncomplete?: boolean | undefined;
}

export interface LengthOfStayValue extends Fact {
  /** Day 1 is the day of `period.start`. */
  readonly days: number;
  readonly start: FhirTime;
}

/** Shown with this word: "unconfirmed", "provisional", "differential", "preliminary", "planned", "reported", "stopped", "on hold". */
export type Qualifier =
  | 'unconfirmed'
  | 'provisional'
  | 'differential'
  | 'preliminary'
  | 'planned'
  | 'reported'
  | 'stopped'
  | 'on-hold';

/** Something that the record names, or says why it doesn't. */
export interface Named extends Fact {
  /** The name; the reason again where that is all there is, "?" where there is nothing. */
  readonly text: string;
  /** Why there is no name: "masked", "unknown", … `text` is then no name. */
  readonly absent?: string | undefined;
}

export interface ProblemItem extends Named {
  readonly category: 'problem-list-item' | 'encounter-diagnosis' | 'other';
  readonly isActive: boolean;
  readonly qualifier?: Qualifier | undefined;
  readonly severity?: string | undefined;
  readonly onset?: FhirTime | undefined;
  readonly recorded?: FhirTime | undefined;
}

export interface MainProblemValue {
  readonly main: ProblemItem;
  /** Which rule chose it. */
  readonly rule: 'encounter-diagnosis' | 'severity' | 'latest';
  readonly more: number;
}

export interface AllergyItem extends Named {
  readonly isHigh: boolean;
  readonly type?: 'allergy' | 'intolerance' | undefined;
  readonly qualifier?: Qualifier | undefined;
  readonly recorded?: FhirTime | undefined;
  readonly reactions: readonly string[];
  readonly note?: string | undefined;
}

/** These three and a failed section never look alike. */
export type AllergiesValue =
  | { readonly kind: 'list'; readonly items: readonly AllergyItem[] }
  | { readonly kind: 'noKnown'; readonly items: readonly AllergyItem[] }
  | { readonly kind: 'notRecorded' };

export const vitalKinds = [
  'bloodPressure',
  'heartRate',
  'respiration',
  'temperature',
  'oxygenSaturation',
  'weight',
  'height',
  'bmi',
] as const;
export type VitalKind = (typeof vitalKinds)[number];
/** Those that one cell of a list has together. */
export const vitalsOfRow = [
  'bloodPressure',
  'heartRate',
  'respiration',
  'temperature',
  'oxygenSaturation',
] as const satisfies readonly VitalKind[];

export interface Measured {
  readonly value: number;
  readonly unit?: string | undefined;
  /** The value as the server gave it, when it was converted. */
  readonly original?: { readonly value: number; readonly unit?: string | undefined } | undefined;
}

/** What was measured, where it is no plain number. */
export interface VitalPart {
  /** The server's own words for what was measured. */
  readonly display: string;
  readonly text?: string | undefined;
  /** A value that is yes or no. */
  readonly isTrue?: boolean | undefined;
  /** A value that is a time, or the two ends of a period. */
  readonly times?: readonly FhirTime[] | undefined;
  /** A period that has only its start, or only its end. */
  readonly since?: FhirTime | undefined;
  readonly until?: FhirTime | undefined;
  /** Kept as something that isn't shown here. */
  readonly recording?: 'curve' | 'attachment' | undefined;
}

export interface VitalItem extends Fact, VitalPart {
  readonly kind: VitalKind | 'other';
  /** The server's own words; the tab has words of its own for each `kind` but "other". */
  readonly display: string;
  /** One quantity, or for blood pressure systolic and diastolic. */
  readonly quantity?: Measured | undefined;
  readonly systolic?: Measured | undefined;
  readonly diastolic?: Measured | undefined;
  /** Of a panel whose parts aren't all told by a text alone. */
  readonly parts?: readonly VitalPart[] | undefined;
  /** H, HH, L, LL, A, AA as the server says, never from us. */
  readonly interpretation?: string | undefined;
  readonly qualifier?: Qualifier | undefined;
  /** dataAbsentReason: "unknown", "masked", "not-asked", … */
  readonly absent?: string | undefined;
  /** The same for the missing one of systolic and diastolic, where the other has a value. */
  readonly absentPart?: string | undefined;
  readonly issued?: Instant | undefined;
}

export interface VitalTrend {
  readonly kind: VitalKind | 'other';
  readonly display: string;
  readonly latest: VitalItem;
  /** At most 20, oldest first, with a time; different units are not joined: only those with the latest's unit. */
  readonly points: readonly VitalItem[];
}

export interface VitalsValue {
  readonly latest: readonly VitalItem[];
}

export interface MedicationItem extends Named {
  readonly dose?: string | undefined;
  readonly qualifier?: Qualifier | undefined;
  readonly isActive: boolean;
  readonly authored?: FhirTime | undefined;
  readonly ended?: FhirTime | undefined;
  readonly prescriber?: string | undefined;
}

export interface MedicationsValue {
  readonly items: readonly MedicationItem[];
}

export interface CoverageItem extends Fact {
  readonly payor?: string | undefined;
  readonly plan?: string | undefined;
  /** Where it has a name beside the plan's. */
  readonly group?: string | undefined;
  readonly subscriberId?: string | undefined;
  readonly start?: FhirTime | undefined;
  readonly end?: FhirTime | undefined;
}

export interface CoverageValue {
  readonly items: readonly CoverageItem[];
}

export interface EncounterItem extends Fact {
  readonly status: string;
  readonly type?: string | undefined;
  readonly class?: string | undefined;
  readonly location?: string | undefined;
  readonly start?: FhirTime | undefined;
  readonly end?: FhirTime | undefined;
  readonly isChosen: boolean;
}
