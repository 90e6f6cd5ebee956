// Lists on both databases.
import { afterAll } from 'vitest';
import { createDatabase, type RunningPostgres, startPostgres } from '../support/postgres';
import { describeLists } from './lists.contract';

let server: RunningPostgres | undefined;

describeLists('SQLite', async () => undefined);
describeLists('PostgreSQL', async () => {
  server = await startPostgres();
  return (await createDatabase(server.url)).url;
});

afterAll(() => server?.stop());
