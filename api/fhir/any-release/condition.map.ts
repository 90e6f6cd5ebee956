// A Condition of any release as R4.
import type { CodeableConcept, Coding, Condition } from 'fhir/r4';
import {
  toAge,
  toAnnotations,
  toConcept,
  toConcepts,
  toPeriod,
  toRange,
  toReference,
  toStatusConcept,
} from './datatypes.map';
import { toText } from './element';
import { defineReading } from './elements';

export interface ConditionParts {
  subject: unknown;
  encounter: unknown;
  recordedDate: unknown;
  note: unknown;
  onsetAge: unknown;
  abatementAge: unknown;
}

export const conditions = defineReading<Condition, ConditionParts>('Condition', {
  clinicalStatus: ({ raw }) =>
    toStatusConcept(raw.clinicalStatus, 'http://terminology.hl7.org/CodeSystem/condition-clinical'),
  verificationStatus: ({ raw }) => toVerification(raw.verificationStatus),
  category: ({ raw }) => toConcepts(raw.category)?.map(toCategory),
  severity: ({ raw }) => toConcept(raw.severity),
  code: ({ raw }) => toConcept(raw.code),
  bodySite: ({ raw }) => toConcepts(raw.bodySite),
  subject: ({ parts }) => toReference(parts.subject) ?? {},
  encounter: ({ parts }) => toReference(parts.encounter),
  onsetDateTime: ({ raw }) => toText(raw.onsetDateTime),
  onsetAge: ({ parts }) => toAge(parts.onsetAge),
  onsetPeriod: ({ raw }) => toPeriod(raw.onsetPeriod),
  onsetRange: ({ raw }) => toRange(raw.onsetRange),
  onsetString: ({ raw }) => toText(raw.onsetString),
  abatementDateTime: ({ raw }) => toText(raw.abatementDateTime),
  abatementAge: ({ parts }) => toAge(parts.abatementAge),
  abatementPeriod: ({ raw }) => toPeriod(raw.abatementPeriod),
  abatementRange: ({ raw }) => toRange(raw.abatementRange),
  // R4 has no yes for "over, time unknown"; older releases do.
  abatementString: ({ raw }) =>
    toText(raw.abatementString) ?? (raw.abatementBoolean === true ? 'yes' : undefined),
  recordedDate: ({ parts }) => toText(parts.recordedDate),
  recorder: ({ raw }) => toReference(raw.recorder),
  asserter: ({ raw }) => toReference(raw.asserter),
  note: ({ parts }) => toAnnotations(parts.note),
});

/** "unknown" is no code of R4's: it stays readable as text. */
function toVerification(value: unknown): CodeableConcept | undefined {
  if (value === 'unknown') return { text: 'unknown' };
  return toStatusConcept(value, 'http://terminology.hl7.org/CodeSystem/condition-ver-status');
}

const categorySystem = 'http://terminology.hl7.org/CodeSystem/condition-category';
const categories: Readonly<Record<string, string>> = {
  diagnosis: 'encounter-diagnosis',
  problem: 'problem-list-item',
};

/** DSTU2 says diagnosis, and its US profile problem: R4's code comes first, what was sent stays behind it. */
function toCategory(concept: CodeableConcept): CodeableConcept {
  const found = concept.coding?.find((one) => one.code !== undefined && categories[one.code] !== undefined);
  const code = found?.code === undefined ? undefined : categories[found.code];
  if (code === undefined) return concept;
  const added: Coding = { system: categorySystem, code };
  return { ...concept, coding: [added, ...(concept.coding ?? []).filter((one) => one !== found)] };
}
