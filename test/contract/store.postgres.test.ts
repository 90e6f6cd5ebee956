// The store's contract on a real PostgreSQL.
import { afterAll } from 'vitest';
import { createDatabase, type RunningPostgres, startPostgres } from '../support/postgres';
import { describeStore } from './store.contract';

let server: RunningPostgres | undefined;

describeStore('PostgreSQL', async () => {
  const running = await startPostgres();
  server = running;
  return {
    newUrl: async () => (await createDatabase(running.url)).url,
    crash: async (writer) => {
      await running.crashAndRestart();
      await writer.kill();
    },
  };
});

afterAll(() => server?.stop());
