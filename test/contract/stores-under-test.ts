// Each database that a store can be on, new and empty, and how it crashes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, getPostgres } from '../support/postgres';

export interface StoreUnderTest {
  /** Address of a new, empty database. */
  newUrl(): Promise<string>;
  /** Crashes what can crash: the writing process, and the server if there is one. */
  crash(writer: { kill(): Promise<void> }): Promise<void>;
  close(): void;
}

export async function makeSqliteSubject(): Promise<StoreUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'patients-store-'));
  let count = 0;
  return {
    newUrl: async () => {
      count += 1;
      return `sqlite:${join(folder, `${count}.sqlite`)}`;
    },
    crash: (writer) => writer.kill(),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function makePostgresSubject(): Promise<StoreUnderTest> {
  const server = await getPostgres();
  return {
    newUrl: () => createDatabase(server.url),
    crash: async (writer) => {
      await server.crashAndRestart();
      await writer.kill();
    },
    // The server is everybody's, and goes with the process.
    close: () => undefined,
  };
}
