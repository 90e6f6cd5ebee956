// Where the points of a trend stand. By time, not by number; a gap much longer than the others breaks the line, and so does a
// time without a value. Pure.
import type { VitalItem } from '../../api/contract/values';
import { toMoment } from '../ui/clinical/instants';

export const trendSize = { width: 132, height: 36 } as const;
const margin = 4;
/** A pause this many times the usual one is a gap. */
const gapFactor = 4;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface TrendLine {
  readonly name: 'value' | 'systolic' | 'diastolic';
  readonly runs: readonly (readonly Point[])[];
  readonly last: Point | undefined;
}

interface Sample {
  readonly at: number;
  readonly value: number;
  /** Nothing was measured at the time before it. */
  readonly isAfterGap: boolean;
}

export function toTrendLines(items: readonly VitalItem[]): TrendLine[] {
  const series = (['value', 'systolic', 'diastolic'] as const).flatMap((name) => {
    const samples = toSamples(items, name);
    return samples.length > 1 ? [{ name, samples }] : [];
  });
  const all = series.flatMap(({ samples }) => samples);
  if (all.length === 0) return [];
  const toPoint = toScale(all);
  return series.map(({ name, samples }) => {
    const runs = toRuns(samples).map((run) => run.map(toPoint));
    return { name, runs, last: runs.at(-1)?.at(-1) };
  });
}

function toSamples(items: readonly VitalItem[], name: TrendLine['name']): Sample[] {
  const samples: Sample[] = [];
  let isAfterGap = false;
  for (const item of items) {
    const measured = name === 'value' ? item.quantity : item[name];
    const at = toMoment(item.effective);
    if (Number.isNaN(at)) continue;
    if (measured) samples.push({ at, value: measured.value, isAfterGap });
    isAfterGap = measured === undefined;
  }
  return samples;
}

function toScale(samples: readonly Sample[]): (sample: Sample) => Point {
  const times = samples.map((sample) => sample.at);
  const values = samples.map((sample) => sample.value);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = trendSize.width - 2 * margin;
  const height = trendSize.height - 2 * margin;
  return ({ at, value }) => ({
    x: round(margin + (to === from ? width : ((at - from) / (to - from)) * width)),
    y: round(margin + (high === low ? height / 2 : (1 - (value - low) / (high - low)) * height)),
  });
}

const round = (n: number): number => Math.round(n * 10) / 10;

function toRuns(samples: readonly Sample[]): Sample[][] {
  const pauses = samples.slice(1).map((sample, index) => sample.at - (samples[index]?.at ?? 0));
  const usual = [...pauses].sort((a, b) => a - b)[Math.floor(pauses.length / 2)] ?? 0;
  const runs: Sample[][] = [];
  samples.forEach((sample, index) => {
    const isPause = index > 0 && usual > 0 && (pauses[index - 1] ?? 0) > usual * gapFactor;
    const run = runs.at(-1);
    if (!run || isPause || sample.isAfterGap) runs.push([sample]);
    else run.push(sample);
  });
  return runs;
}
