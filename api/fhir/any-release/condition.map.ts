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
import { type Raw, type Spelling, spell, toId, toText } from './element';

export interface ConditionParts {
  subject: unknown;
  encounter: unknown;
  recordedDate: unknown;
  note: unknown;
  onsetAge: unknown;
  abatementAge: unknown;
}

export function toCondition(
  raw: Raw,
  spellings: readonly [Spelling<ConditionParts>, ...Spelling<ConditionParts>[]],
): Condition {
  const parts = spell(raw, spellings);
  const abatementString = toText(raw.abatementString);
  return {
    resourceType: 'Condition',
    id: toId(raw.id),
    clinicalStatus: toStatusConcept(
      raw.clinicalStatus,
      'http://terminology.hl7.org/CodeSystem/condition-clinical',
    ),
    verificationStatus: toVerification(raw.verificationStatus),
    category: toConcepts(raw.category)?.map(toCategory),
    severity: toConcept(raw.severity),
    code: toConcept(raw.code),
    bodySite: toConcepts(raw.bodySite),
    subject: toReference(parts.subject) ?? {},
    encounter: toReference(parts.encounter),
    onsetDateTime: toText(raw.onsetDateTime),
    onsetAge: toAge(parts.onsetAge),
    onsetPeriod: toPeriod(raw.onsetPeriod),
    onsetRange: toRange(raw.onsetRange),
    onsetString: toText(raw.onsetString),
    abatementDateTime: toText(raw.abatementDateTime),
    abatementAge: toAge(parts.abatementAge),
    abatementPeriod: toPeriod(raw.abatementPeriod),
    abatementRange: toRange(raw.abatementRange),
    // R4 has no yes for "over, time unknown"; older releases do.
    abatementString: abatementString ?? (raw.abatementBoolean === true ? 'yes' : undefined),
    recordedDate: toText(parts.recordedDate),
    recorder: toReference(raw.recorder),
    asserter: toReference(raw.asserter),
    note: toAnnotations(parts.note),
  };
}

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
