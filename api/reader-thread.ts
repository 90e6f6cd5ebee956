// Composes the thread of one reader: the same door, the same reading and the same rules as on the main thread, without
// store, sign-in and secrets. Acts on import.
import { parentPort, workerData } from 'node:worker_threads';
import { toEhrCells } from './clinical/cells';
import { createAnswerCache } from './fhir/answer-cache.service';
import { openEhr } from './fhir/open-ehr.service';
import { createThrottle } from './fhir/throttle.service';
import { findSnapshot } from './lists/snapshot.map';
import { createOutbound } from './outbound/outbound.service';
import { createReadCells } from './readers/read-cells.service';
import { serveReads } from './readers/serve-reads.service';
import type { ReaderData } from './readers/start-worker';

// Checked: start-worker.ts is the only one that starts this file.
const { outbound: config, cacheSeconds, readers } = workerData as ReaderData;
if (!parentPort) throw new Error('reader-thread.ts is started by readers/start-worker.ts');
const outbound = createOutbound(config);
const cache = createAnswerCache(cacheSeconds, Date.now);
const throttle = createThrottle(Date.now);
serveReads({
  port: parentPort,
  openEhr: (source, bearer) => openEhr(source, { outbound, bearer, cache, throttle, now: Date.now, readers }),
  readCells: createReadCells({ toEhrCells, findSnapshot, now: () => new Date() }),
});
