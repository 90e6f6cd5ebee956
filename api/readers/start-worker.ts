// Starts a thread from a TypeScript file. It gets no environment: no secret lies where answers of strangers are parsed.
import { Worker } from 'node:worker_threads';
import type { OutboundConfig } from '../outbound/outbound.service';

/** What a reader is told at its start. */
export interface ReaderData {
  readonly outbound: OutboundConfig;
  readonly cacheSeconds: number;
  /** How many share the requests to one server between them. */
  readonly readers: number;
}

/** An answer that explodes ends its reader, not the server. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 192 };

export function startWorker(file: URL, data: ReaderData): Worker {
  // Node 20 doesn't hand the loader of `--import` on to a thread: the thread registers it itself.
  const boot = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file.href)}); })`;
  return new Worker(boot, { eval: true, execArgv: [], env: {}, workerData: data, resourceLimits });
}
