// Servers that say "not so fast", over sockets: who waits, who asks again and how often, and what is told instead.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createThrottle, toWaitMs } from '../../../api/fhir/throttle.service';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, readCharts, readSection, tidA } from './fhir-room';
import { condition, outcome, type Say, searchset, stage } from './scripted-server';

const now = Date.parse('2026-11-26T06:40:00.000Z');

describe('how long a server asks us to wait', () => {
  it.each([
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': ['3', '9'] }, 3_000],
    [{ 'retry-after': 'Thu, 26 Nov 2026 06:40:04 GMT' }, 4_000],
    [{ 'retry-after': 'Thu, 26 Nov 2026 06:30:00 GMT' }, 1],
    [{ 'retry-after': '1', 'x-ms-retry-after-ms': '150' }, 150],
    [{ 'retry-after': '99999999' }, 3_600_000],
    [{ 'retry-after': 'soon' }, undefined],
    // A date to some readers of dates; whatever it says is over.
    [{ 'retry-after': '-5' }, 1],
    [{}, undefined],
  ])('%j is %s ms', (headers, expected) => {
    expect(toWaitMs(headers, now)).toBe(expected);
  });
});

const found: Say = { json: searchset([{ resourceType: 'Patient', id: 'p1' }]) };
const busy = (ms: number, status = 429): Say => ({
  status,
  json: outcome('throttled'),
  headers: { 'retry-after': '1', 'x-ms-retry-after-ms': String(ms) },
});

describe('a server that is busy for a moment', () => {
  it.each([429, 503])('%i: is asked again once, after the time that it named', async (status) => {
    const times: number[] = [];
    const { ehr, seen } = await stage(() => {
      times.push(performance.now());
      return times.length === 1 ? busy(120, status) : found;
    });
    expect((await ehr.searchPatients({ family: 'Hart' })).patients).toHaveLength(1);
    expect(seen).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(115);
  });

  it('is asked no third time, and the time to come back is told', async () => {
    const { ehr, seen } = await stage(() => busy(40));
    await expect(ehr.searchPatients({ family: 'Hart' })).rejects.toMatchObject({
      code: 'server_busy',
      parts: { retryAfterSeconds: 1 },
    });
    expect(seen).toHaveLength(2);
  });

  it('without a time is not asked again', async () => {
    const { ehr, seen } = await stage(() => ({ status: 429, json: outcome('throttled') }));
    await expect(ehr.searchPatients({ family: 'Hart' })).rejects.toMatchObject({ code: 'server_busy' });
    expect(seen).toHaveLength(1);
  });

  it('for longer than a call may take is told at once, and nobody asks it meanwhile', async () => {
    const { ehr, seen } = await stage(() => busy(45_000));
    const toldAt = { code: 'server_busy', parts: { retryAfterSeconds: 45 } };
    await expect(ehr.searchPatients({ family: 'Hart' })).rejects.toMatchObject(toldAt);
    await expect(ehr.searchPatients({ family: 'Hill' })).rejects.toMatchObject(toldAt);
    expect(await readSection(ehr, 'p1', 'Condition')).toMatchObject({
      status: 'failed',
      reason: 'server_busy',
    });
    expect(seen).toHaveLength(1);
  });

  it('holds back the calls of everybody until then', async () => {
    let first = 0;
    const early: string[] = [];
    const { ehr, base, room } = await stage((seen) => {
      if (first === 0) {
        first = performance.now();
        return busy(200);
      }
      if (performance.now() - first < 195) early.push(seen.url);
      return seen.url.endsWith('_search') ? found : { json: searchset([condition('c1', 'Patient/p1')]) };
    });
    const connection = { id: 'd', name: 'D', link: base, partnerId: null, release: 'R4' } as const;
    const other = await room.fhir.open(connection, 'another-tenant');
    const refused = ehr.searchPatients({ family: 'Hart' });
    await expect.poll(() => first).toBeGreaterThan(0);
    await Promise.all([
      refused,
      ...Array.from({ length: 20 }, (_, i) => readSection(i % 2 === 0 ? ehr : other, 'p1', 'Condition')),
    ]);
    expect(early).toEqual([]);
  });

  it('a caller who goes meanwhile waits no longer', async () => {
    const { ehr, seen } = await stage(() => busy(8_000));
    const abort = new AbortController();
    const search = ehr.searchPatients({ family: 'Hart' }, abort.signal);
    await expect.poll(() => seen.length).toBe(1);
    abort.abort(new Error('gone'));
    await expect(search).rejects.toThrow('gone');
  });
});

describe('T25: the budget of second tries', () => {
  it('is one wave at once, and one call in ten after it', () => {
    let at = 0;
    const throttle = createThrottle(() => at);
    let again = 0;
    for (let i = 0; i < 500; i++) {
      throttle.count('s');
      if (throttle.mayAskAgain('s', 1, at + 10_000)) again++;
      at += 10;
    }
    expect(again).toBeGreaterThanOrEqual(60);
    expect(again).toBeLessThanOrEqual(16 + 50);
  });

  it('holds where a server refuses everything: few calls are made twice', async () => {
    const { ehr, seen } = await stage(() => busy(5), { hasBatch: false });
    const ids = Array.from({ length: 150 }, (_, i) => `p${i}`);
    const charts = await readCharts(ehr, ids, ['Condition']);
    expect([...charts.values()].every(({ Condition }) => Condition?.status === 'failed')).toBe(true);
    expect(seen.length).toBeLessThanOrEqual(150 + 16 + 15);
  });
});

describe('entries of a batch that were throttled', () => {
  const answer = (url: string, isThrottled: boolean) => {
    const id = new URL(url, 'http://x').searchParams.get('patient') ?? '';
    return isThrottled
      ? { response: { status: '429' } }
      : { response: { status: '200 OK' }, resource: searchset([condition(`c-${id}`, `Patient/${id}`)]) };
  };
  const ids = ['p1', 'p2', 'p3', 'p4'];
  async function open(isThrottled: (batch: number, entry: number) => boolean) {
    const asked: string[][] = [];
    const { ehr } = await stage(({ body }) => {
      const urls: string[] = JSON.parse(body).entry.map(
        (one: { request: { url: string } }) => one.request.url,
      );
      const batch = asked.push(urls) - 1;
      const entry = urls.map((url, i) => answer(url, isThrottled(batch, i)));
      return { json: { resourceType: 'Bundle', type: 'batch-response', entry } };
    });
    return { asked, charts: await readCharts(ehr, ids, ['Condition']) };
  }

  it('are asked for again once, they alone', async () => {
    const { asked, charts } = await open((batch, entry) => batch === 0 && entry >= 2);
    expect(asked.map((urls) => urls.length)).toEqual([4, 2]);
    expect(ids.map((id) => charts.get(id)?.Condition?.status)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('are said to be throttled if they are so again, and not asked a third time', async () => {
    const { asked, charts } = await open((batch, entry) => batch === 1 || entry >= 2);
    expect(asked.map((urls) => urls.length)).toEqual([4, 2]);
    expect(charts.get('p1')?.Condition).toMatchObject({ status: 'ok' });
    expect(charts.get('p3')?.Condition).toMatchObject({ status: 'failed', reason: 'server_busy' });
  });
});

describe('what is never asked twice', () => {
  it.each([
    [
      'a record behind glass',
      { status: 403, json: outcome('suppressed', { details: { coding: [{ code: '4130' }] } }) },
    ],
    ['a refused right', { status: 403, json: outcome('forbidden') }],
    ['an error of the server', { status: 500, json: outcome('exception') }],
  ])('%s', async (_what, say) => {
    const headers = { 'retry-after': '1', 'x-ms-retry-after-ms': '5' };
    const { ehr, seen } = await stage(() => ({ ...say, headers }));
    await expect(ehr.searchPatients({ family: 'Hart' })).rejects.toBeDefined();
    expect(seen).toHaveLength(1);
  });

  it.each([
    [429, { error: 'slow_down' }, 'server_busy'],
    [401, { error: 'invalid_client' }, 'token_refused'],
  ])('a token that was refused with %i', async (status, json, code) => {
    const headers = { 'retry-after': '1', 'x-ms-retry-after-ms': '5' };
    const { ehr, seen } = await stage(() => ({ status, json, headers, type: 'application/json' }), {
      isPartner: true,
    });
    await expect(ehr.searchPatients({ family: 'Hart' })).rejects.toMatchObject({ code });
    expect(seen.filter(({ url }) => url.endsWith('/token'))).toHaveLength(seen.length);
  });
});

describe('on Microsoft’s server', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ personas: ['corolar'] });
  });
  afterAll(() => sandbox.close());

  it('a list whose batches are throttled half-way is whole after the second try', async () => {
    const room = createFhirRoom({ partners: sandbox.partnerRegistry });
    const link = sandbox.linkTo('corolar', 'seaview');
    const connection = { id: 'c', name: 'C', link, partnerId: 'corolar', release: 'STU3' } as const;
    const ehr = await room.fhir.open(connection, tidA);
    const { patients } = await ehr.searchPatients({ gender: 'female', count: 10 });
    sandbox.knobs('corolar').set({ batchThrottledFrom: 4 });
    const charts = await readCharts(
      ehr,
      patients.map(({ id }) => id ?? ''),
      ['Patient', 'Condition'],
    );
    const failed = [...charts.values()]
      .flatMap((chart) => Object.values(chart))
      .filter(({ status }) => status !== 'ok');
    expect(charts.size).toBe(patients.length);
    expect(failed).toEqual([]);
    await room.close();
  });
});
