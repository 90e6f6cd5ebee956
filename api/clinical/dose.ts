// A dose in words: the instruction's own text, else its parts set side by side without interpretation.
import type { Dosage, Quantity, Range, Timing, TimingRepeat } from 'fhir/r4';
import { toConceptText, trimmed } from './codings';

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
  const parts = [
    toAmount(dosage),
    toRate(dosage),
    toConceptText(dosage.route),
    toTiming(dosage.timing),
    dosage.asNeededBoolean ? 'PRN' : toConceptText(dosage.asNeededCodeableConcept),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

function toAmount(dosage: Dosage): string | undefined {
  const given = dosage.doseAndRate?.[0];
  return toText(given?.doseQuantity) ?? toRangeText(given?.doseRange);
}

function toRate(dosage: Dosage): string | undefined {
  const given = dosage.doseAndRate?.[0];
  const [above, below] = [toText(given?.rateRatio?.numerator), toText(given?.rateRatio?.denominator)];
  return (
    toText(given?.rateQuantity) ??
    toRangeText(given?.rateRange) ??
    (above && below ? `${above} / ${below}` : undefined)
  );
}

function toRangeText(range: Range | undefined): string | undefined {
  return [toText(range?.low), toText(range?.high)].filter(Boolean).join(' – ') || undefined;
}

function toText(quantity: Quantity | undefined): string | undefined {
  if (quantity?.value === undefined) return undefined;
  const unit = quantity.unit ?? quantity.code ?? '';
  return `${quantity.comparator ?? ''}${quantity.value} ${unit}`.trim();
}

/** "2 × / 1 d mon, thu 08:00": how often in how long, in UCUM's units of time, on which days, at what times. */
function toTiming(timing: Timing | undefined): string | undefined {
  if (!timing) return undefined;
  const { repeat = {} } = timing;
  const parts = [
    toConceptText(timing.code) ?? toFrequency(repeat),
    repeat.dayOfWeek?.join(', '),
    repeat.timeOfDay?.join(', '),
    repeat.when?.join(', '),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

function toFrequency({ frequency, frequencyMax, period, periodMax, periodUnit }: TimingRepeat) {
  if (period === undefined || !periodUnit) return undefined;
  const often = frequencyMax ? `${frequency ?? 1}–${frequencyMax}` : (frequency ?? 1);
  return `${often} × / ${periodMax ? `${period}–${periodMax}` : period} ${periodUnit}`;
}
