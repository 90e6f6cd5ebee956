// What the bench says at its end, for people and for machines.
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

export interface Result {
  readonly id:
    | 'list-vs-ideal'
    | 'list-vs-naive'
    | 'fanout-vs-ideal'
    | 'token-per-list'
    | 'search-vs-direct'
    | 'first-load';
  readonly ratio: number;
  /** `most`: the ratio may be at most this; `least`: at least. */
  readonly goal: { readonly most: number } | { readonly least: number };
  readonly detail: string;
}

function isHeld({ ratio, goal }: Result): boolean {
  return 'most' in goal ? ratio <= goal.most : ratio >= goal.least;
}

function toGoalText(goal: Result['goal']): string {
  return 'most' in goal ? `≤ ${goal.most}` : `≥ ${goal.least}`;
}

function findCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function describeMachine(): string {
  const all = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${all.length} × ${all[0]?.model ?? 'unknown'}, ${memory} GiB, Node ${process.version}`;
}

export function toJson(results: readonly Result[]): string {
  return JSON.stringify({
    commit: findCommit(),
    machine: describeMachine(),
    results: results.map((result) => ({
      id: result.id,
      ratio: Number(result.ratio.toFixed(3)),
      goal: toGoalText(result.goal),
      holds: isHeld(result),
      detail: result.detail,
    })),
  });
}

export function toTable(results: readonly Result[]): string {
  const lines = results.map((result) => {
    const mark = isHeld(result) ? '✓' : '✗';
    const figure = result.ratio.toFixed(2).padStart(7);
    return `${mark} ${result.id.padEnd(18)}${figure}  goal ${toGoalText(result.goal).padEnd(7)} ${result.detail}`;
  });
  return [describeMachine(), ...lines].join('\n');
}
