// The watcher on the real sandbox: since when a link fails, which links are looked after, and how often they are asked.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWatcher, type Watcher } from '../../../api/connection/watcher.service';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, type FhirRoom, tidA, toConnection } from '../fhir/fhir-room';

let sandbox: Sandbox;
let room: FhirRoom;
let watcher: Watcher;
let now = 0;
const minutes = (count: number) => {
  now += count * 60_000;
};
const at = () => new Date(now).toISOString();

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  now = Date.parse('2026-11-22T06:40:00.000Z');
  room = createFhirRoom({
    partners: sandbox.partnerRegistry,
    openServers: sandbox.openServers,
    limits: { totalMs: 2_000 },
  });
  watcher = createWatcher({ fhir: room.fhir, now: () => new Date(now) });
});
afterEach(async () => {
  sandbox.reset();
  await room.close();
});

const look = (persona: 'open' | 'meridian' = 'open') => watcher.look(toConnection(sandbox, persona), tidA);
const asked = (persona: 'open' | 'meridian' = 'open') => sandbox.journal(persona).length;

describe('a link in use', () => {
  it('is not known before it has been looked at, and well when it answers', async () => {
    expect(look()).toEqual({ failing: null, checkedAt: null });
    await watcher.checkDue();
    expect(look()).toEqual({ failing: null, checkedAt: at() });
  });

  it('of an open server that speaks another release has failed, and is read no further until it speaks as before', async () => {
    look();
    await watcher.checkDue();
    sandbox.knobs('open').set({ wrongRelease: '3.0.2' });
    minutes(1);
    await watcher.checkDue();
    expect(look().failing).toEqual({ since: at(), code: 'release_changed' });
    const open = () => room.fhir.open(toConnection(sandbox, 'open'), tidA);
    await expect(open()).rejects.toMatchObject({ code: 'release_changed' });
    sandbox.reset();
    minutes(1);
    await watcher.checkDue();
    expect(look().failing).toBeNull();
    expect((await open()).release).toBe('R4');
  });

  it('of an open server that the operator has taken out is told as not registered', async () => {
    const other = createFhirRoom({ partners: sandbox.partnerRegistry });
    await expect(other.fhir.open(toConnection(sandbox, 'open'), tidA)).rejects.toMatchObject({
      code: 'partner_not_recognised',
    });
    await other.close();
  });

  it('fails since the first check that failed, until one succeeds', async () => {
    look();
    await watcher.checkDue();
    minutes(1);
    sandbox.knobs('open').set({ status: 500 });
    await watcher.checkDue();
    const since = at();
    expect(look().failing).toEqual({ since, code: 'server_error' });
    minutes(1);
    sandbox.knobs('open').set({ status: null, html: true });
    await watcher.checkDue();
    expect(look()).toEqual({ failing: { since, code: 'server_not_fhir' }, checkedAt: at() });
    minutes(1);
    sandbox.knobs('open').reset();
    await watcher.checkDue();
    expect(look().failing).toBeNull();
  });

  it('fails also where only the token is refused', async () => {
    look('meridian');
    sandbox.knobs('meridian').set({ rejectSecret: true });
    await watcher.checkDue();
    expect(look('meridian').failing?.code).toBe('token_refused');
  });

  it('is asked once a minute, and three times a minute while it fails', async () => {
    look();
    await watcher.checkDue();
    const from = asked();
    minutes(0.9);
    await watcher.checkDue();
    expect(asked() - from).toBe(0);
    minutes(0.1);
    sandbox.knobs('open').set({ status: 500 });
    await watcher.checkDue();
    minutes(0.4);
    await watcher.checkDue();
    expect(asked() - from).toBe(2);
  });

  it('is looked at soon when somebody reads through it', async () => {
    look();
    await watcher.checkDue();
    const from = asked();
    minutes(0.2);
    await watcher.checkDue();
    expect(asked() - from).toBe(0);
    watcher.use(toConnection(sandbox, 'open'), tidA);
    await watcher.checkDue();
    await watcher.checkDue();
    expect(asked() - from).toBe(1);
  });

  it('is asked once, however many look', async () => {
    for (let i = 0; i < 20; i++) look();
    const from = asked();
    await Promise.all([watcher.checkDue(), watcher.checkDue()]);
    expect(asked() - from).toBe(1);
  });

  it('is forgotten when nobody has used it for a quarter of an hour', async () => {
    look();
    await watcher.checkDue();
    minutes(16);
    const from = asked();
    await watcher.checkDue();
    expect(asked() - from).toBe(0);
    expect(look()).toEqual({ failing: null, checkedAt: null });
  });

  it('T7: one tenant learns nothing of the other one', async () => {
    sandbox.knobs('meridian').set({ rejectSecret: true });
    look('meridian');
    await watcher.checkDue();
    const other = watcher.look(toConnection(sandbox, 'meridian'), '22222222-bbbb-4bbb-8bbb-222222222222');
    expect(other).toEqual({ failing: null, checkedAt: null });
  });
});
