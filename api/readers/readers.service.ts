// Shares a list's patients out among the readers, so that parsing what an EHR answers keeps no other request waiting and
// uses the machine's cores. Reads here while they aren't ready.
import type { ReadCells } from '../lists/ehr-ports';
import { createReader, type Reader, type ReaderWorker } from './reader.service';

export interface Readers {
  readonly readCells: ReadCells;
  /** Starts the threads; until they are ready everything is read here. */
  start(): void;
  /** How many can read now. */
  ready(): number;
  close(): Promise<void>;
}

export interface ReadersDeps {
  readonly count: number;
  readonly startWorker: () => ReaderWorker;
  /** The way to read on this thread. */
  readonly readHere: ReadCells;
  readonly onFault: (error: unknown) => void;
}

/**
 * Dealt like cards: patients who stand together on a list are often those who have much in the EHR, and in halves one reader
 * would be at work when the other is done.
 */
function toShare<T>(all: readonly T[], share: number, shares: number): T[] {
  return all.filter((_, i) => i % shares === share);
}

/** Below it a thread isn't worth its messages. */
const fewestPerReader = 5;
const restartMs = { first: 1_000, most: 60_000 };

export function createReaders({ count, startWorker, readHere, onFault }: ReadersDeps): Readers {
  const readers: (Reader | undefined)[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let isClosing = false;

  function startOne(place: number, restartAfter: number): void {
    readers[place] = createReader(startWorker(), (error) => {
      readers[place] = undefined;
      if (isClosing) return;
      onFault(error);
      const timer = setTimeout(() => {
        timers.delete(timer);
        startOne(place, Math.min(restartAfter * 2, restartMs.most));
      }, restartAfter);
      timers.add(timer);
    });
  }

  return {
    async readCells(read, onCells, signal) {
      const ready = readers.filter((reader) => reader?.isReady());
      const { patientIds, ehr } = read;
      const shares = Math.min(count, Math.ceil(patientIds.length / fewestPerReader));
      // One reader alone has but its share of the requests: better here than by half the hands.
      if (!ehr.away || ready.length < count || count === 0 || patientIds.length < fewestPerReader) {
        return readHere(read, onCells, signal);
      }
      await Promise.all(
        ready
          .slice(0, shares)
          .map((reader, i) =>
            reader?.readCells({ ...read, patientIds: toShare(patientIds, i, shares) }, onCells, signal),
          ),
      );
    },
    ready: () => readers.filter((reader) => reader?.isReady()).length,
    start() {
      for (let place = 0; place < count; place++) startOne(place, restartMs.first);
    },
    async close() {
      isClosing = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(readers.map((reader) => reader?.close()));
    },
  };
}
