// FHIR times with the precision they came with. A date is never shifted by a zone; what can't be read stays as it came.
import type { Observation } from 'fhir/r4';
import type { FhirTime } from '../contract/values';

export type Precision = 'year' | 'month' | 'day' | 'minute' | 'second';

export interface ParsedTime {
  readonly precision: Precision;
  readonly year: number;
  /** 1 to 12; 1 where the precision is year. */
  readonly month: number;
  /** 1 to 31; 1 where the precision is year or month. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milli: number;
  /** Minutes east of UTC. Undefined: no offset was given, so it's a wall clock, not an instant. */
  readonly offset: number | undefined;
}

export function hasClock({ precision }: ParsedTime): boolean {
  return precision === 'minute' || precision === 'second';
}

/** Undefined for what is no time. Reads FHIR's own forms and "09/17/2018 1:00:00 PM", which bridges send. */
export function parseTime(text: FhirTime | undefined): ParsedTime | undefined {
  if (typeof text !== 'string' || text.length < 4) return undefined;
  const year = digits(text, 0, 4);
  return year < 0 ? parseUsTime(text) : parseIso(text, year);
}

function parseIso(text: string, year: number): ParsedTime | undefined {
  const length = text.length;
  if (length === 4) return parsed('year', year, 1, 1);
  const month = digits(text, 5, 2);
  if (text[4] !== '-' || month < 1 || month > 12) return undefined;
  if (length === 7) return parsed('month', year, month, 1);
  const day = digits(text, 8, 2);
  if (text[7] !== '-' || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (length === 10) return parsed('day', year, month, day);
  if (text[10] !== 'T' && text[10] !== ' ') return undefined;
  return parseClock(text, year, month, day);
}

function parseClock(text: string, year: number, month: number, day: number): ParsedTime | undefined {
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || text[13] !== ':') return undefined;
  let at = 16;
  let second = -1;
  let milli = 0;
  if (text[at] === ':') {
    second = digits(text, 17, 2);
    if (second < 0 || second > 60) return undefined;
    at = 19;
    if (text[at] === '.') {
      const end = endOfDigits(text, at + 1);
      if (end === at + 1) return undefined;
      milli = digits(text.slice(at + 1, end).padEnd(3, '0'), 0, 3);
      at = end;
    }
  }
  const offset = parseOffset(text, at);
  if (offset === null) return undefined;
  const precision = second < 0 ? 'minute' : 'second';
  return { precision, year, month, day, hour, minute, second: Math.max(second, 0), milli, offset };
}

/** Minutes, undefined where the text ends without an offset, null where it is none. */
function parseOffset(text: string, at: number): number | undefined | null {
  if (at === text.length) return undefined;
  const sign = text[at];
  if (sign === 'Z') return at + 1 === text.length ? 0 : null;
  if (sign !== '+' && sign !== '-') return null;
  const hours = digits(text, at + 1, 2);
  const withColon = text[at + 3] === ':';
  const minutes = digits(text, at + (withColon ? 4 : 3), 2);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return null;
  if (text.length !== at + (withColon ? 6 : 5)) return null;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

const usTime =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?)?$/;

/** Month first, as in the interface's own example; day first only where the first number can't be a month. */
function parseUsTime(text: string): ParsedTime | undefined {
  const match = usTime.exec(text.trim());
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = Number(match[2]);
  const year = Number(match[3]);
  const [month, day] = first > 12 ? [second, first] : [first, second];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (match[4] === undefined) return parsed('day', year, month, day);
  const half = match[7]?.toLowerCase();
  const clock = Number(match[4]);
  const hour = half ? (clock % 12) + (half === 'p' ? 12 : 0) : clock;
  const minute = Number(match[5]);
  if (hour > 23 || minute > 59) return undefined;
  const precision = match[6] === undefined ? 'minute' : 'second';
  return {
    precision,
    year,
    month,
    day,
    hour,
    minute,
    second: Number(match[6] ?? 0),
    milli: 0,
    offset: undefined,
  };
}

function parsed(precision: Precision, year: number, month: number, day: number): ParsedTime {
  return { precision, year, month, day, hour: 0, minute: 0, second: 0, milli: 0, offset: undefined };
}

/**
 * Milliseconds since 1970 for comparing only: the start of what was written, times without an offset read as UTC.
 * NaN for what is no time.
 */
export function toEpoch(text: FhirTime | undefined): number {
  const time = parseTime(text);
  if (!time) return Number.NaN;
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second, time.milli);
  return wall - (time.offset ?? 0) * 60_000;
}

/** The same, of the last millisecond that the text covers: the end of "2012-03" is the end of March. */
export function toEndEpoch(text: FhirTime | undefined): number {
  const time = parseTime(text);
  if (!time) return Number.NaN;
  if (time.precision === 'year') return Date.UTC(time.year + 1, 0, 1) - 1;
  if (time.precision === 'month') return Date.UTC(time.year, time.month, 1) - 1;
  if (time.precision === 'day') return Date.UTC(time.year, time.month - 1, time.day + 1) - 1;
  return toEpoch(text);
}

/** Negative where `a` is earlier. No time, or none that can be read, is earlier than any. */
export function compareEpochs(a: number, b: number): number {
  if (a === b) return 0;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : 1;
}

export function compareTimes(a: FhirTime | undefined, b: FhirTime | undefined): number {
  if (a === b) return 0;
  return compareEpochs(toEpoch(a), toEpoch(b));
}

/** When an observation was true: dateTime, instant, end of the period, else its start. A Timing isn't a time. */
export function toEffective(observation: Observation): FhirTime | undefined {
  return (
    observation.effectiveDateTime ??
    observation.effectiveInstant ??
    observation.effectivePeriod?.end ??
    observation.effectivePeriod?.start
  );
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    // charCodeAt past the end is NaN, and NaN fails both comparisons
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function endOfDigits(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end;
}
