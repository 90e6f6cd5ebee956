// The audit log for owners on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createDatabase, getPostgres } from '../support/postgres';
import { describeAuditOfOwners } from './audit-owner.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-owner-'));

describeAuditOfOwners('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
describeAuditOfOwners('PostgreSQL', async () => createDatabase((await getPostgres()).url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));
