// How many patients somebody may look for in an hour, through the whole product: next pages and pasted numbers count as well.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../../api/contract/paths';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { PersonKey } from '../../sandbox/teams/people';
import { places } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

const ward = places.ward5;
let sandbox: Sandbox;
let app: TestApp;
beforeAll(async () => {
  sandbox = await startSandbox({ warm: [] });
});
afterAll(() => sandbox.close());

async function withSearches(
  searchesPerHour: { person: number; team: number; tenant: number },
  ask: () => Promise<void>,
): Promise<void> {
  app = await startTestApp({ sandbox, searchesPerHour });
  try {
    await app.connect(ward, sandbox.links.open);
    await ask();
  } finally {
    await app.close();
  }
}

const form = { name: 'br', _count: '1' };
const search = (person: PersonKey) => app.as(person).post(`${paths.fhir(ward)}/Patient/_search`, { form });

describe('T19: searches', () => {
  it('of one person: pages and pasted numbers count; the refusal is told, timed and on record', () =>
    withSearches({ person: 12, team: 100, tenant: 100 }, async () => {
      const chen = app.as('chen');
      const listId = (await chen.post(paths.lists(ward), { body: { name: 'One' } })).json.id;
      const first = await search('chen');
      expect(first.status).toBe(200);
      const next = first.json.link.find(({ relation }: { relation: string }) => relation === 'next').url;
      expect((await chen.get(new URL(next).pathname + new URL(next).search)).status).toBe(200);
      const pasted = { body: { mrns: ['SV1'] } };
      expect((await chen.post(`${paths.list(ward, listId)}/find-patients`, pasted)).status).toBe(200);
      const more = await search('chen');
      expect(more).toMatchObject({ status: 429, json: { resourceType: 'OperationOutcome' } });
      expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(3_000);
      expect((await chen.get(paths.session(ward))).status).toBe(200);
      expect((await search('olivia')).status).toBe(200);
      const log = await app.as('olivia').get(`${paths.audit(ward)}?operation=PatientSearch`);
      expect(log.json.entries[1]).toMatchObject({ outcome: 'failure', reason: 'rate_limited' });
    }));

  it.each([
    ['team', { person: 100, team: 2, tenant: 100 }],
    ['tenant', { person: 100, team: 100, tenant: 2 }],
  ])('of one %s together', (_of, searches) =>
    withSearches(searches, async () => {
      expect([(await search('chen')).status, (await search('olivia')).status]).toEqual([200, 200]);
      expect([(await search('chen')).status, (await search('olivia')).status]).toEqual([429, 429]);
    }),
  );
});
