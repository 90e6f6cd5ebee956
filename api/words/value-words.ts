// Values of patients in words, the same in the row, the search, the panel and a file. Pure text; no fetching, no markup.
import { findUnit, lacksUnit } from '../clinical/vital-units';
import type {
  Age,
  AllergyItem,
  FhirTime,
  Measured,
  MedicationItem,
  Named,
  PatientValue,
  Qualifier,
  VitalItem,
  VitalPart,
  WhereValue,
} from '../contract/values';
import type { SayValue, ValueKey } from './keys';
import { toNumberWords } from './number-words';

type AbsentField = 'birthDate' | 'gender' | 'deceased' | 'isDeceased';

/** How times are written: for a reader at a screen, or for a file. */
export interface ValueTimes {
  /** Date with the precision it came with; a time only if it had one. */
  readonly when: (time: FhirTime) => string;
  readonly day: (time: FhirTime) => string;
}

export interface ValueWords {
  readonly sex: (gender: PatientValue['gender']) => string;
  /** One letter or character, for a narrow line. */
  readonly sexShort: (gender: PatientValue['gender']) => string;
  readonly age: (age: Age) => string;
  /** As recorded, up to three decimals; "≈" where there are more. */
  readonly number: (value: number) => string;
  /** With its unit and every decimal: for what the EHR has. */
  readonly measured: (measured: Measured) => string;
  readonly vitalName: (item: Pick<VitalItem, 'kind' | 'display'>) => string;
  readonly vitalShort: (item: Pick<VitalItem, 'kind' | 'display'>) => string;
  /** Value without unit, "128/79"; "not known (masked)" where the server says why there's none. */
  readonly vitalValue: (item: VitalItem) => string;
  /** "(no unit)" where the bare number could be of two. */
  readonly vitalUnit: (item: VitalItem) => string;
  /** "The EHR has 98.6 °F": undefined where the value stands as it was recorded. */
  readonly vitalOriginal: (item: VitalItem) => string | undefined;
  readonly interpretation: (item: VitalItem) => string | undefined;
  readonly qualifier: (qualifier: Qualifier) => string;
  readonly absent: (reason: string) => string;
  /** "diastolic not known (masked)", where one half of a blood pressure is missing. */
  readonly absentPart: (item: VitalItem) => string | undefined;
  /** "Birth date: not known (masked)". */
  readonly absentField: (patient: PatientValue, field: AbsentField) => string | undefined;
  /** The name, or why there is none. */
  readonly named: (item: Pick<Named, 'text' | 'absent'>) => string;
  /** With its word where it isn't confirmed. */
  readonly allergy: (item: AllergyItem) => string;
  /** With its word in front, where no line can cut it off, unless it's plainly active. */
  readonly medication: (item: MedicationItem) => string;
  /** "on hold", "stopped", …; undefined for an active order. */
  readonly standing: (item: Pick<MedicationItem, 'isActive' | 'qualifier'>) => string | undefined;
  /** As the server spells it where it is none of FHIR's. */
  readonly encounterStatus: (status: string) => string;
  readonly patientName: (patient: PatientValue | undefined) => string;
  /** "Family name: not known (masked)", beside the part of a name that is told. */
  readonly absentName: (patient: PatientValue) => string | undefined;
  /** "MRN 123", "no MRN", or why it isn't told. */
  readonly mrn: (patient: PatientValue | undefined) => string;
  /** `day` writes when they left, `shortDay` in a narrow cell; else in full. */
  readonly place: (where: WhereValue, day?: ValueTimes['day']) => string;
}

export interface ValueSpeech {
  readonly t: SayValue;
  readonly has: (key: string) => boolean;
  readonly language: string;
  readonly times: ValueTimes;
}

export function toValueWords({ t, has, language, times }: ValueSpeech): ValueWords {
  const numbers = toNumberWords(t, language);
  const word = (group: string, key: string, otherwise: string): string =>
    has(`patient.${group}.${key}`) ? t(`patient.${group}.${key}` as ValueKey) : otherwise;
  const absent = (reason: string): string =>
    t('patient.notKnown', { reason: word('absent', reason, reason) });
  const toPart = (part: VitalPart): string =>
    [part.display, toPartValue(part, t, times)].filter(Boolean).join(' ');
  return {
    encounterStatus: (status) => word('encounter', status, status),
    sex: (gender) => (gender ? t(`patient.sex.${gender}`) : t('patient.sex.none')),
    sexShort: (gender) => (gender ? t(`patient.sexShort.${gender}`) : '–'),
    age: (age) => {
      const text = t(`patient.age.${age.unit}`, { count: age.value });
      const about = age.isAbout ? t('patient.age.about', { age: text }) : text;
      return age.isAtDeath ? t('patient.age.atDeath', { age: about }) : about;
    },
    number: numbers.number,
    measured: numbers.measured,
    vitalName: (item) => word('vital', item.kind, item.display),
    vitalShort: (item) => word('vitalShort', item.kind, item.display),
    vitalValue: (item) => {
      if (item.absent) return absent(item.absent);
      if (item.quantity ?? item.systolic ?? item.diastolic) return numbers.vitalValue(item);
      return item.parts?.map(toPart).join(', ') ?? toPartValue(item, t, times) ?? numbers.vitalValue(item);
    },
    vitalUnit: (item) => (lacksUnit(item) ? t('patient.noUnit') : (findUnit(item) ?? '')),
    vitalOriginal: numbers.vitalOriginal,
    interpretation: (item) =>
      item.interpretation ? word('interpretation', item.interpretation, item.interpretation) : undefined,
    absent,
    absentPart: ({ absentPart, systolic }) =>
      absentPart &&
      t(systolic ? 'patient.missing.diastolic' : 'patient.missing.systolic', { reason: absent(absentPart) }),
    ...toItemWords(t, absent),
    ...toPersonWords(t, absent),
    place: (where, day = times.day) => toPlace(where, t, day, absent),
  };
}

/** Undefined: there is none that is no number. */
function toPartValue(part: VitalPart, t: SayValue, { when }: ValueTimes): string | undefined {
  const { text, isTrue, times, since, until, recording } = part;
  if (recording) return t(`patient.recording.${recording}`);
  if (isTrue !== undefined) return t(isTrue ? 'patient.yes' : 'patient.no');
  if (since) return t('patient.since', { date: when(since) });
  if (until) return t('patient.until', { date: when(until) });
  return times?.map(when).join(' – ') ?? text;
}

type ItemWords = Pick<ValueWords, 'qualifier' | 'named' | 'allergy' | 'medication' | 'standing'>;

function toItemWords(t: SayValue, absent: (reason: string) => string): ItemWords {
  const qualifier = (key: Qualifier): string => t(`patient.qualifier.${key}`);
  const named: ItemWords['named'] = (item) => (item.absent ? absent(item.absent) : item.text);
  const standing: ItemWords['standing'] = (item) => {
    if (item.qualifier) return qualifier(item.qualifier);
    return item.isActive ? undefined : t('patient.notActive');
  };
  return {
    qualifier,
    named,
    standing,
    allergy: (item) => [named(item), item.qualifier && qualifier(item.qualifier)].filter(Boolean).join(' · '),
    medication: (item) => {
      const word = standing(item);
      return word ? t('patient.withStanding', { word, name: named(item) }) : named(item);
    },
  };
}

type PersonWords = Pick<ValueWords, 'patientName' | 'absentName' | 'mrn' | 'absentField'>;

const nameParts = ['name', 'family', 'given'] as const;

function toPersonWords(t: SayValue, absent: (reason: string) => string): PersonWords {
  const absentField = (
    { absent: parts }: PatientValue,
    field: AbsentField | (typeof nameParts)[number],
  ): string | undefined => {
    const reason = parts?.[field];
    return reason ? t(`patient.missing.${field}`, { reason: absent(reason) }) : undefined;
  };
  return {
    patientName: (patient) =>
      patient?.name?.display ?? (patient && absentField(patient, 'name')) ?? t('patient.noName'),
    absentName: (patient) => {
      if (!patient.name || !patient.absent) return undefined;
      return nameParts.flatMap((part) => absentField(patient, part) ?? []).join(' · ') || undefined;
    },
    mrn: (patient) => {
      if (patient?.mrn) return t('patient.mrnIs', { mrn: patient.mrn.value });
      const reason = patient?.absent?.mrn;
      return reason ? t('patient.missing.mrn', { reason: absent(reason) }) : t('patient.noMrn');
    },
    absentField,
  };
}

function toPlace(
  where: WhereValue,
  t: SayValue,
  day: (time: FhirTime) => string,
  absent: (reason: string) => string,
): string {
  switch (where.kind) {
    case 'in': {
      const hidden = where.absent && t('patient.missing.place', { reason: absent(where.absent) });
      const parts = [where.hospital, where.ward, where.room, where.bed, hidden].filter(Boolean);
      return parts.length ? parts.join(' · ') : (where.text ?? t('patient.where.in'));
    }
    case 'left':
      return where.leftOn ? t('patient.where.leftOn', { date: day(where.leftOn) }) : t('patient.where.left');
    default:
      return t(`patient.where.${where.kind}`);
  }
}
