// One observation as a vital sign: value with its unit, or the reason why there is none, with the server's own words.
import type { Observation, Quantity } from 'fhir/r4';
import type { Qualifier, VitalItem, VitalKind } from '../contract/values';
import { findAbsentReason, findConceptAbsentReason, toAbsentReason } from './absent';
import { hasCode, toConceptText } from './codings';
import { type ClinicalContext, toSource } from './context';
import { toInterpretation, toWorst } from './interpretation';
import { toEffective } from './times';
import { toComparableUnit, toMeasured } from './units';
import { diastolicCode, systolicCode } from './vital-codes';
import { type Part, toBound, toOtherValue, toOwnValue } from './vital-value';

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
    ...other,
    text: other?.text,
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
  const isSingle = top === observation || bottom === observation;
  // Beside a single half that wasn't measured, the size of the cuff is no value.
  const toOther = isSingle ? toOwnValue : toOtherValue;
  const other = words || hasValue ? undefined : toOther(observation);
  const isHalf = hasValue && !isSingle && !(systolic && diastolic);
  const reason = systolic && diastolic ? undefined : toPressureReason(observation, systolic ? bottom : top);
  return {
    source: toSource(context, observation),
    effective: toEffective(observation),
    kind: 'bloodPressure',
    display: toConceptText(observation.code) ?? '',
    systolic,
    diastolic,
    ...other,
    text: words ?? other?.text,
    interpretation: toWorst([observation, top, bottom].map((each) => toInterpretation(each?.interpretation))),
    qualifier: toQualifier(observation),
    absent: hasValue || words || other ? undefined : reason,
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

function findPart(observation: Observation, code: string): Part | undefined {
  for (const component of observation.component ?? []) if (hasCode(component.code, code)) return component;
  return hasCode(observation.code, code) ? observation : undefined;
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
