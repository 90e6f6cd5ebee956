// How often a team may try, through the whole product: which checks have asked a server is said by the real ones.
import { expect, it } from 'vitest';
import type { ConnectLine } from '../../../api/contract/connect.schema';
import { paths } from '../../../api/contract/paths';
import { startSandbox } from '../../sandbox/sandbox';
import { places } from '../../support/people';
import { startTestApp } from '../../support/test-app';

it('T14: addresses that are refused and links that connect are free, a server that is none is asked so often and no more', async () => {
  const sandbox = await startSandbox({ warm: [] });
  const environment = { PATIENTS_CONNECTS_PER_HOUR: '2', PATIENTS_OPEN_SERVERS: sandbox.links.open };
  const app = await startTestApp({ sandbox, environment });
  const owner = app.as('olivia');
  const path = paths.connection(places.ward5);
  const dead = `${new URL(sandbox.links.open).origin}/nothing-here/fhir`;
  const ends: unknown[] = [];
  for (const link of [
    'ftp://a',
    'http://10.9.9.9/fhir',
    sandbox.links.open,
    dead,
    sandbox.links.open,
    dead,
  ]) {
    for await (const line of owner.lines('POST', path, { body: { link, name: 'x' } })) {
      const { type } = line as ConnectLine;
      if (type !== 'check') ends.push(type);
    }
  }
  expect(ends).toEqual(['refused', 'refused', 'connected', 'refused', 'connected', 'refused']);
  const more = await owner.post(path, { body: { link: sandbox.links.open, name: 'x' } });
  expect(more).toMatchObject({ status: 429, json: { code: 'rate_limited' } });
  expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(3_000);
  const log = await owner.get(`${paths.audit(places.ward5)}?operation=EHRConnectionSet`);
  expect(log.json.entries[0]).toMatchObject({ outcome: 'failure', reason: 'rate_limited' });
  await app.close();
  await sandbox.close();
});
