import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuditTool } from '../../../api/operate-audit';
import { runTool } from '../../../api/operator/tool';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createPartnersCommand } from '../../support/partners-command';
import { places } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';
import { createTestTerminal } from '../../support/test-terminal';

let sandbox: Sandbox;
let app: TestApp;
const canary = 'canary-of-a-secret-77aa';

beforeAll(async () => {
  sandbox = await startSandbox();
  app = await startTestApp({ sandbox });
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});

/** As the operator sees them, oldest first. */
async function search(operation: string): Promise<{ change: Record<string, unknown> | null }[]> {
  const terminal = createTestTerminal();
  const tool = createAuditTool({ env: app.environment });
  expect(await runTool(tool, ['search', '--operation', operation, '--json'], terminal)).toBe(0);
  return terminal.written.map((line) => JSON.parse(line));
}

it('T14: the log has what a team was connected to before and after', async () => {
  const [first, second] = [sandbox.links.open, sandbox.links.meridian];
  const one = await app.connect(places.ward5, first);
  const other = await app.connect(places.ward5, second);
  const [set, changed] = (await search('EHRConnectionSet')).map(({ change }) => change);
  expect(set).toMatchObject({
    mode: { from: 'none', to: 'ehr' },
    link: { from: null, to: first },
    connection: { from: null, to: one },
  });
  expect(changed).toMatchObject({
    link: { from: first, to: second },
    connection: { from: one, to: other },
    partner: { from: null, to: 'meridian' },
  });
  expect(Object.keys(changed ?? {})).not.toContain('mode');
});

it('T14, T36: the log has a partner’s profile before and after, and no secret', async () => {
  const partners = createPartnersCommand(app.environment);
  const flags = ['--name', 'Far', '--base', 'https://fhir.far.example/stu3', '--client-id', 'app'];
  const endpoint = ['--token-endpoint', 'https://auth.far.example/token'];
  expect((await partners(['add', 'far', ...flags, ...endpoint, '--secret-file', '-'], canary)).code).toBe(0);
  expect((await partners(['update', 'far', '--name', 'Farther'])).code).toBe(0);
  const added = (await search('PartnerRegistered')).at(-1)?.change;
  expect(added).toMatchObject({ name: { from: null, to: 'Far' } });
  expect((await search('PartnerChanged')).at(-1)?.change).toEqual({ name: { from: 'Far', to: 'Farther' } });
  expect(JSON.stringify(added)).not.toContain(canary);
});
