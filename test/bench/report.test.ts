// The one object that machines read: its keys, its goals in words, and whether each holds, both ways.
import { expect, it } from 'vitest';
import { type Result, toJson, toTable } from './report';

const results: readonly Result[] = [
  { id: 'list-vs-ideal', ratio: 1.2499, goal: { most: 1.25 }, detail: 'four ways' },
  { id: 'list-vs-naive', ratio: 29.99, goal: { least: 30 }, detail: '2,400 ms against 80 ms' },
  { id: 'search-vs-direct', ratio: 1.1501, goal: { most: 1.15 }, detail: 'x' },
  { id: 'first-load', ratio: 170, goal: { most: 170 }, detail: 'kB' },
];

it('prints one object of commit, machine and results', () => {
  const { commit, machine, ...rest } = JSON.parse(toJson(results));
  expect(commit).toMatch(/^[0-9a-f]{7,}$|^unknown$/);
  expect(machine).toContain(`Node ${process.version}`);
  expect(rest).toEqual({
    results: [
      { id: 'list-vs-ideal', ratio: 1.25, goal: '≤ 1.25', holds: true, detail: 'four ways' },
      { id: 'list-vs-naive', ratio: 29.99, goal: '≥ 30', holds: false, detail: '2,400 ms against 80 ms' },
      { id: 'search-vs-direct', ratio: 1.15, goal: '≤ 1.15', holds: false, detail: 'x' },
      { id: 'first-load', ratio: 170, goal: '≤ 170', holds: true, detail: 'kB' },
    ],
  });
  expect(toJson(results)).not.toContain('\n');
});

it('says the same to people, a line for each', () => {
  const [machine, ...lines] = toTable(results).split('\n');
  expect(machine).toContain(process.version);
  expect(lines.map((line) => line[0])).toEqual(['✓', '✗', '✗', '✓']);
  expect(lines[1]).toContain('goal ≥ 30');
});
