// The main thread's end of one reader: numbers the jobs, answers for tokens, and tells its callers if the thread is gone.
import type { Worker } from 'node:worker_threads';
import { toKnownError } from '../errors/problem.map';
import type { Ehr } from '../fhir/ehr';
import type { OnCells, ReadCells } from '../lists/ehr-ports';
import { fromFault, toFault } from './fault.map';
import type { FromReader, ToReader } from './message';

export type ReaderWorker = Pick<Worker, 'on' | 'postMessage' | 'terminate'>;

export interface Reader {
  /** It has told that it can read. */
  isReady(): boolean;
  readonly readCells: ReadCells;
  close(): Promise<void>;
}

interface Job {
  readonly onCells: OnCells;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
}

const mostOpen = 200;

/** `onGone` is called once, when the thread has ended for whatever reason. */
export function createReader(worker: ReaderWorker, onGone: (error: unknown) => void): Reader {
  const jobs = new Map<number, Job>();
  const numbers = new Map<Ehr, number>();
  const ehrs = new Map<number, Ehr>();
  let isReady = false;
  let count = 0;
  let cause: unknown;
  const say = (message: ToReader) => worker.postMessage(message);

  /** The number under which the thread knows this EHR; opens it there the first time. */
  function toNumber(ehr: Ehr, { source, bearer }: NonNullable<Ehr['away']>): number {
    const known = numbers.get(ehr);
    if (known !== undefined) return known;
    const [oldest] = numbers;
    if (oldest && numbers.size >= mostOpen) {
      numbers.delete(oldest[0]);
      ehrs.delete(oldest[1]);
      say({ kind: 'forget', ehr: oldest[1] });
    }
    const number = ++count;
    numbers.set(ehr, number);
    ehrs.set(number, ehr);
    say({ kind: 'open', ehr: number, source, hasBearer: bearer !== undefined });
    return number;
  }

  async function answerForToken(ask: number, ehr: number): Promise<void> {
    try {
      const bearer = ehrs.get(ehr)?.away?.bearer;
      if (!bearer) throw new Error('a reader asked for a token of an EHR that is closed or open to all');
      say({ kind: 'token', ask, token: await bearer.get() });
    } catch (error) {
      say({ kind: 'noToken', ask, fault: toFault(error) });
    }
  }

  worker.on('message', (message: FromReader) => {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        return;
      case 'cells':
        for (const cells of message.cells) jobs.get(message.job)?.onCells(cells);
        return;
      case 'done':
        jobs.get(message.job)?.done();
        return;
      case 'failed':
        jobs.get(message.job)?.fail(fromFault(message.fault));
        return;
      case 'askToken':
        void answerForToken(message.ask, message.ehr);
        return;
      case 'refuseToken':
        ehrs.get(message.ehr)?.away?.bearer?.refuse(message.token);
    }
  });
  worker.on('error', (error) => {
    cause = error;
  });
  worker.on('exit', () => {
    isReady = false;
    for (const job of jobs.values()) job.fail(toKnownError(cause));
    onGone(cause);
  });

  return {
    isReady: () => isReady,
    readCells({ ehr, patientIds, types, columns }, onCells, signal) {
      const { away } = ehr;
      if (!away) throw new TypeError('an EHR in memory can only be read on its own thread');
      signal.throwIfAborted();
      const job = ++count;
      return new Promise<void>((resolve, reject) => {
        const onAbort = () => {
          say({ kind: 'stop', job });
          settle(() => reject(signal.reason));
        };
        const settle = (act: () => void) => {
          jobs.delete(job);
          signal.removeEventListener('abort', onAbort);
          act();
        };
        signal.addEventListener('abort', onAbort, { once: true });
        jobs.set(job, { onCells, done: () => settle(resolve), fail: (error) => settle(() => reject(error)) });
        say({
          kind: 'read',
          job,
          ehr: toNumber(ehr, away),
          token: away.bearer?.peek(),
          patientIds,
          types,
          columns,
        });
      });
    },
    close: async () => {
      isReady = false;
      await worker.terminate();
    },
  };
}
