// One observation as a vital sign: value with its unit, or the reason why there is none, with the server's own words.
import type { Observation, ObservationComponent, Quantity } from 'fhir/r4';
import type { Qualifier, VitalItem, VitalKind } from '../contract/values';
import { findAbsentReason, findConceptAbsentReason, toAbsentReason } from './absent';
import { toBoundsText } from './bounds';
import { hasCode, toConceptText, trimmed } from './codings';
import { type ClinicalContext, toSource } from './context';
import { toInterpretation, toWorst } from './interpretation';
import { toEffective } from './times';
import { toComparableUnit, toMeasured } from './units';
import { diastolicCode, systolicCode } from './vital-codes';

export function toVitalItem(
  observation: Observation,
  kind: VitalKind | 'other',
  context: ClinicalContext,
): VitalItem {
  if (kind === 'bloodPressure') return toPressureItem(observation, context);
  const quantity = toMeasured(observation.valueQuantity, kind);
  const other = quantity ? undefined : toOtherValue(observation);
  return {
    source: toSource(context, observation),
    effective: toEffective(observation),
    kind,
    display: toConceptText(observation.code) ?? '',
    quantity,
    text: other?.text,
    isTrue: other?.isTrue,
    times: other?.times,
    interpretation: toInterpretation(observation.interpretation),
    qualifier: toQualifier(observation),
    absent: quantity || other ? undefined : toReason(observation),
    issued: observation.issued,
  };
}

function toQualifier(observation: Observation): Qualifier | undefined {
  return observation.status === 'preliminary' ? 'preliminary' : undefined;
}

/** Two single observations of the same instant, as one blood pressure. */
export function toJoinedPressure(
  systolic: Observation,
  diastolic: Observation,
  context: ClinicalContext,
): VitalItem {
  const top = toVitalItem(systolic, 'bloodPressure', context);
  const bottom = toVitalItem(diastolic, 'bloodPressure', context);
  const words = toPressureWords(systolic, diastolic);
  return {
    ...top,
    systolic: words ? undefined : top.systolic,
    diastolic: words ? undefined : bottom.diastolic,
    text: words ?? top.text,
    absent: words || top.systolic || bottom.diastolic ? undefined : (top.absent ?? bottom.absent),
    absentPart: words ? undefined : toMissingPart(top.systolic ? bottom : top),
    qualifier: top.qualifier ?? bottom.qualifier,
    interpretation: toWorst([top.interpretation, bottom.interpretation]),
  };
}

/** Why the half without a value has none; undefined where both have one or both have none. */
function toMissingPart(half: VitalItem): string | undefined {
  return half.systolic || half.diastolic ? undefined : half.absent;
}

/** Of a panel, or of a single systolic or diastolic one. */
function toPressureItem(observation: Observation, context: ClinicalContext): VitalItem {
  const top = findPart(observation, systolicCode);
  const bottom = findPart(observation, diastolicCode);
  const words = toPressureWords(top, bottom);
  const systolic = words ? undefined : toMeasured(top?.valueQuantity, 'bloodPressure');
  const diastolic = words ? undefined : toMeasured(bottom?.valueQuantity, 'bloodPressure');
  const hasValue = systolic !== undefined || diastolic !== undefined;
  const text = words ?? (hasValue ? undefined : toValueText(observation));
  const isSingle = top === observation || bottom === observation;
  const isHalf = hasValue && !isSingle && !(systolic && diastolic);
  const reason = systolic && diastolic ? undefined : toPressureReason(observation, systolic ? bottom : top);
  return {
    source: toSource(context, observation),
    effective: toEffective(observation),
    kind: 'bloodPressure',
    display: toConceptText(observation.code) ?? '',
    systolic,
    diastolic,
    text,
    interpretation: toWorst([observation, top, bottom].map((each) => toInterpretation(each?.interpretation))),
    qualifier: toQualifier(observation),
    absent: hasValue || text ? undefined : reason,
    absentPart: isHalf ? reason : undefined,
    issued: observation.issued,
  };
}

/** "> 250 mmHg / 110 mmHg": two halves that one pair of numbers with one unit would misstate. */
function toPressureWords(top: Part | undefined, bottom: Part | undefined): string | undefined {
  const halves = [top?.valueQuantity, bottom?.valueQuantity].filter((half) => half?.value !== undefined);
  if (!halves.some((half) => half?.comparator) && !isOfTwoUnits(halves[0], halves[1])) return undefined;
  return [top, bottom].map((half) => (half?.valueQuantity ? toBound(half.valueQuantity) : '–')).join(' / ');
}

function isOfTwoUnits(a: Quantity | undefined, b: Quantity | undefined): boolean {
  if (!a || !b) return false;
  return toComparableUnit(a.unit ?? a.code) !== toComparableUnit(b.unit ?? b.code);
}

function toPressureReason(observation: Observation, missing: Part | undefined): string {
  return (missing && findReason(missing)) ?? toReason(observation);
}

type Part = Observation | ObservationComponent;

function findPart(observation: Observation, code: string): Part | undefined {
  for (const component of observation.component ?? []) if (hasCode(component.code, code)) return component;
  return hasCode(observation.code, code) ? observation : undefined;
}

type OtherValue = Pick<VitalItem, 'text' | 'isTrue' | 'times'>;

/** What has no words of its own here: the tab says it in the reader's language. */
function toOtherValue(observation: Observation): OtherValue | undefined {
  const text = toValueText(observation);
  if (text) return { text };
  const { valueBoolean: isTrue, valueDateTime, valuePeriod } = observation;
  if (isTrue !== undefined) return { isTrue };
  const times = valueDateTime
    ? [valueDateTime]
    : [valuePeriod?.start, valuePeriod?.end].flatMap((end) => end ?? []);
  return times.length > 0 ? { times } : undefined;
}

/** Values that are no plain number: words, a coded value, a bound ("< 30 %"), the parts of a panel. */
function toValueText(observation: Observation): string | undefined {
  const { valueQuantity: quantity } = observation;
  if (quantity?.value !== undefined && quantity.comparator) return toBound(quantity);
  if (observation.valueInteger !== undefined) return String(observation.valueInteger);
  const range = observation.valueRange;
  if (range) return toBoundsText(toPlain(range.low), toPlain(range.high));
  const ratio = observation.valueRatio;
  if (ratio) return [ratio.numerator, ratio.denominator].map((part) => part && toBound(part)).join(' : ');
  return (
    trimmed(observation.valueString) ??
    toConceptText(observation.valueCodeableConcept) ??
    trimmed(observation.valueTime) ??
    toComponentsText(observation.component)
  );
}

function toComponentsText(components: readonly ObservationComponent[] | undefined): string | undefined {
  const texts: string[] = [];
  for (const component of components ?? []) {
    const quantity = component.valueQuantity;
    const measured = quantity?.value === undefined ? undefined : toBound(quantity);
    const value = measured ?? trimmed(component.valueString);
    const coded = value ?? toConceptText(component.valueCodeableConcept);
    if (coded) texts.push([toConceptText(component.code), coded].filter(Boolean).join(' '));
  }
  return texts.length > 0 ? texts.join(', ') : undefined;
}

function toBound(quantity: Quantity): string {
  return `${quantity.comparator ?? ''} ${toPlain(quantity)}`.trim();
}

function toPlain(quantity: Quantity | undefined): string {
  if (quantity?.value === undefined) return '';
  return `${quantity.value} ${quantity.unit ?? quantity.code ?? ''}`.trim();
}

function toReason(observation: Observation): string {
  return findReason(observation) ?? 'unknown';
}

/** Also where it stands in place of the value. */
function findReason({ dataAbsentReason, valueQuantity, valueCodeableConcept }: Part): string | undefined {
  return (
    toAbsentReason(dataAbsentReason) ??
    findAbsentReason(valueQuantity) ??
    findConceptAbsentReason(valueCodeableConcept)
  );
}
