// Which LOINC codes mean which vital sign, and whether an observation is one. One line of the list has all its codes.
import type { Observation } from 'fhir/r4';
import { type VitalKind, vitalKinds } from '../contract/values';
import { findCodeAmong } from './codings';
import { findRecording } from './vital-value';

export const systolicCode = '8480-6';
export const diastolicCode = '8462-4';

const codesByKind: Readonly<Record<VitalKind, readonly string[]>> = {
  // 85354-9 is today's panel, 55284-4 the one that Synthea and older servers send
  bloodPressure: ['85354-9', '55284-4', systolicCode, diastolicCode],
  heartRate: ['8867-4'],
  respiration: ['9279-1'],
  // any site, oral, rectal, axillary, tympanic, core, bladder, temporal artery
  temperature: ['8310-5', '8331-1', '8332-9', '8328-7', '8333-7', '8329-5', '8334-5', '75539-7'],
  oxygenSaturation: ['2708-6', '59408-5', '2710-2'],
  weight: ['29463-7', '3141-9'],
  height: ['8302-2'],
  bmi: ['39156-5'],
};

const kindByCode = new Map<string, VitalKind>(
  vitalKinds.flatMap((kind) => codesByKind[kind].map((code): [string, VitalKind] => [code, kind])),
);

const excluded: readonly string[] = ['entered-in-error', 'cancelled'];
const vitalSigns = ['vital-signs'] as const;

/** In error, cancelled, or announced and not yet measured: none of them takes the place of an earlier value. */
export function isExcluded(observation: Observation): boolean {
  if (observation.status === 'registered') return !hasPlainValue(observation) && !hasOtherValue(observation);
  return excluded.includes(observation.status);
}

/**
 * The kind, "other" for a vital sign of another code, undefined for what is no vital sign of this person: another
 * category, a mere group of other observations, or one whose focus is somebody else (a foetus, a donor).
 */
export function findKind(observation: Observation): VitalKind | 'other' | undefined {
  if ((observation.focus && observation.focus.length > 0) || isMereGroup(observation)) return undefined;
  const kind = findKnownKind(observation);
  if (hasVitalCategory(observation)) return kind ?? 'other';
  return observation.category && observation.category.length > 0 ? undefined : kind;
}

function hasVitalCategory(observation: Observation): boolean {
  for (const category of observation.category ?? []) if (findCodeAmong(category, vitalSigns)) return true;
  return false;
}

function findKnownKind(observation: Observation): VitalKind | undefined {
  for (const { system, code } of observation.code?.coding ?? []) {
    const kind = code === undefined ? undefined : kindByCode.get(code);
    if (kind && (system === undefined || isLoinc(system))) return kind;
  }
  return undefined;
}

function isLoinc(system: string): boolean {
  return (
    system === 'http://loinc.org' ||
    system === 'http://loinc.org/' ||
    system.endsWith('2.16.840.1.113883.6.1')
  );
}

/** Its members are observations of their own: taken for a reading without a value, it would stand before them. */
function isMereGroup(observation: Observation): boolean {
  // Nearly all have a value, and then nobody has to look for members.
  if (hasPlainValue(observation) || !observation.hasMember?.length) return false;
  return !hasOtherValue(observation) && observation.dataAbsentReason === undefined;
}

/** Parts are only looked at where there is no quantity: each look converts them. */
function hasPlainValue(observation: Observation): boolean {
  return observation.valueQuantity !== undefined || (observation.component?.length ?? 0) > 0;
}

function hasOtherValue(observation: Observation): boolean {
  return (
    observation.valueInteger !== undefined ||
    observation.valueString !== undefined ||
    observation.valueCodeableConcept !== undefined ||
    observation.valueRange !== undefined ||
    observation.valueBoolean !== undefined ||
    observation.valueRatio !== undefined ||
    observation.valueTime !== undefined ||
    observation.valueDateTime !== undefined ||
    observation.valuePeriod !== undefined ||
    findRecording(observation) !== undefined
  );
}
