// The dates of one record in words, for the panel and for a cell's tip. Where it has none, that.
import type { AllergyItem, CoverageItem, FhirTime, MedicationItem } from '../../../api/contract/values';
import type { Say } from '../../i18n/useWords';
import type { ClinicalWords } from './useClinicalWords';

/** "since 2019", and the time that these words are of. */
export type ItemDate = readonly [words: string, time?: FhirTime];

type DateKey = 'onset' | 'recorded' | 'ordered' | 'since' | 'until';
type Told = readonly [key: DateKey, time: FhirTime | undefined, toWords: (time: FhirTime) => string];

function toDates(told: readonly Told[], t: Say): readonly ItemDate[] {
  const dates = told.flatMap(([key, time, toWords]): ItemDate[] =>
    time ? [[t(`patient.${key}`, { date: toWords(time) }), time]] : [],
  );
  return dates.length > 0 ? dates : [[t('patient.timeUnknown')]];
}

export function toOnsetDates(
  item: { readonly onset?: FhirTime | undefined; readonly recorded?: FhirTime | undefined },
  t: Say,
  say: ClinicalWords,
): readonly ItemDate[] {
  const told: Told[] = [
    ['onset', item.onset, say.day],
    ['recorded', item.recorded, say.day],
  ];
  return toDates(told, t);
}

export function toAllergyDates(
  { effective, recorded }: AllergyItem,
  t: Say,
  say: ClinicalWords,
): readonly ItemDate[] {
  return toOnsetDates({ onset: effective, recorded }, t, say);
}

/** When it was ordered; of what is only reported, when that was written down and since when it is taken. */
export function toOrderDates(item: MedicationItem, t: Say, say: ClinicalWords): readonly ItemDate[] {
  const { authored, effective, ended, source } = item;
  const isReported = source?.reference.startsWith('MedicationStatement/');
  const told: Told[] = [
    [isReported ? 'recorded' : 'ordered', authored, say.day],
    ['since', effective === authored ? undefined : effective, say.day],
    ['until', ended, say.when],
  ];
  return toDates(told, t);
}

export function toCoverDates({ start, end }: CoverageItem, t: Say, say: ClinicalWords): readonly ItemDate[] {
  const told: Told[] = [
    ['since', start, say.day],
    ['until', end, say.day],
  ];
  return toDates(told, t);
}
