// What was changed, in the log, on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createDatabase, getPostgres } from '../support/postgres';
import { describeChanges } from './audit-change.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-change-'));

describeChanges('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
describeChanges('PostgreSQL', async () => createDatabase((await getPostgres()).url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));
