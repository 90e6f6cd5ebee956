// Times several ways of doing the same thing side by side, so that a busy machine slows them all alike. Knows no way itself.

/** Does the thing once and resolves to the milliseconds that count. */
export type Way = () => Promise<number>;

export function toMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new Error('no median of nothing');
  return (upper + lower) / 2;
}

/**
 * What is reached undisturbed: a quarter of the values are quicker. For two ways of which one waits and the other works: what else
 * goes on in the machine slows only the one that works, round by round, and no ratio of a round takes it out again.
 */
export function toQuick(values: readonly number[]): number {
  const quick = [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)];
  if (quick === undefined) throw new Error('no quarter of nothing');
  return quick;
}

export async function time(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/** What each of so many times, one after another, took. */
export async function repeat(times: number, way: Way): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push(await way());
  return all;
}

/**
 * Milliseconds of each way in each round, after the warm-ups. Every round runs every way once; the first one goes last
 * in the next round, so that none profits from its place.
 */
export async function interleave<Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  rounds: number,
  warmUps: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of names) {
      const took = await ways[name]();
      if (round >= 0) times[name].push(took);
    }
    names.push(...names.splice(0, 1));
  }
  return times;
}

/** The median of the rounds' own ratios: a slow moment falls on both sides of one round. */
export function toRatio(times: readonly number[], against: readonly number[]): number {
  return toMedian(times.map((took, round) => took / (against[round] ?? Number.NaN)));
}
