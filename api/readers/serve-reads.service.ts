// The reader's end: opens EHRs as told, reads, hands back cells. Keeps no token longer than the main thread lets it.
import { setMaxListeners } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { Bearer, Ehr, EhrSource } from '../fhir/ehr';
import type { CellsOfPatient, OnCells, ReadCells } from '../lists/ehr-ports';
import { fromFault, toFault } from './fault.map';
import type { FromReader, ToReader } from './message';

export interface ServeReadsDeps {
  readonly port: Pick<MessagePort, 'on' | 'postMessage'>;
  readonly openEhr: (source: EhrSource, bearer: Bearer | undefined) => Ehr;
  readonly readCells: ReadCells;
}

interface Opened {
  readonly ehr: Ehr;
  /** A list that is opened brings the token of now. */
  readonly setToken: (token: string | undefined) => void;
}

interface Waiting {
  readonly resolve: (token: string) => void;
  readonly reject: (error: Error) => void;
}

/** One answer has several patients: they go in one message, since each wakes the main thread. */
function gather(send: (cells: readonly CellsOfPatient[]) => void): OnCells {
  let waiting: CellsOfPatient[] = [];
  return (cells) => {
    waiting.push(cells);
    if (waiting.length > 1) return;
    queueMicrotask(() => {
      send(waiting);
      waiting = [];
    });
  };
}

export function serveReads({ port, openEhr, readCells }: ServeReadsDeps): void {
  const opened = new Map<number, Opened>();
  const jobs = new Map<number, AbortController>();
  const waiting = new Map<number, Waiting>();
  let asks = 0;
  const say = (message: FromReader) => port.postMessage(message);

  function createBearer(ehr: number): Bearer & Pick<Opened, 'setToken'> {
    let token: string | undefined;
    return {
      setToken: (next) => {
        token = next;
      },
      peek: () => token,
      async get() {
        if (token !== undefined) return token;
        const ask = ++asks;
        const answer = new Promise<string>((resolve, reject) => waiting.set(ask, { resolve, reject }));
        say({ kind: 'askToken', ask, ehr });
        token = await answer;
        return token;
      },
      refuse(refused) {
        if (token === refused) token = undefined;
        say({ kind: 'refuseToken', ehr, token: refused });
      },
    };
  }

  async function read(message: Extract<ToReader, { kind: 'read' }>): Promise<void> {
    const { job, patientIds, types, columns } = message;
    const found = opened.get(message.ehr);
    const stop = new AbortController();
    // Every request listens to it: that is many, and no leak.
    setMaxListeners(0, stop.signal);
    jobs.set(job, stop);
    try {
      if (!found) throw new Error('a reader was told to read an EHR that it has not opened');
      found.setToken(message.token);
      const onCells = gather((cells) => say({ kind: 'cells', job, cells }));
      await readCells({ ehr: found.ehr, patientIds, types, columns }, onCells, stop.signal);
      say({ kind: 'done', job });
    } catch (error) {
      if (!stop.signal.aborted) say({ kind: 'failed', job, fault: toFault(error) });
    } finally {
      jobs.delete(job);
    }
  }

  function settle(ask: number, act: (one: Waiting) => void): void {
    const one = waiting.get(ask);
    waiting.delete(ask);
    if (one) act(one);
  }

  port.on('message', (message: ToReader) => {
    switch (message.kind) {
      case 'open': {
        const bearer = message.hasBearer ? createBearer(message.ehr) : undefined;
        const ehr = openEhr(message.source, bearer);
        opened.set(message.ehr, { ehr, setToken: (token) => bearer?.setToken(token) });
        return;
      }
      case 'forget':
        opened.delete(message.ehr);
        return;
      case 'read':
        void read(message);
        return;
      case 'stop':
        jobs.get(message.job)?.abort();
        return;
      case 'token':
        settle(message.ask, ({ resolve }) => resolve(message.token));
        return;
      case 'noToken':
        settle(message.ask, ({ reject }) => reject(fromFault(message.fault)));
    }
  });
  say({ kind: 'ready' });
}
