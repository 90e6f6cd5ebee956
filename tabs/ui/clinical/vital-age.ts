// When vital signs were taken and count as old, which units go without saying, and the sign of the server's own
// interpretation. No limits of ours.
import { toComparableUnit } from '../../../api/clinical/units';
import type { FhirTime, Measured, VitalItem } from '../../../api/contract/values';
import { clockSkewMs, toMoment } from './instants';

const oldAfterMs = 24 * 3_600_000;

/** A value without a time is as good as old, and so is one whose time lies ahead: nobody knows when it was taken. */
export function isOldVital(item: Pick<VitalItem, 'effective'>, now = Date.now()): boolean {
  const age = now - toMoment(item.effective);
  return !(age >= -clockSkewMs && age <= oldAfterMs);
}

export interface Flag {
  readonly sign: string;
  readonly isCritical: boolean;
}

const flags: Readonly<Record<string, Flag>> = {
  H: { sign: '↑', isCritical: false },
  HH: { sign: '‼↑', isCritical: true },
  L: { sign: '↓', isCritical: false },
  LL: { sign: '‼↓', isCritical: true },
  A: { sign: '!', isCritical: false },
  AA: { sign: '‼', isCritical: true },
};

export function toFlag(item: Pick<VitalItem, 'interpretation'>): Flag | undefined {
  return item.interpretation ? flags[item.interpretation] : undefined;
}

export interface Ages {
  readonly newest: FhirTime | undefined;
  readonly oldest: FhirTime | undefined;
  /** Some of them, or all, were taken nobody knows when. */
  readonly hasUnknown: boolean;
}

/** By the moment itself: "+09:00" and "Z" don't sort as text. What is no time stands in only where there is nothing better. */
export function toAges(items: readonly Pick<VitalItem, 'effective'>[]): Ages {
  const times = items.flatMap(({ effective }) => effective ?? []);
  const known = times
    .filter((time) => !Number.isNaN(toMoment(time)))
    .sort((a, b) => toMoment(a) - toMoment(b));
  if (known.length === 0)
    return { newest: times[0], oldest: times[0], hasUnknown: times.length < items.length };
  return { newest: known.at(-1), oldest: known[0], hasUnknown: known.length < items.length };
}

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
