// The latest vital sign of each kind: by effective, then by issued, whatever order the server answered in.
import type { FhirResource, Observation, ObservationComponent } from 'fhir/r4';
import { type VitalItem, type VitalKind, type VitalsValue, vitalKinds } from '../contract/values';
import { hasCode, toConceptText } from './codings';
import type { ClinicalContext } from './context';
import { compareIds } from './encounters';
import { compareEpochs, compareTimes, hasClock, parseTime, toEffective, toEpoch } from './times';
import { diastolicCode, findKind, isExcluded, systolicCode } from './vital-codes';
import { toJoinedPressure, toVitalItem } from './vital-item';

/** An observation with what it is sorted by. */
export interface Reading {
  readonly observation: Observation;
  readonly kind: VitalKind | 'other';
  /** The kind; for others the code, so that each code is a line of its own. */
  readonly line: string;
  readonly effective: number;
  readonly part: 'whole' | 'systolic' | 'diastolic';
}

export function toReadings(resources: readonly FhirResource[]): Reading[] {
  const readings: Reading[] = [];
  for (const resource of resources) {
    if (resource.resourceType !== 'Observation' || isExcluded(resource)) continue;
    const kind = findKind(resource);
    if (kind) readings.push(toReading(resource, kind));
  }
  return readings;
}

function toReading(observation: Observation, kind: VitalKind | 'other'): Reading {
  return {
    observation,
    kind,
    line: kind === 'other' ? toOtherLine(observation) : kind,
    effective: toEpoch(toEffective(observation)),
    part: kind === 'bloodPressure' ? toPart(observation) : 'whole',
  };
}

function toOtherLine(observation: Observation): string {
  const coding = observation.code?.coding?.[0];
  return `other:${coding?.code ?? toConceptText(observation.code) ?? ''}`;
}

/** A single one may have components too, such as the size of the cuff: they make no panel of it. */
function toPart(observation: Observation): Reading['part'] {
  const { code } = observation;
  const isSystolic = hasCode(code, systolicCode);
  if ((!isSystolic && !hasCode(code, diastolicCode)) || observation.component?.some(isHalf)) return 'whole';
  return isSystolic ? 'systolic' : 'diastolic';
}

function isHalf({ code }: ObservationComponent): boolean {
  return hasCode(code, systolicCode) || hasCode(code, diastolicCode);
}

/** Positive where `a` is the later one. Without a time is earlier than any; the id decides between equals. */
export function compareReadings(a: Reading, b: Reading): number {
  return (
    compareEpochs(a.effective, b.effective) ||
    toPartOrder(a) - toPartOrder(b) ||
    compareTimes(a.observation.issued, b.observation.issued) ||
    compareIds(a.observation, b.observation)
  );
}

/** No zone is so far ahead, and no clock goes so wrong without being noticed: a time beyond this is a mistake. */
const aheadMs = 24 * 3_600_000;

export function toLimit({ now }: ClinicalContext): number {
  return now.getTime() + aheadMs;
}

/** The same for choosing what is latest: a time beyond the limit hides none that was taken. */
export function compareLatest(a: Reading, b: Reading, limit: number): number {
  return Number(a.effective <= limit) - Number(b.effective <= limit) || compareReadings(a, b);
}

/** Of the same instant a panel is preferred to its parts, and systolic leads. */
function toPartOrder({ part }: Reading): number {
  return part === 'whole' ? 2 : part === 'systolic' ? 1 : 0;
}

/** One line per kind that has a value, in the order of `vitalKinds`; others follow by their display. */
export function toLatestVitals(resources: readonly FhirResource[], context: ClinicalContext): VitalsValue {
  const readings = toReadings(resources);
  const limit = toLimit(context);
  const best = new Map<string, Reading>();
  for (const reading of readings) {
    const known = best.get(reading.line);
    if (!known || compareLatest(reading, known, limit) > 0) best.set(reading.line, reading);
  }
  const latest: VitalItem[] = [];
  for (const kind of vitalKinds) {
    const reading = best.get(kind);
    if (reading) latest.push(toItem(reading, readings, context));
  }
  const others = [...best.values()].filter(({ kind }) => kind === 'other');
  const items = others.map((reading) => toItem(reading, readings, context));
  return { latest: [...latest, ...items.sort(compareDisplays)] };
}

export function compareDisplays(a: VitalItem, b: VitalItem): number {
  if (a.display === b.display) return 0;
  return a.display < b.display ? -1 : 1;
}

/** The reading as an item; a single systolic one with the diastolic one of the same instant. */
export function toItem(reading: Reading, readings: readonly Reading[], context: ClinicalContext): VitalItem {
  const { observation, kind } = reading;
  if (reading.part !== 'systolic') return toVitalItem(observation, kind, context);
  const partner = findDiastolic(reading, readings);
  return partner
    ? toJoinedPressure(observation, partner.observation, context)
    : toVitalItem(observation, kind, context);
}

/**
 * The one of the same instant, where nothing else could belong to either: of several on a day without a clock, or issued apart,
 * any two would make a blood pressure that nobody measured. Two without a time are never joined.
 */
function findDiastolic(systolic: Reading, readings: readonly Reading[]): Reading | undefined {
  const halves = readings.filter(
    ({ part, effective }) => part !== 'whole' && effective === systolic.effective,
  );
  if (halves.length === 2) return halves.find(isDiastolic);
  const instant = parseTime(toEffective(systolic.observation));
  return instant && hasClock(instant) ? findIssuedWith(systolic, halves) : undefined;
}

/** What was issued later may correct the one that was issued with it: then neither is taken. */
function findIssuedWith(systolic: Reading, halves: readonly Reading[]): Reading | undefined {
  const issued = toEpoch(systolic.observation.issued);
  const latest = halves.filter(({ observation }) => !(toEpoch(observation.issued) < issued));
  const diastolic = latest.length === 2 ? latest.find(isDiastolic) : undefined;
  return toEpoch(diastolic?.observation.issued) === issued ? diastolic : undefined;
}

function isDiastolic({ part }: Reading): boolean {
  return part === 'diastolic';
}
