// Opening a list: through our API, by the best possible client, and by a page that asks resource by resource.
import type { ApiClient } from './api-client';
import { createDirectClient, type DirectClient, type FhirServer } from './direct-client';
import { interleave, takeMedian, time, toMedian, toRatio } from './measure';
import type { Result } from './report';

/** Numbers of batches in the one wave of the ideal client; the fastest is the one that we are held against. */
const chunkings = [16, 8, 4, 2, 1];
/** Requests that a browser sends to one origin at a time. */
const pageRequests = 6;
const typesPerPatient = 7;
/** A round of the page takes seconds and sees the machine quick and slow; one opening alone would see it as it is just then. */
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

/** How many times faster than a page that asks resource by resource. */
export async function measureAgainstNaive(
  { name, server, api, listId, patientIds }: Opening,
  rounds: number,
): Promise<Pick<Result, 'ratio' | 'detail'>> {
  const client = createDirectClient(server);
  try {
    // Its rounds are too slow to warm anything up by; and lists of another release may have come in between, after which the
    // engine compiles anew what it had compiled for them alone.
    await takeMedian(warmUps.lists, () => api.openList(listId, patientIds.length));
    const { ours, naive } = await interleave(
      {
        ours: () => takeMedian(openingsPerRound, () => api.openList(listId, patientIds.length)),
        naive: () => time(() => client.openOneByOne(patientIds, pageRequests)),
      },
      rounds,
      2,
    );
    const requests = patientIds.length * typesPerPatient;
    const detail = `${name}: ${ms(ours)} against ${ms(naive)} for ${requests} requests, ${pageRequests} at a time`;
    return { ratio: toRatio(naive, ours), detail };
  } finally {
    await client.close();
  }
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
