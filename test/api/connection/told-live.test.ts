// Whoever connects sees each check as it finishes, through the whole product: nothing is kept back for a later one.
import { expect, it } from 'vitest';
import type { Check, ConnectLine } from '../../../api/contract/connect.schema';
import { paths } from '../../../api/contract/paths';
import { startSandbox } from '../../sandbox/sandbox';
import { places } from '../../support/people';
import { startTestApp } from '../../support/test-app';

it('while the token is not given, all that was found before it is told', async () => {
  const sandbox = await startSandbox();
  const app = await startTestApp({ sandbox });
  sandbox.knobs('meridian').set({ hold: 'token' });
  const body = { link: sandbox.links.meridian, name: 'Held' };
  const lines = app.as('olivia').lines('POST', paths.connection(places.ward5), { body });
  const told: Check[] = [];
  while (told.at(-1)?.id !== 'token') {
    const line = (await lines.next()).value as ConnectLine;
    if (line.type === 'check') told.push(line.check);
  }
  const ended = told.filter(({ status }) => status !== 'running').map(({ id, status }) => `${id} ${status}`);
  expect(ended).toEqual(['address ok', 'reachable ok', 'metadata ok', 'release ok', 'partner ok']);
  sandbox.knobs('meridian').set({ hold: false });
  let last: ConnectLine | undefined;
  for await (const line of lines) last = line as ConnectLine;
  expect(last?.type).toBe('connected');
  await app.close();
  await sandbox.close();
});
