// Times in words: with the precision they came with, in the viewer's zone, never shifted where they have no time of day.
import { hasClock, parseTime } from '../../../api/clinical/times';
import type { FhirTime } from '../../../api/contract/values';
import type { SayValue } from '../../../api/words/keys';
import type { ValueTimes } from '../../../api/words/value-words';
import { clockSkewMs, toCalendarDay, toInstant } from './instants';

export interface TimeWords extends ValueTimes {
  /** For a narrow cell, on one line: "Nov 25" within eleven months, "May 2020" beyond, where the year tells more than the day. */
  readonly shortDay: (time: FhirTime) => string;
  /** "07:02" today, else with its date. */
  readonly clock: (instant: string) => string;
  /** "3 h ago", "2 d ago": how old a value is. Undefined for a mere date, and for what lies ahead. */
  readonly ago: (time: FhirTime) => string | undefined;
  /** For hovering: the whole instant with the viewer's offset; without one of its own as it came; undefined for a mere date. */
  readonly exact: (time: FhirTime) => string | undefined;
}

export function toTimeWords(t: SayValue, language: string): TimeWords {
  const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const monthFormat = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  const shortFormat = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const localShort = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  const localMonth = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short' });
  const clockFormat = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const bothFormat = new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const localDay = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const exactFormat = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  const asItCame = (text: string): string => t('patient.asItCame', { text });
  // A date is never shifted by a time zone: what has no time is written in UTC. What can't be parsed is never guessed at.
  const day = (text: FhirTime): string => {
    const time = parseTime(text);
    if (!time) return asItCame(text);
    if (hasClock(time)) return localDay.format(toInstant(time));
    if (time.precision === 'year') return text;
    return (time.precision === 'month' ? monthFormat : dayFormat).format(toCalendarDay(time));
  };
  const shortDay = (text: FhirTime): string => {
    const time = parseTime(text);
    if (!time || time.precision === 'year' || time.precision === 'month') return day(text);
    const [date, near, far] = hasClock(time)
      ? ([toInstant(time), localShort, localMonth] as const)
      : ([toCalendarDay(time), shortFormat, monthFormat] as const);
    const isNear = Math.abs(Date.now() - date.getTime()) < nearDays * dayMs;
    return (isNear ? near : far).format(date).replaceAll(' ', '\u00a0');
  };
  const clock = (instant: string): string => {
    const date = new Date(instant);
    if (Number.isNaN(date.getTime())) return instant;
    const isToday = localDay.format(date) === localDay.format(new Date());
    return (isToday ? clockFormat : bothFormat).format(date);
  };
  return {
    day,
    shortDay,
    clock,
    when: (text) => {
      const time = parseTime(text);
      if (!time || !hasClock(time)) return day(text);
      const date = toInstant(time);
      const isThisYear = date.getFullYear() === new Date().getFullYear();
      return isThisYear ? bothFormat.format(date) : `${localDay.format(date)} ${clockFormat.format(date)}`;
    },
    ago: (text) => {
      const time = parseTime(text);
      const ms = time && hasClock(time) ? Date.now() - toInstant(time).getTime() : Number.NaN;
      return ms >= -clockSkewMs ? toAgo(t, ms) : undefined;
    },
    exact: (text) => {
      const time = parseTime(text);
      if (!time || !hasClock(time)) return undefined;
      // Without an offset it is a clock on some wall: nobody knows how far that is from here.
      return time.offset === undefined ? asItCame(text) : exactFormat.format(toInstant(time));
    },
  };
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** So long a day without its year can't be taken for another year's. */
const nearDays = 330;

function toAgo(t: SayValue, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / minuteMs));
  if (minutes < 60) return t('patient.ago.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('patient.ago.hours', { count: hours });
  const days = Math.floor(hours / 24);
  if (days < 366) return t('patient.ago.days', { count: days });
  return t('patient.ago.years', { count: Math.floor(days / 365.25) });
}
