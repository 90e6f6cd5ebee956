import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { recordFigure } from '../figures';
import { foreignKeys, type Half, sendForeign, size, withStage } from './made-up-requests';

const sent = z.object({ tried: z.number(), through: z.array(z.string()), reached: z.number() });

/** In a process of its own: two of them use both cores. */
async function sendHalf(half: Half): Promise<z.output<typeof sent>> {
  const child = fork(join(import.meta.dirname, 'made-up-child.ts'), [half], {
    execArgv: ['--import', 'tsx', '--max-semi-space-size=128', '--min-semi-space-size=64'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const closed = once(child, 'close').then(([code]) => {
    throw new Error(`the ${half} half ended with ${code} and said nothing`);
  });
  const [told] = await Promise.race([once(child, 'message'), closed]);
  closed.catch(() => undefined);
  return sent.parse(told);
}

it(`B1: ${size} made-up requests of every route: an answer or a reason, no accident of ours, nobody waits`, {
  timeout: 3_600_000,
}, async () => {
  const halves = await Promise.all([sendHalf('one'), sendHalf('other')]);
  const tried = halves.reduce((sum, half) => sum + half.tried, 0);
  const through = halves.flatMap((half) => half.through);
  recordFigure({
    id: 'B1',
    name: 'made-up requests',
    tried,
    through: through.length,
    size: 'PATIENTS_TEST_INPUTS',
  });
  expect(through.slice(0, 5)).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(size);
  // They reached the work, not only the gate.
  for (const half of halves) expect(half.reached).toBeGreaterThan(half.tried / 10);
});

it('T10: a key that no schema knows is refused in every body, in whichever of its objects it stands', async () => {
  const { tried, through } = await withStage(sendForeign);
  recordFigure({
    id: 'T10',
    name: 'keys that no schema knows',
    tried,
    through: through.length,
    size: 'PATIENTS_TEST_FOREIGN_KEYS',
  });
  expect(through.slice(0, 5)).toEqual([]);
  expect(tried).toBeGreaterThan(foreignKeys * 10);
});
