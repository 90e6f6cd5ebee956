// Times as a file has them: "2026-11-28 07:02", which sorts as it reads, in the reader's zone and with the precision they came with.
import { hasClock, type ParsedTime, parseTime } from '../clinical/times';
import type { FhirTime, Instant } from '../contract/values';
import type { ValueTimes } from './value-words';

export interface FileTimes extends ValueTimes {
  readonly instant: (instant: Instant) => string;
}

/** `zone`: IANA name. What has no offset, or no clock, is never shifted; what is no time stands as it came. */
export function toFileTimes(zone: string): FileTimes {
  const format = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const instant = (date: Date): string => {
    const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
    const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
    return `${year}-${month}-${day} ${parts.get('hour')}:${parts.get('minute')}`;
  };
  const when = (text: FhirTime): string => {
    const time = parseTime(text);
    if (!time) return text;
    return hasClock(time) && time.offset !== undefined ? instant(toDate(time)) : toWritten(time);
  };
  return {
    when,
    day: (text) => (parseTime(text) ? when(text).slice(0, dayLength) : text),
    instant: (text) => instant(new Date(text)),
  };
}

const dayLength = '2026-11-28'.length;

function toDate({ year, month, day, hour, minute, second, offset = 0 }: ParsedTime): Date {
  const date = new Date(0);
  // Not Date.UTC: it takes the year 1 for 1901.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute - offset, second);
  return date;
}

function toWritten(time: ParsedTime): string {
  const { precision, year, month, day, hour, minute } = time;
  const two = (value: number) => String(value).padStart(2, '0');
  const parts = [String(year).padStart(4, '0'), two(month), two(day)];
  if (hasClock(time)) return `${parts.join('-')} ${two(hour)}:${two(minute)}`;
  return parts.slice(0, precision === 'year' ? 1 : precision === 'month' ? 2 : 3).join('-');
}
