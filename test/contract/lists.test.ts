// Lists on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createDatabase, getPostgres } from '../support/postgres';
import { describeLists } from './lists.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-lists-'));

describeLists('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
describeLists('PostgreSQL', async () => createDatabase((await getPostgres()).url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));
