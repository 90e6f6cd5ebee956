import { expect, it } from 'vitest';
import { createConnectionRoutes } from '../../../api/connection/connection.routes';
import type { ConnectRun } from '../../../api/connection/connection.service';
import { paths, type TeamAddress } from '../../../api/contract/paths';
import type { Scope } from '../../../api/sign-in/scope';
import { people, places } from '../../support/people';
import { startSmallApp } from '../../support/small-app';

it('T43: a team connects so many times an hour, another one is not touched by it', async () => {
  const asked: string[] = [];
  const connections = {
    connect: async (scope: Scope, _ask: unknown, { write }: ConnectRun) => {
      asked.push(scope.teamId);
      write({ type: 'refused', code: 'server_timeout' });
    },
  };
  const getHealth = async () => ({ failing: null, checkedAt: null });
  const small = await startSmallApp({
    routes: () => createConnectionRoutes({ connections: { ...connections, getHealth }, connectsPerHour: 2 }),
  });
  const body = { link: 'https://fhir.example.org', name: 'x' };
  const ask = async (where: TeamAddress) =>
    (await small.as(people.olivia).post(paths.connection(where), { body })).status;
  expect([await ask(places.ward5), await ask(places.ward5), await ask(places.ward5)]).toEqual([
    200, 200, 429,
  ]);
  expect(await ask(places.ward6)).toBe(200);
  expect(asked).toEqual([places.ward5.teamId, places.ward5.teamId, places.ward6.teamId]);
  await small.close();
});
