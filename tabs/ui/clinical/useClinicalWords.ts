// Clinical values in words, the same in the row, the search and the panel. Pure text; no fetching, no markup.
import { useMemo } from 'react';
import type {
  Age,
  FhirTime,
  Measured,
  PatientValue,
  Qualifier,
  VitalItem,
  WhereValue,
} from '../../../api/contract/values';
import { type Say, useWords, type WordKey } from '../../i18n/useWords';

export interface ClinicalWords {
  readonly sex: (gender: PatientValue['gender']) => string;
  /** One letter or character, for a narrow line. */
  readonly sexShort: (gender: PatientValue['gender']) => string;
  readonly age: (age: Age) => string;
  readonly number: (value: number) => string;
  readonly measured: (measured: Measured) => string;
  readonly vitalName: (item: Pick<VitalItem, 'kind' | 'display'>) => string;
  readonly vitalShort: (item: Pick<VitalItem, 'kind' | 'display'>) => string;
  /** Value without unit, "128/79"; "not known (masked)" where the server says why there's none. */
  readonly vitalValue: (item: VitalItem) => string;
  readonly vitalUnit: (item: VitalItem) => string;
  readonly interpretation: (item: VitalItem) => string | undefined;
  readonly qualifier: (qualifier: Qualifier) => string;
  readonly absent: (reason: string) => string;
  /** "diastolic not known (masked)", where one half of a blood pressure is missing. */
  readonly absentPart: (item: VitalItem) => string | undefined;
  readonly place: (where: WhereValue) => string;
  /** Date with the precision it came with; a time only if it had one. */
  readonly when: (time: FhirTime) => string;
  readonly day: (time: FhirTime) => string;
  /** "07:02" today, else with its date. */
  readonly clock: (instant: string) => string;
  /** "3 h ago", "2 d ago": how old a value is. */
  readonly ago: (time: FhirTime) => string | undefined;
}

export function useClinicalWords(): ClinicalWords {
  const { t, has, language } = useWords();
  return useMemo(() => toClinicalWords(t, has, language), [t, has, language]);
}

export function toClinicalWords(t: Say, has: (key: string) => boolean, language: string): ClinicalWords {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: false });
  const number = (value: number): string => numbers.format(value);
  const times = toTimes(t, language);
  const word = (group: string, key: string, otherwise: string): string =>
    has(`patient.${group}.${key}`) ? t(`patient.${group}.${key}` as WordKey) : otherwise;
  const absent = (reason: string): string =>
    t('patient.notKnown', { reason: word('absent', reason, reason) });
  return {
    sex: (gender) => (gender ? t(`patient.sex.${gender}`) : t('patient.sex.none')),
    sexShort: (gender) => (gender ? t(`patient.sexShort.${gender}`) : '–'),
    age: (age) => {
      const text = t(`patient.age.${age.unit}`, { count: age.value });
      const about = age.isAbout ? t('patient.age.about', { age: text }) : text;
      return age.isAtDeath ? t('patient.age.atDeath', { age: about }) : about;
    },
    number,
    measured: (m) =>
      m.unit ? t('patient.withUnit', { value: number(m.value), unit: m.unit }) : number(m.value),
    vitalName: (item) => word('vital', item.kind, item.display),
    vitalShort: (item) => word('vitalShort', item.kind, item.display),
    vitalValue: (item) => toVitalValue(item, number, absent),
    vitalUnit: (item) => (item.quantity ?? item.systolic ?? item.diastolic)?.unit ?? '',
    interpretation: (item) =>
      item.interpretation ? word('interpretation', item.interpretation, item.interpretation) : undefined,
    qualifier: (qualifier) => t(`patient.qualifier.${qualifier}`),
    absent,
    absentPart: ({ absentPart, systolic }) =>
      absentPart &&
      t(systolic ? 'patient.missing.diastolic' : 'patient.missing.systolic', { reason: absent(absentPart) }),
    place: (where) => toPlace(where, t, times.day),
    ...times,
  };
}

function toVitalValue(item: VitalItem, number: (n: number) => string, absent: (r: string) => string): string {
  if (item.absent) return absent(item.absent);
  if (item.systolic || item.diastolic) {
    return [item.systolic, item.diastolic].map((part) => (part ? number(part.value) : '–')).join('/');
  }
  if (item.quantity) return number(item.quantity.value);
  return item.text ?? '–';
}

function toPlace(where: WhereValue, t: Say, day: (time: FhirTime) => string): string {
  switch (where.kind) {
    case 'in': {
      const parts = [where.hospital, where.ward, where.room, where.bed].filter(Boolean);
      return parts.length ? parts.join(' · ') : (where.text ?? t('patient.where.in'));
    }
    case 'left':
      return where.leftOn ? t('patient.where.leftOn', { date: day(where.leftOn) }) : t('patient.where.left');
    default:
      return t(`patient.where.${where.kind}`);
  }
}

type Times = Pick<ClinicalWords, 'when' | 'day' | 'clock' | 'ago'>;

function toTimes(t: Say, language: string): Times {
  const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const monthFormat = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', timeZone: 'UTC' });
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
  // A date is never shifted by a time zone: what has no time is read and written in UTC.
  const day = (time: FhirTime): string => {
    if (/^\d{4}$/.test(time)) return time;
    const date = new Date(time);
    if (Number.isNaN(date.getTime())) return t('patient.asItCame', { text: time });
    if (/^\d{4}-\d{2}$/.test(time)) return monthFormat.format(date);
    return (time.length <= 10 ? dayFormat : localDay).format(date);
  };
  const hasTime = (time: FhirTime): boolean => time.length > 10 && !Number.isNaN(Date.parse(time));
  const clock = (instant: string): string => {
    const date = new Date(instant);
    if (Number.isNaN(date.getTime())) return instant;
    const isToday = localDay.format(date) === localDay.format(new Date());
    return (isToday ? clockFormat : bothFormat).format(date);
  };
  return {
    day,
    clock,
    when: (time) => {
      if (!hasTime(time)) return day(time);
      const date = new Date(time);
      const isThisYear = date.getFullYear() === new Date().getFullYear();
      return isThisYear ? bothFormat.format(date) : `${localDay.format(date)} ${clockFormat.format(date)}`;
    },
    ago: (time) => (hasTime(time) ? toAgo(t, Date.now() - Date.parse(time)) : undefined),
  };
}

const minuteMs = 60_000;

function toAgo(t: Say, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / minuteMs));
  if (minutes < 60) return t('patient.ago.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('patient.ago.hours', { count: hours });
  const days = Math.floor(hours / 24);
  if (days < 366) return t('patient.ago.days', { count: days });
  return t('patient.ago.years', { count: Math.floor(days / 365.25) });
}
