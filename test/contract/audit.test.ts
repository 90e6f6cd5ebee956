// The audit log on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createDatabase, getPostgres } from '../support/postgres';
import { describeAudit } from './audit.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-audit-'));

describeAudit('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
describeAudit('PostgreSQL', async () => createDatabase((await getPostgres()).url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));
