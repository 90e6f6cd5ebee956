// What an observation, or a part of one, has as its value where that is no plain number: words where they are the same in
// every language, else what the tab says in the reader's.
import type { Observation, ObservationComponent, Quantity } from 'fhir/r4';
import type { VitalItem, VitalPart } from '../contract/values';
import { toBoundsText } from './bounds';
import { toConceptText, trimmed } from './codings';

export type Part = Observation | ObservationComponent;

type OtherValue = Pick<VitalItem, keyof OwnValue | 'parts'>;
type OwnValue = Omit<VitalPart, 'display'>;

/** Its own value, else those of its parts. */
export function toOtherValue(observation: Observation): OtherValue | undefined {
  const own = toOwnValue(observation);
  if (own) return own;
  const parts = (observation.component ?? []).flatMap((component) => {
    const value = toOwnValue(component);
    return value ? [{ display: toConceptText(component.code) ?? '', ...value }] : [];
  });
  if (parts.length === 0) return undefined;
  const isText = parts.every(({ text }) => text !== undefined);
  return isText ? { text: parts.map(toPartText).join(', ') } : { parts };
}

function toPartText({ display, text }: VitalPart): string {
  return [display, text].filter(Boolean).join(' ');
}

export function toOwnValue(part: Part): OwnValue | undefined {
  const text = toText(part);
  if (text) return { text };
  const { valueBoolean: isTrue, valueDateTime } = part;
  if (isTrue !== undefined) return { isTrue };
  if (valueDateTime) return { times: [valueDateTime] };
  const { start: since, end: until } = part.valuePeriod ?? {};
  if (since && until) return { times: [since, until] };
  if (since) return { since };
  if (until) return { until };
  const recording = findRecording(part);
  return recording && { recording };
}

/** Of an Observation of R5, as R4 writes it; DSTU2 and STU3 have it too. */
export const attachmentUrl = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Observation.value';

/** What isn't shown here, but is there. */
export function findRecording({ valueSampledData, extension }: Part): VitalPart['recording'] {
  if (valueSampledData) return 'curve';
  return extension?.some(({ url }) => url === attachmentUrl) ? 'attachment' : undefined;
}

function toText(part: Part): string | undefined {
  const { valueQuantity: quantity, valueRange: range, valueRatio: ratio } = part;
  if (quantity?.value !== undefined) return toBound(quantity);
  if (part.valueInteger !== undefined) return String(part.valueInteger);
  if (range) return toBoundsText(toPlain(range.low), toPlain(range.high));
  if (ratio) return [ratio.numerator, ratio.denominator].map((side) => side && toBound(side)).join(' : ');
  return trimmed(part.valueString) ?? toConceptText(part.valueCodeableConcept) ?? trimmed(part.valueTime);
}

/** "> 250 mmHg" */
export function toBound(quantity: Quantity): string {
  return `${quantity.comparator ?? ''} ${toPlain(quantity)}`.trim();
}

function toPlain(quantity: Quantity | undefined): string {
  if (quantity?.value === undefined) return '';
  return `${quantity.value} ${quantity.unit ?? quantity.code ?? ''}`.trim();
}
