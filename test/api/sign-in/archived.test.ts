// A team that is archived in Microsoft 365: everything can be read, nothing changed, and each refusal says why.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../../api/contract/paths';
import { changing } from '../../../api/http/rule';
import { rules } from '../../../api/sign-in/access.policy';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type EveryRoute, findEveryRoute } from '../../security/every-route';
import { places } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

const ward = places.ward5;
let sandbox: Sandbox;
let app: TestApp;
let routes: readonly EveryRoute[];
let listId: string;
let ahead = 0;

beforeAll(async () => {
  sandbox = await startSandbox();
  app = await startTestApp({ sandbox, now: () => new Date(Date.now() + ahead) });
  routes = (await findEveryRoute(app.anybody)).filter(({ isOfTeam }) => isOfTeam);
  const made = await app.as('chen').post(paths.lists(ward), { body: { name: 'Canary' } });
  listId = made.json.id;
  sandbox.graph.archive(ward.teamId);
  // Names of teams, and whether they are archived, are kept for ten minutes.
  ahead += 11 * 60_000;
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});

it('whatever changes something is refused to everybody, the owner too, before what was sent is read', async () => {
  const isChange = ({ operationId }: EveryRoute) => changing.has(rules[operationId] ?? 'member reads');
  const answers = new Map<string, string>();
  for (const route of routes) {
    const { status, json } = await app.as('olivia')[route.method](route.toUrl(ward, { listId }));
    answers.set(route.operationId, `${status} ${json?.code}`);
  }
  const refused = [...answers].filter(([, answer]) => answer === '403 team_archived').map(([id]) => id);
  expect(refused.sort()).toEqual(
    routes
      .filter(isChange)
      .map(({ operationId }) => operationId)
      .sort(),
  );
  expect(refused.length).toBeGreaterThan(15);
});

it('what is there can be read and searched, and the refusals are on record', async () => {
  expect((await app.as('chen').get(paths.session(ward))).json.isArchived).toBe(true);
  const list = await app.as('chen').get(paths.list(ward, listId));
  expect([list.status, list.json.name]).toEqual([200, 'Canary']);
  const rename = await app.as('chen').patch(paths.list(ward, listId), { body: { name: 'No' }, ifMatch: 1 });
  expect([rename.status, rename.json.code]).toEqual([403, 'team_archived']);
  const { json } = await app.as('olivia').get(`${paths.audit(ward)}?operation=PatientListRename`);
  expect(json.entries[0]).toMatchObject({ outcome: 'failure', reason: 'team_archived' });
  const file = await app.as('olivia').post(paths.listExport(ward, listId), { body: {} });
  expect(file.status).toBe(201);
});

it('another team is not', async () => {
  const made = await app.as('olivia').post(paths.lists(places.ward6), { body: { name: 'Ours' } });
  expect(made.status).toBe(201);
});
