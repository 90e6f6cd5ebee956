// What the made-up census says of the cast of Seaview, before any server of any release has written it down.
import { makeCensus } from '../../../sandbox/census';
import type { PlaceFact, StayFact, StayPlace, VitalFact } from '../../../sandbox/census/facts';
import { hospitals } from '../../../sandbox/census/hospital';

/** At noon, so that "today" is the same day nearly everywhere. */
export const now = new Date('2026-11-22T12:00:00Z');
export const seed = 5;
const hourMs = 3_600_000;

/** The cast comes before everybody else: without them it is dealt the same cards. */
export const census = makeCensus({ hospital: hospitals.seaview, samples: [], now, seed });

export function hoursAgo(hours: number): string {
  return new Date(now.getTime() - hours * hourMs).toISOString();
}

function found<Fact>(facts: readonly Fact[], isMeant: (fact: Fact) => boolean): Fact {
  const fact = facts.find(isMeant);
  if (fact === undefined) throw new Error('The census has no such fact.');
  return fact;
}

export const stayOf = (id: string): StayFact => found(census.stays, (stay) => stay.id === `stay-${id}`);

export function lastPlaceOf(id: string): StayPlace {
  const place = stayOf(id).places.at(-1);
  if (place === undefined) throw new Error(`${id} has no place.`);
  return place;
}

/** Bed, room, ward and hospital, each by its own name. */
export function partsOf(id: string): Partial<Record<PlaceFact['kind'], string>> {
  const parts: Partial<Record<PlaceFact['kind'], string>> = {};
  let place: PlaceFact | undefined = lastPlaceOf(id).place;
  while (place !== undefined) {
    const { partOf, kind, name }: PlaceFact = place;
    parts[kind] = name;
    place = census.places.find((one) => one.id === partOf);
  }
  return parts;
}

/** Of today; day 1 is the day itself. */
export function toDayOfStay(start: string): number {
  const toMidnight = (at: Date) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  return (toMidnight(now) - toMidnight(new Date(start))) / (24 * hourMs) + 1;
}

export const diagnosisOf = (id: string) => found(census.problems, (one) => one.id === `diagnosis-${id}`);
export const allergiesOf = (id: string) => census.allergies.filter(({ patient }) => patient === id);
export const ordersOf = (id: string) => census.medications.filter(({ patient }) => patient === id);

/** Those that were not taken back, newest first. */
export function vitalsOf(id: string, code: string): readonly VitalFact[] {
  return census.vitals.filter(
    (one) => one.patient === id && one.code === code && one.status !== 'entered-in-error',
  );
}

export const vitalOf = (id: string, code: string) => found(vitalsOf(id, code), () => true);
