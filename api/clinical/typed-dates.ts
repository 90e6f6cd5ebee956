// Lengths of stay of typed dates, which may be "2019", "2019-03" or "2019-03-05". Calendar days, never shifted by a zone.
import { countDays, type Day, toWrittenDay } from './calendar';
import { parseTime } from './times';

/** Day 1 is the day of admission. undefined: not a whole date, or after today. */
export function daysSince(date: string, today: Day): number | undefined {
  const time = parseTime(date);
  if (!time || time.precision === 'year' || time.precision === 'month') return undefined;
  const days = countDays(toWrittenDay(time), today) + 1;
  return days >= 1 ? days : undefined;
}
