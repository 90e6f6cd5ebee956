import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../../api/audit/audit.store';
import { createChainKey } from '../../../api/audit/chain';
import { createEhrTrail } from '../../../api/audit/ehr-trail';
import type { AuditEntry } from '../../../api/contract/audit.schema';
import { paths } from '../../../api/contract/paths';
import { createAuditTool } from '../../../api/operate-audit';
import { runTool } from '../../../api/operator/tool';
import { toScope } from '../../../api/sign-in/scope';
import { createStore } from '../../../api/store/store';
import { people, places, seaview } from '../../support/people';
import { startSmallApp } from '../../support/small-app';
import { createTestTerminal } from '../../support/test-terminal';

/** The small app's own. */
const masterKey = new Uint8Array(32).fill(7);
const folder = mkdtempSync(join(tmpdir(), 'patients-shredded-'));
const canary = 'Zebedee Canary';
const env = {
  PATIENTS_STORE: `sqlite:${join(folder, 'store.sqlite')}`,
  PATIENTS_MASTER_KEY: Buffer.from(masterKey).toString('base64'),
  PATIENTS_CLIENT_ID: 'c11e4700-0000-4000-8000-00000000c11e',
  PATIENTS_CLIENT_SECRET: 'made up',
  PATIENTS_TENANTS: seaview,
  PATIENTS_PUBLIC_URL: 'https://patients.test',
};

/** Two rows of a team, whose tenant's key is then destroyed, and its team's with it. */
beforeAll(async () => {
  const store = await createStore({ url: env.PATIENTS_STORE, masterKey });
  const { sealer } = store;
  const chainKey = createChainKey(masterKey);
  const audit = createAudit({ sealer, chainKey, now: () => new Date(), trail: createEhrTrail() });
  const where = { tid: seaview, teamId: places.ward5.teamId, channelId: '', viaChannelId: '' };
  const scope = toScope({ ...where, principal: people.chen, role: 'member', requestId: 'r' });
  const event = {
    scope,
    outcome: 'success',
    objects: [],
    patients: [{ ref: 'c1/p1', label: canary }],
  } as const;
  await store.transaction(async (tx) => {
    await audit.record(tx, { ...event, operation: 'PatientSearch', query: canary });
    const change = { bed: { from: null, to: canary } };
    await audit.record(tx, { ...event, operation: 'PatientDetailsEdit', change });
  });
  await store.db.deleteFrom('team_keys').execute();
  await store.db.deleteFrom('tenant_keys').execute();
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function call(...argv: string[]) {
  const terminal = createTestTerminal();
  const code = await runTool(createAuditTool({ env }), argv, terminal);
  return { code, out: terminal.written.join('\n') };
}

describe('T36, T39: the log of a tenant whose key was destroyed', () => {
  it('is still one whole', async () => {
    expect(await call('verify')).toEqual({ code: 0, out: `${seaview}: whole, 2 rows` });
  });

  it('tells who did what when, by every filter, and no more', async () => {
    const { code, out } = await call('search', '--patient', 'p1', '--json');
    expect(code).toBe(0);
    const [searched, edited] = out.split('\n').map((line) => JSON.parse(line));
    const gone = { isShredded: true, query: null, change: null, patients: [], objects: [] };
    const person = { id: people.chen.oid, name: people.chen.name };
    expect(searched).toMatchObject({ ...gone, operation: 'PatientSearch', person });
    expect(edited).toMatchObject({ ...gone, operation: 'PatientDetailsEdit', person });
    expect(out).not.toContain('Zebedee');
  });

  it.each(['jsonl', 'csv', 'fhir', 'm365'])('leaves as %s', async (format) => {
    const { code, out } = await call('export', '--format', format);
    expect(code).toBe(0);
    expect(out).toContain(people.chen.oid);
    expect(out).not.toContain('Zebedee');
  });

  it('goes on with another key, and stays one whole', async () => {
    expect((await call('verify')).out).toMatch(/whole, \d+ rows/);
  });
});

describe('T36, T39: an owner reads the log over HTTP', () => {
  async function read(): Promise<AuditEntry[]> {
    const app = await startSmallApp({ storeUrl: env.PATIENTS_STORE, routes: () => [] });
    try {
      for (const table of ['team_keys', 'tenant_keys'] as const)
        await app.store.db.deleteFrom(table).execute();
      const { status, json } = await app.as(people.olivia).get(paths.audit(places.ward5));
      expect(status).toBe(200);
      return json.entries;
    } finally {
      await app.close();
    }
  }

  it('after both keys were destroyed: who did what when, and that the rest is gone', async () => {
    const gone = { isShredded: true, change: null, patients: [], objects: [] };
    const person = { id: people.chen.oid, name: people.chen.name };
    const entries = await read();
    expect(entries.slice(-2)).toMatchObject([
      { ...gone, operation: 'PatientDetailsEdit', person },
      { ...gone, operation: 'PatientSearch', person },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Zebedee');
  });
});
