// Retention on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createDatabase, getPostgres } from '../support/postgres';
import { describeRetention } from './retention.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-retention-'));

describeRetention('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
describeRetention('PostgreSQL', async () => createDatabase((await getPostgres()).url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));
