// The whole product over HTTP, as `npm start` composes it, on a sandbox that the test brings. Nothing in it is a stand-in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectLine } from '../../api/contract/connect.schema';
import { paths, type TeamAddress } from '../../api/contract/paths';
import type { Every } from '../../api/http/open-stream';
import type { RequestsPerMinute } from '../../api/http/rate-limit';
import { readServerConfig, startServer } from '../../api/server';
import { toDemoEnvironment } from '../sandbox/demo-environment';
import type { Sandbox } from '../sandbox/sandbox';
import type { PersonKey } from '../sandbox/teams/people';
import { findFreePort } from './free-port';
import { type Client, createClient } from './http-client';
import { createKeptLog } from './kept-log';
import { graphCallsPerSecond, noLimit } from './rates';

export interface TestApp {
  readonly url: string;
  /** Where the store is, for a second app on the same data. */
  readonly dataFolder: string;
  /** What it was configured with: the operator's commands read the same. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything that was logged so far. */
  readonly logged: () => string;
  as(person: PersonKey): Client;
  readonly anybody: Client;
  /** Connects the team as its owner and answers the connection's id. Throws with the lines if it is refused. */
  connect(address: TeamAddress, link: string, person?: PersonKey): Promise<string>;
  /** Stops the server; `keep` leaves the data for the next one. */
  close(keep?: boolean): Promise<void>;
}

export interface TestAppOptions {
  readonly sandbox: Sandbox;
  /** A SQLite file of its own, if nothing is said. */
  readonly storeUrl?: string;
  readonly dataFolder?: string;
  readonly now?: () => Date;
  readonly every?: Every;
  /** Without end, if nothing is said. */
  readonly searchesPerHour?: RequestsPerMinute['searches'];
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  const { sandbox } = options;
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'patients-whole-'));
  const port = await findFreePort();
  const environment = {
    ...toDemoEnvironment(sandbox, { port, dataFolder }),
    PATIENTS_PUBLIC_URL: `http://127.0.0.1:${port}`,
    PATIENTS_LOG_LEVEL: 'debug',
    PATIENTS_READERS: '0',
    ...(options.storeUrl !== undefined && { PATIENTS_STORE: options.storeUrl }),
    ...options.environment,
  };
  const log = createKeptLog();
  const server = await startServer(readServerConfig(environment, 'demo'), {
    requestsPerMinute: { ...noLimit, ...(options.searchesPerHour && { searches: options.searchesPerHour }) },
    graphCallsPerSecond,
    logTo: log.stream,
    ...(options.now && { now: options.now }),
    ...(options.every && { every: options.every }),
  });
  const as = (person: PersonKey) =>
    createClient(server.url, async () => `Bearer ${await sandbox.tokenFor(person)}`);
  return {
    url: server.url,
    dataFolder,
    environment,
    logged: log.text,
    as,
    anybody: createClient(server.url, async () => undefined),
    connect: async (address, link, person = 'olivia') => {
      const lines: ConnectLine[] = [];
      const body = { link, name: 'Test' };
      for await (const line of as(person).lines('POST', paths.connection(address), { body }))
        lines.push(line as ConnectLine);
      const last = lines.at(-1);
      if (last?.type !== 'connected') throw new Error(`not connected: ${JSON.stringify(lines)}`);
      return last.connection.id;
    },
    close: async (keep = false) => {
      await server.stop(0);
      if (!keep) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
