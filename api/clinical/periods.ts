// Whether a period has begun or ended: to the calendar day of the hospital where a date has no clock.
import type { Period } from 'fhir/r4';
import type { FhirTime } from '../contract/values';
import { countDays, type Day, toDay, toDayAtOffset, toWrittenDay } from './calendar';
import { hasClock, type ParsedTime, parseTime, toEpoch } from './times';

/** When "now" is; `zone` as in ClinicalContext. */
export interface Clock {
  readonly now: Date;
  readonly zone?: string | undefined;
}

/** Whether a period is over (an end of date precision counts to the end of that day, of a month to that month's). */
export function hasEnded(period: Period | undefined, { now, zone }: Clock): boolean {
  const end = parseTime(period?.end);
  if (!end) return false;
  if (isInstant(end)) return toEpoch(period?.end) < now.getTime();
  return countDays(toLastDay(end), toDay(now, zone)) > 0;
}

/** Whether a period is still to come. */
export function isAhead(period: Period | undefined, { now, zone }: Clock): boolean {
  const start = parseTime(period?.start);
  if (!start) return false;
  if (isInstant(start)) return toEpoch(period?.start) > now.getTime();
  const today = zone === undefined ? toDayAtOffset(now, farthestEast) : toDay(now, zone);
  return countDays(today, toWrittenDay(start)) > 0;
}

/** A clock without an offset may hang anywhere: of it only the day is believed. */
function isInstant(time: ParsedTime): boolean {
  return time.offset !== undefined && hasClock(time);
}

/** UTC+14, in minutes: a day that hasn't begun there has begun nowhere. */
const farthestEast = 14 * 60;

const dayMs = 86_400_000;

/** Over, and not for longer than 24 hours; of a day: today or yesterday. */
export function hasJustEnded(end: FhirTime | undefined, { now, zone }: Clock): boolean {
  const ended = parseTime(end);
  if (!ended) return false;
  if (isInstant(ended)) {
    const ago = now.getTime() - toEpoch(end);
    return ago >= 0 && ago <= dayMs;
  }
  if (ended.precision === 'year' || ended.precision === 'month') return false;
  const days = countDays(toWrittenDay(ended), toDay(now, zone));
  return days === 0 || days === 1;
}

function toLastDay({ precision, year, month, day }: ParsedTime): Day {
  if (precision === 'year') return { year, month: 12, day: 31 };
  return precision === 'month' ? { year, month: month + 1, day: 0 } : { year, month, day };
}
