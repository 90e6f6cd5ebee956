// The order of the audit log on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createDatabase, getPostgres } from '../support/postgres';
import { describeAuditOrder } from './audit-order.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-order-'));

describeAuditOrder('SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`);
describeAuditOrder('PostgreSQL', async () => createDatabase((await getPostgres()).url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));
