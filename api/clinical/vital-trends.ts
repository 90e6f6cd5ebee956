// Vital signs for the panel: the latest of each kind with the values before it. Gaps stay gaps; different units are
// not joined.
import type { FhirResource } from 'fhir/r4';
import { type Measured, type VitalItem, type VitalTrend, vitalKinds } from '../contract/values';
import type { ClinicalContext } from './context';
import { compareTimes } from './times';
import { toComparableUnit } from './units';
import { compareDisplays, compareLatest, type Reading, toItem, toLimit, toReadings } from './vitals';

const maxPoints = 20;

/** One per kind, in the order of `vitalKinds`, others by their display. */
export function toVitals(resources: readonly FhirResource[], context: ClinicalContext): VitalTrend[] {
  const lines = new Map<string, Reading[]>();
  for (const reading of toReadings(resources)) {
    const line = lines.get(reading.line);
    if (line) line.push(reading);
    else lines.set(reading.line, [reading]);
  }
  const trends = [...lines.values()].flatMap((line) => {
    const trend = toTrend(line, context);
    return trend ? [trend] : [];
  });
  return trends.sort((a, b) => toOrder(a) - toOrder(b) || compareDisplays(a.latest, b.latest));
}

function toOrder({ kind }: VitalTrend): number {
  return kind === 'other' ? vitalKinds.length : vitalKinds.indexOf(kind);
}

function toTrend(line: readonly Reading[], context: ClinicalContext): VitalTrend | undefined {
  const limit = toLimit(context);
  const sorted = [...line].sort((a, b) => compareLatest(b, a, limit));
  const items: VitalItem[] = [];
  const points: VitalItem[] = [];
  let unit: string | undefined;
  let lastEffective: number | undefined;
  for (const reading of sorted) {
    // Of one instant only the preferred reading is a point: a panel and its parts are the same measurement.
    const hasTime = !Number.isNaN(reading.effective);
    if (hasTime && reading.effective === lastEffective) continue;
    lastEffective = reading.effective;
    const item = toItem(reading, line, context);
    items.push(item);
    const itemUnit = toUnit(item);
    unit ??= itemUnit;
    if (hasTime && points.length < maxPoints && (itemUnit === undefined || itemUnit === unit))
      points.push(item);
  }
  const latest = items[0];
  if (!latest) return undefined;
  points.sort((a, b) => compareTimes(a.effective, b.effective));
  return { kind: latest.kind, display: latest.display, latest, points };
}

/** Undefined for a point without a value: a gap. */
function toUnit(item: VitalItem): string | undefined {
  const measured: Measured | undefined = item.quantity ?? item.systolic ?? item.diastolic;
  return measured && toComparableUnit(measured.unit);
}
