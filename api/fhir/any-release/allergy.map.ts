// An AllergyIntolerance of any release as R4.
import type { AllergyIntolerance, AllergyIntoleranceReaction, CodeableConcept } from 'fhir/r4';
import {
  toAnnotations,
  toConcept,
  toConcepts,
  toPeriod,
  toReference,
  toStatusConcept,
} from './datatypes.map';
import { isRaw, type Raw, type Spelling, spell, toId, toList, toMember, toText } from './element';

export interface AllergyParts {
  code: unknown;
  clinicalStatus: unknown;
  verificationStatus: unknown;
  recordedDate: unknown;
  onsetDateTime: unknown;
  lastOccurrence: unknown;
  asserter: unknown;
}

const criticalities: Readonly<Record<string, 'low' | 'high' | 'unable-to-assess'>> = {
  low: 'low',
  high: 'high',
  'unable-to-assess': 'unable-to-assess',
  CRITL: 'low',
  CRITH: 'high',
  CRITU: 'unable-to-assess',
};

export function toAllergy(
  raw: Raw,
  spellings: readonly [Spelling<AllergyParts>, ...Spelling<AllergyParts>[]],
): AllergyIntolerance {
  const parts = spell(raw, spellings);
  const reactions = toList(raw.reaction, toReaction);
  return {
    resourceType: 'AllergyIntolerance',
    id: toId(raw.id),
    clinicalStatus: toStatusConcept(
      parts.clinicalStatus,
      'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
    ),
    verificationStatus: toStatusConcept(
      parts.verificationStatus,
      'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
    ),
    type: toMember(raw.type, ['allergy', 'intolerance'] as const),
    category: toList(raw.category, (one) =>
      toMember(one, ['food', 'medication', 'environment', 'biologic'] as const),
    ),
    criticality: typeof raw.criticality === 'string' ? criticalities[raw.criticality] : undefined,
    code: toConcept(parts.code) ?? findSubstance(reactions),
    patient: toReference(raw.patient) ?? {},
    onsetDateTime: toText(parts.onsetDateTime),
    onsetPeriod: toPeriod(raw.onsetPeriod),
    onsetString: toText(raw.onsetString),
    recordedDate: toText(parts.recordedDate),
    recorder: toReference(raw.recorder),
    asserter: toReference(parts.asserter),
    lastOccurrence: toText(parts.lastOccurrence),
    note: toAnnotations(raw.note),
    reaction: reactions,
  };
}

function toReaction(value: unknown): AllergyIntoleranceReaction | undefined {
  if (!isRaw(value)) return undefined;
  return {
    substance: toConcept(value.substance),
    manifestation: toConcepts(value.manifestation) ?? [],
    description: toText(value.description),
    onset: toText(value.onset),
    severity: toMember(value.severity, ['mild', 'moderate', 'severe'] as const),
    exposureRoute: toConcept(value.exposureRoute),
    note: toAnnotations(value.note),
  };
}

/** Some servers name the substance only in the reaction. */
function findSubstance(
  reactions: readonly AllergyIntoleranceReaction[] | undefined,
): CodeableConcept | undefined {
  return reactions?.find((reaction) => reaction.substance !== undefined)?.substance;
}
