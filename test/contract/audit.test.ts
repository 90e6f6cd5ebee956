// The audit log on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createDatabase, type RunningPostgres, startPostgres } from '../support/postgres';
import { describeAudit } from './audit.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-audit-'));
let server: RunningPostgres | undefined;

describeAudit('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
describeAudit('PostgreSQL', async () => {
  server = await startPostgres();
  return (await createDatabase(server.url)).url;
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
