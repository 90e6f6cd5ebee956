// Readers are real threads on the real sandbox: what they read is what the main thread reads, and what ends one ends nothing else.
import { setMaxListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toEhrCells } from '../../../api/clinical/cells';
import type { ChartType, EhrCells } from '../../../api/contract/columns';
import type { Ehr } from '../../../api/fhir/ehr';
import type { ReadCells } from '../../../api/lists/ehr-ports';
import { findSnapshot } from '../../../api/lists/snapshot.map';
import { createReadCells } from '../../../api/readers/read-cells.service';
import { createReaders, type Readers, type ReadersDeps } from '../../../api/readers/readers.service';
import { startWorker } from '../../../api/readers/start-worker';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, type FhirRoom, type PersonaName, tidA, toConnection } from '../fhir/fhir-room';

const columns = ['bed', 'patient', 'mainProblem', 'allergies', 'lengthOfStay', 'vitals', 'medications'];
const types: ChartType[] = [
  'Patient',
  'Encounter',
  'Condition',
  'AllergyIntolerance',
  'Observation',
  'MedicationRequest',
];
const threadFile = new URL('../../../api/reader-thread.ts', import.meta.url);
const config = { allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true, limits: { inFlightPerServer: 8 } };

let sandbox: Sandbox;
let room: FhirRoom;
let readers: Readers;
let here = 0;
let faults: unknown[] = [];
const readHere = createReadCells({ toEhrCells, findSnapshot, now: () => new Date() });
const readHereCounted: ReadCells = (...all) => {
  here++;
  return readHere(...all);
};

/** Each request listens to it. */
function never(): AbortSignal {
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return signal;
}

beforeAll(async () => {
  sandbox = await startSandbox({ warm: ['meridian', 'harbor', 'open'] });
  readers = await start();
}, 60_000);
afterAll(async () => {
  await readers.close();
  await sandbox.close();
});
beforeEach(() => {
  faults = [];
  here = 0;
  room = createFhirRoom({ partners: sandbox.partnerRegistry, openServers: sandbox.openServers });
});
afterEach(async () => {
  await room.close();
  for (const persona of ['meridian', 'harbor', 'open'] as const) sandbox.knobs(persona).reset();
});

const startReal = () => startWorker(threadFile, { outbound: config, cacheSeconds: 0, readers: 2 });

const untilReady = ({ ready }: Readers) => vi.waitFor(() => expect(ready()).toBe(2), { timeout: 30_000 });

/** Resolves when a list of five would go to the threads. */
async function start(deps: Partial<ReadersDeps> = {}): Promise<Readers> {
  const made = createReaders({
    count: 2,
    startWorker: startReal,
    readHere: readHereCounted,
    onFault: (error) => faults.push(error),
    ...deps,
  });
  made.start();
  await untilReady(made);
  return made;
}

async function open(persona: PersonaName): Promise<{ ehr: Ehr; ids: string[] }> {
  const ehr = await room.fhir.open(toConnection(sandbox, persona), tidA);
  const { patients } = await ehr.searchPatients({ name: 'a', count: 12 });
  return { ehr, ids: patients.map((one) => one.id ?? '') };
}

async function read(
  way: ReadCells,
  ehr: Ehr,
  patientIds: readonly string[],
  signal = never(),
): Promise<Map<string, EhrCells>> {
  const found = new Map<string, EhrCells>();
  await way(
    { ehr, patientIds, types, columns },
    ({ patientId, json }) => {
      if (found.has(patientId)) throw new Error(`${patientId} was handed over twice`);
      found.set(patientId, JSON.parse(json));
    },
    signal,
  );
  return found;
}

/** When it was fetched differs, and so do ages and lengths of stay at the turn of an hour. */
const toComparable = (cells: ReadonlyMap<string, EhrCells>) =>
  [...cells.keys()].sort().map((id) => {
    const text = JSON.stringify(cells.get(id));
    return [id, text.replaceAll(/"fetched":"[^"]*"/g, '')];
  });

/** Through the same threads: what they were told before has been done by then. */
async function readAnotherServer(): Promise<void> {
  const { ehr, ids } = await open('harbor');
  expect((await read(readers.readCells, ehr, ids)).size).toBe(ids.length);
}

const tokensAsked = (persona: PersonaName, from: number) =>
  sandbox
    .journal(persona)
    .slice(from)
    .filter((entry) => entry.hasSecret).length;

describe('readers', () => {
  it('read what the main thread reads, in each release, and only in threads', async () => {
    const { readCells } = readers;
    for (const persona of ['meridian', 'harbor', 'open'] as const) {
      const { ehr, ids } = await open(persona);
      const inThreads = toComparable(await read(readCells, ehr, ids));
      expect(inThreads).toEqual(toComparable(await read(readHere, ehr, ids)));
      expect(inThreads).toHaveLength(ids.length);
    }
    expect(here).toBe(0);
    const { ehr, ids } = await open('open');
    await read(readCells, ehr, ids.slice(0, 4));
    expect(here).toBe(1);
  });

  it('read here while they are not ready', async () => {
    const cold = createReaders({ count: 2, startWorker: startReal, readHere, onFault: () => undefined });
    const { ehr, ids } = await open('open');
    expect((await read(cold.readCells, ehr, ids)).size).toBe(ids.length);
  });

  it('ask for one token between them when the one in memory is refused', async () => {
    const { readCells } = readers;
    const { ehr, ids } = await open('meridian');
    await read(readCells, ehr, ids);
    sandbox.knobs('meridian').revokeTokens();
    const from = sandbox.journal('meridian').length;
    const cells = await read(readCells, ehr, ids);
    expect([...cells.values()].every((one) => one.patient?.status === 'ok')).toBe(true);
    expect(tokensAsked('meridian', from)).toBe(1);
    await read(readCells, ehr, ids);
    expect(tokensAsked('meridian', from)).toBe(1);
  });

  it('tell in each cell that no token can be had', async () => {
    const { readCells } = readers;
    const { ehr, ids } = await open('meridian');
    sandbox.knobs('meridian').revokeTokens();
    sandbox.knobs('meridian').set({ rejectSecret: true });
    const cells = await read(readCells, ehr, ids);
    expect(cells.size).toBe(ids.length);
    for (const one of cells.values())
      expect(one.allergies).toMatchObject({ status: 'failed', reason: 'token_refused' });
  });

  it('share out the requests that one server may get at a time', async () => {
    const { readCells } = readers;
    sandbox.knobs('open').set({ noBatch: true });
    const { ehr, ids } = await open('open');
    const from = sandbox.journal('open').length;
    sandbox.knobs('open').set({ hold: true });
    const reading = read(readCells, ehr, ids);
    const asked = () => sandbox.journal('open').length - from;
    await vi.waitFor(() => expect(asked()).toBeGreaterThanOrEqual(16));
    await readAnotherServer();
    const atOnce = asked();
    sandbox.knobs('open').set({ hold: false });
    await reading;
    expect(atOnce).toBe(16);
    expect(sandbox.journal('open').length - from).toBeGreaterThan(ids.length * types.length - 1);
  });

  it('stop asking when the caller has gone', async () => {
    const { readCells } = readers;
    sandbox.knobs('open').set({ noBatch: true });
    const { ehr, ids } = await open('open');
    const gone = new AbortController();
    sandbox.knobs('open').set({ hold: true });
    const from = sandbox.journal('open').length;
    const reading = read(readCells, ehr, ids, gone.signal);
    reading.catch(() => undefined);
    await vi.waitFor(() => expect(sandbox.journal('open').length - from).toBe(16));
    gone.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
    sandbox.knobs('open').set({ hold: false });
    await readAnotherServer();
    expect(sandbox.journal('open').length - from).toBeLessThanOrEqual(16);
    await expect(read(readCells, ehr, ids, gone.signal)).rejects.toThrow('gone');
  });

  it('T7: never mix two hospitals that read at the same time', async () => {
    const { readCells } = readers;
    const { ehr, ids } = await open('meridian');
    const other = await room.fhir.open(
      toConnection(sandbox, 'meridian'),
      '22222222-bbbb-4bbb-8bbb-222222222222',
    );
    const [a, b] = await Promise.all([read(readCells, ehr, ids), read(readCells, other, ids)]);
    const [aHere, bHere] = [await read(readHere, ehr, ids), await read(readHere, other, ids)];
    expect(toComparable(a)).toEqual(toComparable(aHere));
    expect(toComparable(b)).toEqual(toComparable(bHere));
    expect(toComparable(a)).not.toEqual(toComparable(b));
  });
});

/** A thread that says it is ready and ends when it is told to read. */
const startMortal = () =>
  new Worker(
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ kind }) => { if (kind === 'read') throw new Error('secret of a patient'); });
     parentPort.postMessage({ kind: 'ready' });`,
    { eval: true },
  );

describe('a reader that ends', () => {
  it('fails the lists that it read in words, and another one takes its place', async () => {
    let started = 0;
    const mortal = await start({ startWorker: () => (++started <= 2 ? startMortal() : startReal()) });
    const { readCells } = mortal;
    const { ehr, ids } = await open('open');
    await expect(read(readCells, ehr, ids)).rejects.toMatchObject({
      code: 'internal',
      parts: { detail: expect.stringContaining('Something went wrong on our side') },
    });
    expect(faults.length).toBeGreaterThan(0);
    expect((await read(readCells, ehr, ids)).size).toBe(ids.length);
    await untilReady(mortal);
    here = 0;
    expect((await read(readCells, ehr, ids)).size).toBe(ids.length);
    expect(here).toBe(0);
    await mortal.close();
  }, 20_000);

  it('has no environment, where secrets would be', async () => {
    const worker = startWorker(new URL('./tell-environment.ts', import.meta.url), {
      outbound: config,
      cacheSeconds: 0,
      readers: 1,
    });
    const names = await new Promise((resolve) => worker.once('message', resolve));
    await worker.terminate();
    expect(names).toEqual([]);
  });
});
