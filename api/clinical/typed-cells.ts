// What a person typed about a patient, in the same shapes as what the EHR says, so that one set of cells shows both.

import type { EhrCellValues, EhrColumnId } from '../contract/columns';
import type { Row, TypedValue } from '../contract/lists.schema';
import type { AllergiesValue, PatientValue, VitalItem, WhereValue } from '../contract/values';
import { toAge } from './age';
import { toDay } from './calendar';
import type { CellView } from './cell-view';
import { toSnapshotPatient } from './snapshot-patient';
import { daysSince } from './typed-dates';

export function typedText(row: Row, key: string): string | undefined {
  const value = row.typed[key]?.value;
  if (value === undefined || value === null || value === '') return undefined;
  return String(value);
}

/** What day it is depends on the zone; without one it is this machine's. */
type Makers = { [K in EhrColumnId]: (row: Row, zone: string | undefined) => EhrCellValues[K] | undefined };

const free =
  (key: string) =>
  (row: Row): VitalItem | undefined => {
    const text = typedText(row, key);
    return text ? { kind: 'other', display: '', text, effective: row.typed[key]?.at } : undefined;
  };
const nothing = (): undefined => undefined;

const makers: Makers = {
  bed: toWhere,
  patient: toPatient,
  mainProblem: (row) => {
    const text = typedText(row, 'mainProblem');
    return text
      ? { main: { text, category: 'other', isActive: true }, rule: 'latest' as const, more: 0 }
      : undefined;
  },
  allergies: toAllergies,
  lengthOfStay: (row, zone) => {
    const start = typedText(row, 'admittedOn');
    const days = start === undefined ? undefined : daysSince(start, toDay(new Date(), zone));
    return start && days ? { days, start } : undefined;
  },
  vitals: (row) => {
    const item = free('vitals')(row);
    return item ? { latest: [item] } : undefined;
  },
  bloodPressure: nothing,
  heartRate: nothing,
  respiration: nothing,
  temperature: nothing,
  oxygenSaturation: nothing,
  weight: nothing,
  height: nothing,
  bmi: nothing,
  medications: (row) => {
    const items = parts(typedText(row, 'medications')).map((text) => ({ text, isActive: true }));
    return items.length ? { items } : undefined;
  },
  coverage: (row) => {
    const payor = typedText(row, 'coverage');
    return payor ? { items: [{ payor }] } : undefined;
  },
  encounterStatus: nothing,
  generalPractitioner: (row) => typedText(row, 'generalPractitioner'),
  phone: (row) => typedText(row, 'phone'),
};

/** Which typed keys make up a column; the newest of them says who typed it and when. */
const keysOf: Partial<Record<EhrColumnId, readonly string[]>> = {
  bed: ['ward', 'room', 'bed'],
  patient: ['family', 'given', 'birthDate', 'gender', 'mrn'],
  allergies: ['allergies', 'noKnownAllergies'],
  lengthOfStay: ['admittedOn'],
};

export function toTypedCell<K extends EhrColumnId>(
  column: K,
  row: Row,
  zone?: string,
): CellView<EhrCellValues[K]> {
  const typed = newest(row, keysOf[column] ?? [column]);
  // Of a patient of the EHR, what nobody typed is not "none recorded", nor is there "no bed".
  if (row.ehr && !typed && column !== 'patient') return { status: 'untyped' };
  const value = makers[column](row, zone);
  if (value === undefined) return { status: 'empty', typed };
  const lastKnown = column === 'patient' && row.ehr ? row.snapshot?.at : undefined;
  return lastKnown === undefined
    ? { status: 'ok', value, typed }
    : { status: 'stale', value, typed, fetched: lastKnown };
}

function newest(row: Row, keys: readonly string[]): TypedValue | undefined {
  return keys
    .flatMap((key) => row.typed[key] ?? [])
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1);
}

function toWhere(row: Row): WhereValue | undefined {
  const ward = typedText(row, 'ward');
  const room = typedText(row, 'room');
  const bed = typedText(row, 'bed');
  if (!ward && !room && !bed) return { kind: 'noBed' };
  return { kind: 'in', ward, room, bed, text: [ward, room, bed].filter(Boolean).join(' · ') };
}

function toPatient(row: Row, zone: string | undefined): PatientValue {
  const family = typedText(row, 'family');
  const given = typedText(row, 'given');
  const mrn = typedText(row, 'mrn');
  const birthDate = typedText(row, 'birthDate');
  const gender = row.typed.gender?.value;
  const display = toDisplayName(family, given);
  const known = toSnapshotPatient(row);
  return {
    id: row.id,
    name: display ? { display, family, given } : known?.name,
    otherNames: [],
    birthDate: birthDate ?? known?.birthDate,
    age: toAge(birthDate, undefined, new Date(), zone),
    gender: isGender(gender) ? gender : known?.gender,
    mrn: mrn ? { value: mrn } : known?.mrn,
  };
}

/** "HART, Olivia"; names in Han, kana or hangul keep their own order without comma or capitals. */
export function toDisplayName(family: string | undefined, given: string | undefined): string {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(`${family}${given}`)) {
    return [family, given].filter(Boolean).join(' ');
  }
  return [family?.toLocaleUpperCase(), given].filter(Boolean).join(', ');
}

function isGender(value: unknown): value is NonNullable<PatientValue['gender']> {
  return value === 'male' || value === 'female' || value === 'other' || value === 'unknown';
}

function toAllergies(row: Row): AllergiesValue {
  const names = parts(typedText(row, 'allergies'));
  if (names.length) {
    return { kind: 'list', items: names.map((text) => ({ text, isHigh: false, reactions: [] })) };
  }
  return row.typed.noKnownAllergies?.value === true
    ? { kind: 'noKnown', items: [] }
    : { kind: 'notRecorded' };
}

/** One line or entry each; commas, semicolons and their East Asian forms part entries. */
function parts(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[,;\n、，；]/)
    .map((part) => part.trim())
    .filter(Boolean);
}
