// An Observation of any release as R4. The most frequent resource by far: kept flat and cheap.
import type { Observation, ObservationComponent, ObservationReferenceRange } from 'fhir/r4';
import {
  toAnnotations,
  toConcept,
  toConcepts,
  toPeriod,
  toQuantity,
  toRange,
  toRatio,
  toReference,
  toReferences,
} from './datatypes.map';
import {
  isRaw,
  type Raw,
  type Spelling,
  spell,
  toFlag,
  toId,
  toList,
  toMember,
  toNumber,
  toText,
} from './element';

export interface ObservationParts {
  encounter: unknown;
  note: unknown;
  hasMember: unknown;
}

const statuses = [
  'registered',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const;

export function toObservation(
  raw: Raw,
  spellings: readonly [Spelling<ObservationParts>, ...Spelling<ObservationParts>[]],
): Observation {
  const parts = spell(raw, spellings);
  return {
    resourceType: 'Observation',
    id: toId(raw.id),
    status: toMember(raw.status, statuses) ?? 'unknown',
    category: toConcepts(raw.category),
    code: toConcept(raw.code) ?? {},
    subject: toReference(raw.subject),
    focus: toReferences(raw.focus),
    encounter: toReference(parts.encounter),
    effectiveDateTime: toText(raw.effectiveDateTime),
    effectivePeriod: toPeriod(raw.effectivePeriod),
    effectiveInstant: toText(raw.effectiveInstant),
    issued: toText(raw.issued),
    performer: toReferences(raw.performer),
    ...toValue(raw),
    dataAbsentReason: toConcept(raw.dataAbsentReason),
    interpretation: toConcepts(raw.interpretation),
    note: toAnnotations(parts.note),
    bodySite: toConcept(raw.bodySite),
    method: toConcept(raw.method),
    referenceRange: toList(raw.referenceRange, toReferenceRange),
    hasMember: toReferences(parts.hasMember),
    component: toList(raw.component, toComponent),
  };
}

type Value = Pick<
  ObservationComponent,
  | 'valueQuantity'
  | 'valueCodeableConcept'
  | 'valueString'
  | 'valueBoolean'
  | 'valueInteger'
  | 'valueRange'
  | 'valueRatio'
  | 'valueTime'
  | 'valueDateTime'
  | 'valuePeriod'
>;

function toValue(raw: Raw): Value {
  if (raw.valueQuantity !== undefined) return { valueQuantity: toQuantity(raw.valueQuantity) };
  return {
    valueCodeableConcept: toConcept(raw.valueCodeableConcept),
    valueString: toText(raw.valueString),
    valueBoolean: toFlag(raw.valueBoolean),
    valueInteger: toNumber(raw.valueInteger),
    valueRange: toRange(raw.valueRange),
    valueRatio: toRatio(raw.valueRatio),
    valueTime: toText(raw.valueTime),
    valueDateTime: toText(raw.valueDateTime),
    valuePeriod: toPeriod(raw.valuePeriod),
  };
}

function toComponent(value: unknown): ObservationComponent | undefined {
  if (!isRaw(value)) return undefined;
  return {
    code: toConcept(value.code) ?? {},
    ...toValue(value),
    dataAbsentReason: toConcept(value.dataAbsentReason),
    interpretation: toConcepts(value.interpretation),
    referenceRange: toList(value.referenceRange, toReferenceRange),
  };
}

function toReferenceRange(value: unknown): ObservationReferenceRange | undefined {
  if (!isRaw(value)) return undefined;
  return {
    low: toQuantity(value.low),
    high: toQuantity(value.high),
    type: toConcept(value.type) ?? toConcept(value.meaning),
    text: toText(value.text),
  };
}
