// A dose in words: the instruction's own text, else its parts set side by side without interpretation.
import type { Dosage, DosageDoseAndRate, Quantity, Range, Ratio, Timing, TimingRepeat } from 'fhir/r4';
import { toBoundsText } from './bounds';
import { findCodeAmong, toConceptText, trimmed } from './codings';

export function toDose(dosages: readonly Dosage[] | undefined): string | undefined {
  if (!dosages) return undefined;
  const texts: string[] = [];
  for (const dosage of dosages) {
    const text = trimmed(dosage.text) ?? toBuilt(dosage) ?? trimmed(dosage.patientInstruction);
    if (text) texts.push(text);
  }
  return texts.length > 0 ? texts.join('; ') : undefined;
}

function toBuilt(dosage: Dosage): string | undefined {
  return join(' · ', [
    toGiven(dosage.doseAndRate),
    toConceptText(dosage.route),
    toConceptText(dosage.site),
    toTiming(dosage.timing),
    toAsNeeded(dosage),
    toMost(toRatioText(dosage.maxDosePerPeriod)),
    toMost(toText(dosage.maxDosePerAdministration), ' / dose'),
    toMost(toText(dosage.maxDosePerLifetime), ' / lifetime'),
  ]);
}

function join(between: string, parts: readonly (string | undefined)[]): string | undefined {
  return parts.filter(Boolean).join(between) || undefined;
}

const orderedType = ['ordered'] as const;

/** What was ordered, where one says that it was; else all of them, each with its kind: a calculated dose isn't yet ordered. */
function toGiven(all: readonly DosageDoseAndRate[] | undefined): string | undefined {
  if (!all) return undefined;
  const ordered = all.filter(({ type }) => findCodeAmong(type, orderedType));
  return ordered.length > 0 ? join(', ', ordered.map(toDoseAndRate)) : join(', ', all.map(toTyped));
}

function toTyped(given: DosageDoseAndRate): string | undefined {
  const text = toDoseAndRate(given);
  const type = toConceptText(given.type);
  return text && type ? `${text} (${type})` : text;
}

function toDoseAndRate(given: DosageDoseAndRate): string | undefined {
  return join(' · ', [
    toText(given.doseQuantity) ?? toRangeText(given.doseRange),
    toText(given.rateQuantity) ?? toRangeText(given.rateRange) ?? toRatioText(given.rateRatio),
  ]);
}

/** Where it is as needed for a reason that isn't told, it is no less as needed. */
function toAsNeeded({ asNeededBoolean, asNeededCodeableConcept }: Dosage): string | undefined {
  const reason = toConceptText(asNeededCodeableConcept);
  if (reason) return `PRN: ${reason}`;
  return asNeededBoolean || asNeededCodeableConcept ? 'PRN' : undefined;
}

function toMost(amount: string | undefined, per = ''): string | undefined {
  return amount && `max ${amount}${per}`;
}

function toRangeText(range: Range | undefined): string | undefined {
  return toBoundsText(toText(range?.low), toText(range?.high));
}

function toRatioText(ratio: Ratio | undefined): string | undefined {
  const [above, below] = [toText(ratio?.numerator), toText(ratio?.denominator)];
  return above && below ? `${above} / ${below}` : undefined;
}

function toText(quantity: Quantity | undefined): string | undefined {
  if (quantity?.value === undefined) return undefined;
  const unit = quantity.unit ?? quantity.code ?? '';
  return `${quantity.comparator ?? ''}${quantity.value} ${unit}`.trim();
}

/**
 * "2 × / 1 d mon, thu 08:00, over 30 min, total 6 ×, for 5 d": how often in how long, in UCUM's units of time, on which days,
 * at what times; then how long each takes, how many there are, and for how long.
 */
function toTiming(timing: Timing | undefined): string | undefined {
  if (!timing) return undefined;
  const { repeat = {} } = timing;
  const often = [
    toConceptText(timing.code) ?? toFrequency(repeat),
    repeat.dayOfWeek?.join(', '),
    repeat.timeOfDay?.join(', '),
    toWhen(repeat),
  ];
  return join(', ', [timing.event?.join(', '), join(' ', often), ...toLimits(repeat)]);
}

function toFrequency({ frequency, frequencyMax, period, periodMax, periodUnit }: TimingRepeat) {
  if (period === undefined || !periodUnit) return undefined;
  const often = frequencyMax ? `${frequency ?? 1}–${frequencyMax}` : (frequency ?? 1);
  return `${often} × / ${toSpan(period, periodMax)} ${periodUnit}`;
}

/** "30 min AC": so long before or after. */
function toWhen({ when, offset }: TimingRepeat): string | undefined {
  const events = when?.join(', ');
  return events && offset ? `${offset} min ${events}` : events;
}

function toLimits(repeat: TimingRepeat): readonly (string | undefined)[] {
  const { count, countMax, duration, durationMax, durationUnit } = repeat;
  const bounds = toText(repeat.boundsDuration) ?? toRangeText(repeat.boundsRange);
  return [
    duration !== undefined && durationUnit
      ? `over ${toSpan(duration, durationMax)} ${durationUnit}`
      : undefined,
    count === undefined ? undefined : `total ${toSpan(count, countMax)} ×`,
    bounds && `for ${bounds}`,
  ];
}

function toSpan(least: number, most: number | undefined): string {
  return most ? `${least}–${most}` : String(least);
}
