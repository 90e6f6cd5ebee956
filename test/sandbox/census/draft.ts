// What the parts of the census share while it is being made up: the clock, the dice, the free beds.

import type { Story } from './cast';
import type { Census, PersonFact, PlaceFact } from './facts';
import type { Hospital } from './hospital';
import type { Random } from './random';

export interface Draft {
  now: Date;
  random: Random;
  hospital: Hospital;
  places: ReadonlyMap<string, PlaceFact>;
  freeBeds: PlaceFact[];
  census: Census;
}

/** Somebody to be put on a ward: a made-up person, or one of the sample data. */
export interface Subject {
  id: string;
  birthDate: string;
  story: Story;
  person?: PersonFact;
}

const hourMs = 3_600_000;

/** An instant some hours before "now". */
export function hoursAgo(draft: Draft, hours: number): string {
  return new Date(draft.now.getTime() - hours * hourMs).toISOString();
}

export function daysAgo(draft: Draft, days: number): string {
  return hoursAgo(draft, days * 24);
}

export function isUnderOne(draft: Draft, subject: Subject): boolean {
  return draft.now.getTime() - Date.parse(subject.birthDate) < 365 * 24 * hourMs;
}
