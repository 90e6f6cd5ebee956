// A server without batch: our fan-out against the best one by hand, and what a list costs in tokens.
import { createDirectClient } from './direct-client';
import type { Opening } from './lists';
import { interleave, time, toMedian, toRatio } from './measure';
import type { Result } from './report';

/** The concurrency of both sides: as many requests as our own API allows itself per server. */
const requestsAtATime = 16;

/** Ratio of our opening to one question after another by so many hands, nothing mapped and nothing recorded. */
export async function measureAgainstFanOut(
  { name, server, api, listId, patientIds }: Opening,
  rounds: number,
): Promise<Pick<Result, 'ratio' | 'detail'>> {
  const client = createDirectClient(server);
  try {
    const { ours, byHand } = await interleave(
      {
        ours: () => api.openList(listId, patientIds.length),
        byHand: () => time(() => client.openOneByOne(patientIds, requestsAtATime)),
      },
      rounds,
      3,
    );
    const ms = (values: readonly number[]) => `${toMedian(values).toFixed(0)} ms`;
    const detail = `${name}: ${ms(ours)} against ${ms(byHand)}, ${requestsAtATime} requests at a time`;
    return { ratio: toRatio(ours, byHand), detail };
  } finally {
    await client.close();
  }
}

/** Makes the next opening begin without a token that is good for anything. */
export type LoseToken = () => Promise<void>;

/** The most token requests that any opening took. `takeCount`: how many there were since it was asked for last. */
export async function countTokens(
  { name, api, listId, patientIds }: Opening,
  losses: Readonly<Record<string, LoseToken>>,
  takeCount: () => Promise<number>,
): Promise<Pick<Result, 'ratio' | 'detail'>> {
  const counts: number[] = [];
  const said: string[] = [];
  for (const [loss, loseToken] of Object.entries(losses)) {
    await loseToken();
    await takeCount();
    await api.openList(listId, patientIds.length);
    const count = await takeCount();
    counts.push(count);
    said.push(`${count} with a token that was ${loss}`);
  }
  return { ratio: Math.max(...counts), detail: `${name}: ${said.join(', ')}` };
}
