// The API in a process of its own, for the bench: every answer of the EHR is asked for anew.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoApp } from '../sandbox/demo';
import { buildTab } from '../sandbox/tab-build';
import { tellParent } from './child';
import type { SandboxReady } from './sandbox-process';

export interface ApiReady {
  readonly url: string;
}

const sandbox: SandboxReady = JSON.parse(process.env.BENCH_SANDBOX ?? '{}');
const dataFolder = mkdtempSync(join(tmpdir(), 'patients-bench-'));
process.once('exit', () => rmSync(dataFolder, { recursive: true, force: true }));

await buildTab();
const app = await startDemoApp(sandbox, { port: 0, dataFolder }, { PATIENTS_EHR_CACHE_SECONDS: '0' });
const ready: ApiReady = { url: app.url };
tellParent(ready);
