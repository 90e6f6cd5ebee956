// In which unit a vital sign was measured, and whether that one goes without saying.
import type { Measured, VitalItem } from '../contract/values';
import { toComparableUnit } from './units';

const usualUnits: Readonly<Record<VitalItem['kind'], string>> = {
  bloodPressure: 'mmhg',
  heartRate: '/min',
  respiration: '/min',
  temperature: 'c',
  oxygenSaturation: '%',
  weight: 'kg',
  height: 'cm',
  bmi: 'kg/m2',
  other: '',
};

/** Told in one unit everywhere, or in none: only of the others a bare number may be of two. */
const inOneUnit: ReadonlySet<VitalItem['kind']> = new Set([
  'heartRate',
  'respiration',
  'oxygenSaturation',
  'bmi',
  'other',
]);

/** undefined: nothing was measured. */
function findMeasured({ quantity, systolic, diastolic }: VitalItem): Measured | undefined {
  return quantity ?? systolic ?? diastolic;
}

export function findUnit(item: VitalItem): string | undefined {
  return findMeasured(item)?.unit;
}

/** 98.6, of which nobody knows what. */
export function lacksUnit(item: VitalItem): boolean {
  const measured = findMeasured(item);
  return measured !== undefined && !measured.unit && !inOneUnit.has(item.kind);
}

/** Everybody takes it for granted: millimetres of mercury, but not kilopascals. */
export function hasUsualUnit(item: VitalItem): boolean {
  const unit = findUnit(item);
  return unit ? toComparableUnit(unit) === usualUnits[item.kind] : !lacksUnit(item);
}
