// How a medicine is to be taken, of any release, as R4's Dosage. Nothing is interpreted.
import type { Dosage, DosageDoseAndRate, Timing, TimingRepeat } from 'fhir/r4';
import { toConcept, toConcepts, toPeriod, toQuantity, toRange, toRatio } from './datatypes.map';
import { isRaw, type Raw, toFlag, toList, toMember, toNumber, toText, toTexts } from './element';

export function toDosage(value: unknown): Dosage | undefined {
  if (typeof value === 'string') return value === '' ? undefined : { text: value };
  if (!isRaw(value)) return undefined;
  return {
    sequence: toNumber(value.sequence),
    text: toText(value.text),
    additionalInstruction: toConcepts(value.additionalInstruction ?? value.additionalInstructions),
    patientInstruction: toText(value.patientInstruction),
    timing: toTiming(value.timing),
    asNeededBoolean: toFlag(value.asNeededBoolean),
    asNeededCodeableConcept: toConcept(value.asNeededCodeableConcept),
    site: toConcept(value.site) ?? toConcept(value.siteCodeableConcept),
    route: toConcept(value.route),
    method: toConcept(value.method),
    doseAndRate: toList(value.doseAndRate, toTypedDose) ?? toList(value, toDoseAndRate),
    maxDosePerPeriod: toRatio(value.maxDosePerPeriod),
    maxDosePerAdministration: toQuantity(value.maxDosePerAdministration),
    maxDosePerLifetime: toQuantity(value.maxDosePerLifetime),
  };
}

/** Calculated or ordered, as R4 says. */
function toTypedDose(value: unknown): DosageDoseAndRate | undefined {
  const found = toDoseAndRate(value);
  return found && isRaw(value) ? { type: toConcept(value.type), ...found } : undefined;
}

/** Before R4 dose and rate stand in the dosage itself; DSTU2's statements call the dose quantity. */
function toDoseAndRate(value: unknown): DosageDoseAndRate | undefined {
  if (!isRaw(value)) return undefined;
  const found: DosageDoseAndRate = {
    doseQuantity: toQuantity(value.doseQuantity ?? value.quantityQuantity),
    doseRange: toRange(value.doseRange ?? value.quantityRange),
    rateRatio: toRatio(value.rateRatio),
    rateRange: toRange(value.rateRange),
    rateQuantity: toQuantity(value.rateQuantity),
  };
  return Object.values(found).some((one) => one !== undefined) ? found : undefined;
}

function toTiming(value: unknown): Timing | undefined {
  if (!isRaw(value)) return undefined;
  const repeat = isRaw(value.repeat) ? toRepeat(value.repeat) : undefined;
  const code = toConcept(value.code);
  const event = toTexts(value.event);
  return repeat === undefined && code === undefined && event === undefined
    ? undefined
    : { event, repeat, code };
}

const units = ['s', 'min', 'h', 'd', 'wk', 'mo', 'a'] as const;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function toRepeat(raw: Raw): TimingRepeat {
  return {
    boundsPeriod: toPeriod(raw.boundsPeriod),
    boundsDuration: toQuantity(raw.boundsDuration ?? raw.boundsQuantity),
    boundsRange: toRange(raw.boundsRange),
    count: toNumber(raw.count),
    countMax: toNumber(raw.countMax),
    duration: toNumber(raw.duration),
    durationMax: toNumber(raw.durationMax),
    durationUnit: toMember(raw.durationUnit ?? raw.durationUnits, units),
    frequency: toNumber(raw.frequency),
    frequencyMax: toNumber(raw.frequencyMax),
    period: toNumber(raw.period),
    periodMax: toNumber(raw.periodMax),
    periodUnit: toMember(raw.periodUnit ?? raw.periodUnits, units),
    dayOfWeek: toList(raw.dayOfWeek, (one) => toMember(one, days)),
    timeOfDay: toTexts(raw.timeOfDay),
    when: toList(raw.when, toWhen),
    offset: toNumber(raw.offset),
  };
}

type When = NonNullable<TimingRepeat['when']>[number];
const whens: readonly When[] = [
  'MORN',
  'MORN.early',
  'MORN.late',
  'NOON',
  'AFT',
  'AFT.early',
  'AFT.late',
  'EVE',
  'EVE.early',
  'EVE.late',
  'NIGHT',
  'PHS',
  'HS',
  'WAKE',
  'C',
  'CM',
  'CD',
  'CV',
  'AC',
  'ACM',
  'ACD',
  'ACV',
  'PC',
  'PCM',
  'PCD',
  'PCV',
];

function toWhen(value: unknown): When | undefined {
  return toMember(value, whens);
}
