// A person's age: years, under two years months, under one month days; about, for a partial birth date.
import type { Age, FhirTime } from '../contract/values';
import { countDays, countMonths, type Day, toDay, toWrittenDay } from './calendar';
import { type ParsedTime, parseTime } from './times';

export interface Deceased {
  readonly date?: FhirTime | undefined;
}

/** Undefined without a birth date that can be read, before birth, and where a person died on an unknown day. */
export function toAge(
  birthDate: FhirTime | undefined,
  deceased: Deceased | undefined,
  now: Date,
  zone?: string,
): Age | undefined {
  const born = parseTime(birthDate);
  if (!born) return undefined;
  if (!deceased) return toAgeOn(born, toDay(now, zone), false, false);
  const died = parseTime(deceased.date);
  if (!died) return undefined;
  return toAgeOn(born, toWrittenDay(died), died.precision === 'year' || died.precision === 'month', true);
}

function toAgeOn(born: ParsedTime, on: Day, isDayAbout: boolean, isAtDeath: boolean): Age | undefined {
  const isAbout = isDayAbout || born.precision === 'year' || born.precision === 'month';
  if (born.precision === 'year') {
    const value = on.year - born.year;
    return value < 0 ? undefined : { value, unit: 'year', isAbout, isAtDeath };
  }
  // Against a day that is only about, the months are counted without the days of the month.
  const isDayKnown = born.precision !== 'month' && !isDayAbout;
  const months = isDayKnown
    ? countMonths(toWrittenDay(born), on)
    : (on.year - born.year) * 12 + on.month - born.month;
  if (months < 0) return undefined;
  if (months >= 24) return { value: Math.floor(months / 12), unit: 'year', isAbout, isAtDeath };
  if (months >= 1 || !isDayKnown) return { value: months, unit: 'month', isAbout, isAtDeath };
  const days = countDays(toWrittenDay(born), on);
  return days < 0 ? undefined : { value: days, unit: 'day', isAbout, isAtDeath };
}
