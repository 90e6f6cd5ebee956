// The store's contract on a real PostgreSQL.
import { createDatabase, getPostgres } from '../support/postgres';
import { describeStore } from './store.contract';

describeStore('PostgreSQL', async () => {
  const server = await getPostgres();
  return {
    newUrl: () => createDatabase(server.url),
    crash: async (writer) => {
      await server.crashAndRestart();
      await writer.kill();
    },
  };
});
