// Calendar days: which day it is in a zone, and how far two days are apart. No clock of its own.
import type { ParsedTime } from './times';

export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

function findFormatter(zone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(zone)) {
    let formatter: Intl.DateTimeFormat | undefined;
    try {
      formatter = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      });
    } catch {
      // A zone that this machine doesn't know: its own zone is used instead.
    }
    formatters.set(zone, formatter);
  }
  return formatters.get(zone);
}

let lastAsked: { readonly epoch: number; readonly zone: string | undefined; readonly day: Day } | undefined;

/** The calendar day of an instant in a zone; without a zone in the machine's own. */
export function toDay(instant: Date, zone: string | undefined): Day {
  const epoch = instant.getTime();
  if (lastAsked?.epoch === epoch && lastAsked.zone === zone) return lastAsked.day;
  const day = toDayUncached(instant, zone);
  lastAsked = { epoch, zone, day };
  return day;
}

function toDayUncached(instant: Date, zone: string | undefined): Day {
  const formatter = zone === undefined ? undefined : findFormatter(zone);
  if (!formatter) {
    return { year: instant.getFullYear(), month: instant.getMonth() + 1, day: instant.getDate() };
  }
  let year = 0;
  let month = 0;
  let day = 0;
  for (const part of formatter.formatToParts(instant)) {
    if (part.type === 'year') year = Number(part.value);
    else if (part.type === 'month') month = Number(part.value);
    else if (part.type === 'day') day = Number(part.value);
  }
  return { year, month, day };
}

/** The calendar day of an instant at a fixed offset in minutes. */
export function toDayAtOffset(instant: Date, offset: number): Day {
  const shifted = new Date(instant.getTime() + offset * 60_000);
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate() };
}

/** The day that is written in a time, whatever its offset. */
export function toWrittenDay(time: ParsedTime): Day {
  return { year: time.year, month: time.month, day: time.day };
}

export function countDays(from: Day, to: Day): number {
  return Math.round(
    (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000,
  );
}

/** Whole months from one day to another. */
export function countMonths(from: Day, to: Day): number {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return to.day < from.day ? months - 1 : months;
}
