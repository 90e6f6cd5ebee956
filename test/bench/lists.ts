// Opening a list: through our API, by the best possible client, and by a page that asks resource by resource.
import type { ApiClient } from './api-client';
import { createDirectClient, type DirectClient, type FhirServer } from './direct-client';
import { interleave, repeat, time, toMedian, toQuick, toRatio } from './measure';
import type { Result } from './report';

/** Numbers of batches in the one wave of the ideal client; the fastest is the one that we are held against. */
const chunkings = [16, 8, 4, 2, 1];
/** Requests that a browser sends to one origin at a time. */
const pageRequests = 6;
const typesPerPatient = 7;
/** A round of the page takes seconds: so many of ours see the machine as often. */
const openingsPerRound = 5;
/**
 * So many lists have been opened on a server that runs for some minutes, and so many searches made: what the engine compiles is
 * compiled. After 30 lists it still spends 20 ms of processor time on that for each, after 150 it spends 8, after 500 three.
 */
const warmUps = { lists: 150, searches: 50 };

export interface Opening {
  readonly name: string;
  readonly server: FhirServer;
  readonly api: ApiClient;
  readonly listId: string;
  readonly patientIds: readonly string[];
}

const ms = (values: readonly number[]) => `${toMedian(values).toFixed(0)} ms`;

async function openIdeally(client: DirectClient, ids: readonly string[], chunks: number): Promise<void> {
  const answered = await client.openByBatches(ids, chunks);
  if (answered !== ids.length * typesPerPatient) {
    throw new Error(`the ideal client got ${answered} of ${ids.length * typesPerPatient} answers`);
  }
}

async function findBestChunking(client: DirectClient, ids: readonly string[]): Promise<number> {
  const ways = Object.fromEntries(
    chunkings.map((chunks) => [chunks, () => time(() => openIdeally(client, ids, chunks))]),
  );
  const times = await interleave(ways, 7, 5);
  const best = chunkings.map((chunks) => ({ chunks, took: toMedian(times[chunks] ?? []) }));
  best.sort((a, b) => a.took - b.took);
  return best[0]?.chunks ?? 16;
}

/** Ratio of our opening to the ideal one, with the figures behind it. */
export async function measureAgainstIdeal(
  { name, server, api, listId, patientIds }: Opening,
  rounds: number,
): Promise<Pick<Result, 'ratio' | 'detail'>> {
  const client = createDirectClient(server);
  try {
    const chunks = await findBestChunking(client, patientIds);
    const { ours, ideal } = await interleave(
      {
        ours: () => api.openList(listId, patientIds.length),
        ideal: () => time(() => openIdeally(client, patientIds, chunks)),
      },
      rounds,
      warmUps.lists,
    );
    const detail = `${name}: ${ms(ours)} against ${ms(ideal)} in ${chunks} batches`;
    return { ratio: toRatio(ours, ideal), detail };
  } finally {
    await client.close();
  }
}

export interface NaiveTimes {
  readonly ours: readonly number[];
  readonly naive: readonly number[];
}

/** Opens it by turns as we do and as a page would that asks resource by resource. */
export async function timeAgainstNaive(
  { server, api, listId, patientIds }: Opening,
  rounds: number,
): Promise<NaiveTimes> {
  const client = createDirectClient(server);
  const openOurs = () => api.openList(listId, patientIds.length);
  const openNaively = () => time(() => client.openOneByOne(patientIds, pageRequests));
  const ours: number[] = [];
  const naive: number[] = [];
  try {
    // Its rounds are too slow to warm anything up by; and lists of another release may have come in between, after which the
    // engine compiles anew what it had compiled for them alone.
    await repeat(warmUps.lists, openOurs);
    await repeat(2, openNaively);
    for (let round = 0; round < rounds; round++) {
      naive.push(await openNaively());
      ours.push(...(await repeat(openingsPerRound, openOurs)));
    }
    return { ours, naive };
  } finally {
    await client.close();
  }
}

/** How many times faster than that page; of what was measured at several times of the run. */
export function toNaiveResult(
  { name, patientIds }: Opening,
  parts: readonly NaiveTimes[],
): Pick<Result, 'ratio' | 'detail'> {
  const ours = parts.flatMap((part) => part.ours);
  const naive = parts.flatMap((part) => part.naive);
  const say = (values: readonly number[]) => `${toQuick(values).toFixed(0)} ms (median ${ms(values)})`;
  const requests = patientIds.length * typesPerPatient;
  return {
    ratio: toQuick(naive) / toQuick(ours),
    detail: `${name}: ${say(ours)} against ${say(naive)} for ${requests} requests, ${pageRequests} at a time`,
  };
}

/** The same search through our API, audited, and straight to the server. */
export async function measureSearch(
  { name, server, api }: Opening,
  form: string,
  rounds: number,
): Promise<Pick<Result, 'ratio' | 'detail'>> {
  const client = createDirectClient(server);
  try {
    const { ours, direct } = await interleave(
      { ours: () => time(() => api.search(form)), direct: () => time(() => client.search(form)) },
      rounds,
      warmUps.searches,
    );
    return { ratio: toRatio(ours, direct), detail: `${name}: ${ms(ours)} against ${ms(direct)}` };
  } finally {
    await client.close();
  }
}
