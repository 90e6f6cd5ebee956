// An Observation of any release as R4. The most frequent resource by far: kept flat and cheap.
import type { Observation, ObservationComponent, ObservationReferenceRange } from 'fhir/r4';
import {
  toAnnotations,
  toAttachmentExtension,
  toConcept,
  toConcepts,
  toPeriod,
  toQuantity,
  toRange,
  toRatio,
  toReference,
  toReferences,
  toSampledData,
} from './datatypes.map';
import { isRaw, type Raw, toFlag, toList, toMember, toNumber, toText } from './element';
import { defineReading, type Sent } from './elements';

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

/** Where there is a quantity, there is no other value. */
function unlessQuantity<V>(
  read: (raw: Raw) => V | undefined,
): (sent: Sent<ObservationParts>) => V | undefined {
  return ({ raw }) => (raw.valueQuantity === undefined ? read(raw) : undefined);
}

export const observations = defineReading<Observation, ObservationParts>('Observation', {
  status: ({ raw }) => toMember(raw.status, statuses) ?? 'unknown',
  category: ({ raw }) => toConcepts(raw.category),
  code: ({ raw }) => toConcept(raw.code) ?? {},
  subject: ({ raw }) => toReference(raw.subject),
  focus: ({ raw }) => toReferences(raw.focus),
  encounter: ({ parts }) => toReference(parts.encounter),
  effectiveDateTime: ({ raw }) => toText(raw.effectiveDateTime),
  effectivePeriod: ({ raw }) => toPeriod(raw.effectivePeriod),
  effectiveInstant: ({ raw }) => toText(raw.effectiveInstant),
  issued: ({ raw }) => toText(raw.issued),
  performer: ({ raw }) => toReferences(raw.performer),
  valueQuantity: ({ raw }) => toQuantity(raw.valueQuantity),
  valueCodeableConcept: unlessQuantity((raw) => toConcept(raw.valueCodeableConcept)),
  valueString: unlessQuantity((raw) => toText(raw.valueString)),
  valueBoolean: unlessQuantity((raw) => toFlag(raw.valueBoolean)),
  valueInteger: unlessQuantity((raw) => toNumber(raw.valueInteger)),
  valueRange: unlessQuantity((raw) => toRange(raw.valueRange)),
  valueRatio: unlessQuantity((raw) => toRatio(raw.valueRatio)),
  valueTime: unlessQuantity((raw) => toText(raw.valueTime)),
  valueDateTime: unlessQuantity((raw) => toText(raw.valueDateTime)),
  valuePeriod: unlessQuantity((raw) => toPeriod(raw.valuePeriod)),
  valueSampledData: unlessQuantity((raw) => toSampledData(raw.valueSampledData)),
  extension: unlessQuantity((raw) => toAttachmentExtension(raw.valueAttachment)),
  dataAbsentReason: ({ raw }) => toConcept(raw.dataAbsentReason),
  interpretation: ({ raw }) => toConcepts(raw.interpretation),
  note: ({ parts }) => toAnnotations(parts.note),
  bodySite: ({ raw }) => toConcept(raw.bodySite),
  method: ({ raw }) => toConcept(raw.method),
  referenceRange: ({ raw }) => toList(raw.referenceRange, toReferenceRange),
  hasMember: ({ parts }) => toReferences(parts.hasMember),
  component: ({ raw }) => toList(raw.component, toComponent),
});

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
  | 'valueSampledData'
  | 'extension'
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
    valueSampledData: toSampledData(raw.valueSampledData),
    extension: toAttachmentExtension(raw.valueAttachment),
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
