import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../../api/audit/audit.store';
import { createChainKey } from '../../../api/audit/chain';
import { createEhrTrail } from '../../../api/audit/ehr-trail';
import { createAuditSeal } from '../../../api/audit/seal.service';
import { createSigner } from '../../../api/audit/signer';
import { createAuditTool } from '../../../api/operate-audit';
import { runTool } from '../../../api/operator/tool';
import { toScope } from '../../../api/sign-in/scope';
import { createStore, type Store } from '../../../api/store/store';
import { people, places, seaview } from '../../support/people';
import { createTestTerminal } from '../../support/test-terminal';

const masterKey = new Uint8Array(32).fill(4);
const folder = mkdtempSync(join(tmpdir(), 'patients-audit-tool-'));
const file = join(folder, 'checkpoints.jsonl');
const env = {
  PATIENTS_STORE: `sqlite:${join(folder, 'store.sqlite')}`,
  PATIENTS_MASTER_KEY: Buffer.from(masterKey).toString('base64'),
  PATIENTS_CLIENT_ID: 'c11e4700-0000-4000-8000-00000000c11e',
  PATIENTS_CLIENT_SECRET: 'made up',
  PATIENTS_TENANTS: seaview,
  PATIENTS_PUBLIC_URL: 'https://patients.test',
  PATIENTS_AUDIT_CHECKPOINTS: file,
};
const canary = 'Zebedee =Canary';
let store: Store;

beforeAll(async () => {
  store = await createStore({ url: env.PATIENTS_STORE, masterKey });
  const chainKey = createChainKey(masterKey);
  const audit = createAudit({
    sealer: store.sealer,
    chainKey,
    now: () => new Date(),
    trail: createEhrTrail(),
  });
  const where = { tid: seaview, teamId: places.ward5.teamId, channelId: '', viaChannelId: '' };
  for (const person of [people.chen, people.priya]) {
    const scope = toScope({ ...where, principal: person, role: 'member', requestId: 'r' });
    const patients = [{ ref: 'c1/p1', label: canary }, { ref: `c1/of-${person.oid}` }];
    const event = { scope, operation: 'PatientView', outcome: 'success', objects: [], patients } as const;
    await store.transaction((tx) => audit.record(tx, event));
  }
  const fail = (error: unknown) => {
    throw error;
  };
  const ofSeal = { onCheckpoint: () => undefined, onBroken: fail, onFault: fail };
  const signer = createSigner(masterKey);
  const seal = createAuditSeal({ store, chainKey, signer, file, now: () => new Date(), ...ofSeal });
  seal.start();
  await seal.stop();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call(...argv: string[]) {
  const terminal = createTestTerminal();
  const code = await runTool(createAuditTool({ env }), argv, terminal);
  return { code, out: terminal.written.join('\n'), said: terminal.said.join('\n') };
}
const countRows = async (operation: string) =>
  (await store.db.selectFrom('audit_events').select('seq').where('operation', '=', operation).execute())
    .length;

describe('npm run audit', () => {
  it('verify says that the log is whole, and that its end is', async () => {
    expect(await call('verify')).toMatchObject({ code: 0, out: `${seaview}: whole, 2 rows` });
    expect(await call('verify', '--since-checkpoint', '--json')).toMatchObject({ code: 0 });
  });

  it('who looked at this patient: by reference, by the id alone, by person; each look is on record', async () => {
    const before = await countRows('AuditRead');
    const byPatient = await call('search', '--patient', 'p1');
    expect(byPatient.out).toContain('Chen Wei');
    expect(byPatient.out).toContain('Priya Nair');
    const byBoth = await call('search', '--patient', 'c1/p1', '--person', people.priya.name, '--json');
    expect(byBoth.out.split('\n').map((line) => JSON.parse(line).person.name)).toEqual(['Priya Nair']);
    expect(await countRows('AuditRead')).toBe(before + 2);
    expect(await call('search', '--operation', 'Everything', '--from', 'yesterday')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/--operation[\s\S]*--from/),
    });
  });

  it.each(['jsonl', 'csv', 'fhir', 'm365'])(
    'export writes %s to a new private file, and is on record',
    async (format) => {
      const before = await countRows('AuditExport');
      const out = join(folder, `log.${format}`);
      const ask = ['export', '--format', format, '--operation', 'PatientView', '--out', out];
      expect(await call(...ask)).toMatchObject({ code: 0, out: '' });
      const text = readFileSync(out, 'utf8');
      // Two rows of two patients: as AuditEvents one each; CSV has a head.
      expect(text.trimEnd().split('\n')).toHaveLength({ jsonl: 2, csv: 3, fhir: 4, m365: 2 }[format] ?? 0);
      expect(statSync(out).mode & 0o077).toBe(0);
      expect(await countRows('AuditExport')).toBe(before + 1);
      expect(await call(...ask)).toMatchObject({ code: 1, said: expect.stringContaining('--out') });
    },
  );

  it('key prints what others need to check a checkpoint, and no secret', async () => {
    const { out } = await call('key');
    expect(out).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(out).not.toMatch(/PRIVATE/);
  });

  it('T32: verify names the row that was changed past the server, and a file that somebody wrote into', async () => {
    await sql`drop trigger audit_events_no_update`.execute(store.db);
    await store.db.updateTable('audit_events').set({ person_name: 'Nobody' }).where('seq', '=', 2).execute();
    expect(await call('verify')).toMatchObject({ code: 1, out: expect.stringContaining('row 2: ') });
    appendFileSync(file, 'not ours\n');
    expect(await call('verify')).toMatchObject({ code: 1, said: expect.stringContaining('checkpoints') });
  });
});
