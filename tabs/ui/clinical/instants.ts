// FHIR times as dates for the reader: what has a clock is a moment, what has none keeps its own numbers. Pure.
import { type ParsedTime, parseTime } from '../../../api/clinical/times';
import type { FhirTime } from '../../../api/contract/values';

/** Other machines' clocks may be so far before ours: what they call now doesn't lie ahead. */
export const clockSkewMs = 5 * 60_000;

/** Its year, month and day in UTC, where no zone shifts them. */
export function toCalendarDay({ year, month, day }: ParsedTime): Date {
  const date = new Date(0);
  // Not Date.UTC: it takes the year 1 for 1901.
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

/** Without an offset it is taken for the reader's own clock. */
export function toInstant(time: ParsedTime): Date {
  const { year, month, day, hour, minute, second, milli, offset } = time;
  const date = new Date(0);
  if (offset === undefined) {
    date.setFullYear(year, month - 1, day);
    date.setHours(hour, minute, second, milli);
  } else {
    date.setUTCFullYear(year, month - 1, day);
    date.setUTCHours(hour, minute - offset, second, milli);
  }
  return date;
}

/** In milliseconds since 1970, a day from its beginning. NaN for what is no time. */
export function toMoment(text: FhirTime | undefined): number {
  const time = parseTime(text);
  return time ? toInstant(time).getTime() : Number.NaN;
}
