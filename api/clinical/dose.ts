// A dose in words: the instruction's own text, else its parts set side by side without interpretation.
import type { Dosage, Quantity, Timing } from 'fhir/r4';
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
    toConceptText(dosage.route),
    toTiming(dosage.timing),
    dosage.asNeededBoolean ? 'PRN' : toConceptText(dosage.asNeededCodeableConcept),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

function toAmount(dosage: Dosage): string | undefined {
  const given = dosage.doseAndRate?.[0];
  if (!given) return undefined;
  if (given.doseQuantity) return toText(given.doseQuantity);
  if (given.doseRange) {
    return (
      [toText(given.doseRange.low), toText(given.doseRange.high)].filter(Boolean).join(' – ') || undefined
    );
  }
  return toText(given.rateQuantity);
}

function toText(quantity: Quantity | undefined): string | undefined {
  if (quantity?.value === undefined) return undefined;
  const unit = quantity.unit ?? quantity.code ?? '';
  return `${quantity.comparator ?? ''}${quantity.value} ${unit}`.trim();
}

/** "2 × / 1 d": how often in how long, in UCUM's units of time. */
function toTiming(timing: Timing | undefined): string | undefined {
  if (!timing) return undefined;
  const named = toConceptText(timing.code);
  if (named) return named;
  const repeat = timing.repeat;
  if (repeat?.period === undefined || !repeat.periodUnit) return undefined;
  const often = repeat.frequencyMax ? `${repeat.frequency ?? 1}–${repeat.frequencyMax}` : repeat.frequency;
  return `${often ?? 1} × / ${repeat.period} ${repeat.periodUnit}`;
}
