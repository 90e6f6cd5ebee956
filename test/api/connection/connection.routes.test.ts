import { afterEach, describe, expect, it } from 'vitest';
import { createConnectionRoutes } from '../../../api/connection/connection.routes';
import type { ConnectRun } from '../../../api/connection/connection.service';
import { limits } from '../../../api/contract/limits';
import { paths, type TeamAddress } from '../../../api/contract/paths';
import type { Scope } from '../../../api/sign-in/scope';
import { people, places } from '../../support/people';
import { noLimit } from '../../support/rates';
import { type SmallApp, startSmallApp } from '../../support/small-app';

const address = { type: 'check', check: { id: 'address', status: 'ok' } } as const;
/** What a try comes to: what the service would write of it. */
const outcomes = {
  'no address': ({ write }: ConnectRun) => write({ type: 'refused', code: 'address_not_allowed' }),
  'no answer': ({ write }: ConnectRun) => {
    write(address);
    write({ type: 'refused', code: 'server_timeout' });
  },
  'an accident': ({ write }: ConnectRun) => {
    write(address);
    throw new Error('made up');
  },
  connected: ({ write }: ConnectRun) => {
    write(address);
    write({ type: 'connected', connection: {} as never });
  },
};
type Outcome = keyof typeof outcomes;

let small: SmallApp;
let held: Promise<unknown> = Promise.resolve();
const started: string[] = [];

async function start(connectsPerHour: number): Promise<void> {
  const connections = {
    connect: async ({ teamId }: Scope, { link }: { readonly link: string }, run: ConnectRun) => {
      started.push(teamId);
      await held;
      outcomes[decodeURIComponent(new URL(link).pathname.slice(1)) as Outcome](run);
    },
    getHealth: async () => ({ failing: null, checkedAt: null }),
  };
  small = await startSmallApp({
    requestsPerMinute: noLimit,
    routes: () => createConnectionRoutes({ connections, connectsPerHour }),
  });
}

afterEach(async () => {
  held = Promise.resolve();
  started.length = 0;
  await small.close();
});

const ask = (outcome: Outcome, where: TeamAddress = places.ward5) =>
  small
    .as(people.olivia)
    .post(paths.connection(where), { body: { link: `https://fhir.example.org/${outcome}`, name: 'x' } });

describe('T14: tries to connect', () => {
  it('that asked a server and came to nothing are five an hour; the sixth hears when, and another team is not touched', async () => {
    await start(limits.connectsPerHourPerTeam);
    for (const outcome of ['no answer', 'an accident', 'no answer', 'no answer', 'an accident'] as const)
      expect((await ask(outcome)).status).toBe(outcome === 'no answer' ? 200 : 500);
    const sixth = await ask('connected');
    expect(sixth).toMatchObject({ status: 429, json: { code: 'rate_limited' } });
    const wait = Number(sixth.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3_500);
    expect(wait).toBeLessThanOrEqual(3_600);
    expect(started).toHaveLength(5);
    expect((await ask('no answer', places.ward6)).status).toBe(200);
  });

  it('cost nothing if no server was asked, or if they connected', async () => {
    await start(2);
    for (let times = 0; times < 5; times++) {
      expect((await ask('no address')).status).toBe(200);
      expect((await ask('connected')).status).toBe(200);
    }
    expect((await ask('no answer')).status).toBe(200);
    expect((await ask('no answer')).status).toBe(200);
    expect((await ask('no address')).status).toBe(429);
  });

  it('at the same time are counted before they start, and what is refused counts for nothing', async () => {
    await start(3);
    let letGo = () => {};
    held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const tries = Array.from({ length: 3 }, () => ask('connected'));
    await expect.poll(() => started.length).toBe(3);
    const more = await Promise.all(Array.from({ length: 5 }, () => ask('connected')));
    expect(more.map(({ status }) => status)).toEqual([429, 429, 429, 429, 429]);
    letGo();
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([200, 200, 200]);
    for (let times = 0; times < 3; times++) expect((await ask('no answer')).status).toBe(200);
    expect((await ask('no answer')).status).toBe(429);
  });
});
