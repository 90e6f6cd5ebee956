import { describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import { createOutbound } from '../../../api/outbound/outbound.service';
import type { JsonAnswer } from '../../../api/sign-in/fetch-json';
import { createGraphDoor } from '../../../api/sign-in/graph-door.service';
import { toFetchJson } from '../../../api/sign-in/outbound-fetch.map';
import { hillcrest, places, seaview } from '../../support/people';
import { startRecorder } from '../../support/token-server';

const ward5 = { tid: seaview, teamId: places.ward5.teamId };
const ward6 = { tid: seaview, teamId: places.ward6.teamId };
const url = 'https://graph.test/v1.0/teams';

function setUp(answer: () => JsonAnswer = () => ({ status: 200, headers: {}, body: {} })) {
  let now = 1_000_000;
  const calls: number[] = [];
  const ask = createGraphDoor({
    fetchJson: async () => {
      calls.push(now);
      return answer();
    },
    getToken: async () => 'token',
    now: () => now,
    wait: async (ms) => {
      now += ms;
    },
  });
  const askOf = (place: { tid: string; teamId: string }) =>
    ask(place, url).then(
      ({ status }) => status,
      (error: unknown) => (isKnownError(error) ? `${error.code} ${error.parts.retryAfterSeconds}` : error),
    );
  return {
    askOf,
    calls,
    later: (ms: number) => {
      now += ms;
    },
  };
}

describe('Graph is asked about one team', () => {
  it('at most four times in any second, however many want to know', async () => {
    const { askOf, calls } = setUp();
    for (let index = 0; index < 20; index++) await askOf(ward5);
    expect(calls).toHaveLength(20);
    for (const at of calls)
      expect(calls.filter((other) => other >= at && other < at + 1_000).length).toBeLessThanOrEqual(4);
  });

  it('and who would have to wait for longer than three seconds is told so at once', async () => {
    const ask = createGraphDoor({
      fetchJson: async () => ({ status: 200, headers: {}, body: {} }),
      getToken: async () => 'token',
      now: () => 0,
      wait: () => new Promise(() => undefined),
    });
    const told: string[] = [];
    for (let index = 0; index < 20; index++) {
      void ask(ward5, url).catch((error: unknown) => told.push(isKnownError(error) ? error.code : 'x'));
    }
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(told).toEqual(Array(4).fill('roster_unavailable'));
  });

  it('without another team having to wait for it', async () => {
    const { askOf, calls } = setUp();
    for (let index = 0; index < 4; index++) await askOf(ward5);
    await askOf(ward6);
    await askOf({ ...ward5, tid: hillcrest });
    expect(new Set(calls).size).toBe(1);
  });
});

describe.each([429, 503])('Graph that throttles (%i)', (status) => {
  const throttled = (headers: Record<string, string>) => () => ({ status, headers, body: {} });

  it('is left alone for as long as it says, for that team', async () => {
    const { askOf, calls, later } = setUp(throttled({ 'retry-after': '12' }));
    expect(await askOf(ward5)).toBe('roster_unavailable 12');
    later(11_000);
    expect(await askOf(ward5)).toBe('roster_unavailable 1');
    expect(calls).toHaveLength(1);
    await askOf(ward6);
    later(1_000);
    await askOf(ward5);
    expect(calls).toHaveLength(3);
  });

  it.each([
    [{}, 1],
    [{ 'retry-after': 'Thu, 26 Nov 2026 15:00:00 GMT' }, 1],
    [{ 'retry-after': '-5' }, 1],
    [{ 'retry-after': '999999' }, 300],
  ])('with %j waits for %i s', async (headers, seconds) => {
    const { askOf } = setUp(throttled(headers));
    expect(await askOf(ward5)).toBe(`roster_unavailable ${seconds}`);
  });
});

it.each([401, 500, 501, 302])('an answer %i says nothing about anybody', async (status) => {
  const { askOf } = setUp(() => ({ status, headers: {}, body: {} }));
  expect(await askOf(ward5)).toBe('roster_unavailable 30');
});

it('what Graph says of the time to wait comes through the door to other servers', async () => {
  const graph = await startRecorder(() => ({ status: 503, headers: { 'retry-after': '7' } }));
  const outbound = createOutbound({ allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true });
  const answer = await toFetchJson(outbound)(`${graph.url}/v1.0/teams`);
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '7']);
  await outbound.close();
  await graph.close();
});
