// Streams that stay open, over HTTP, looked after by hand instead of by a timer.
import { afterEach, describe, expect, it } from 'vitest';
import { teamPath } from '../../../api/contract/paths';
import type { Reply } from '../../../api/http/route';
import { madeUpRoute } from '../../support/made-up-routes';
import { people, places, seaview } from '../../support/people';
import { type SmallApp, startSmallApp } from '../../support/small-app';

let app: SmallApp;
afterEach(() => app.close());

const until = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

async function start(lines: NonNullable<Reply['lines']>, who: 'member' | 'owner' = 'member') {
  const looks = new Set<() => void>();
  let clock = 0;
  app = await startSmallApp({
    routes: () => [madeUpRoute('Watch', '/watch', { who, handle: async () => ({ lines }) })],
    now: () => Date.now() + clock,
    every: (ms, work) => {
      expect(ms).toBeLessThanOrEqual(15_000);
      looks.add(work);
      return () => looks.delete(work);
    },
  });
  return {
    looks,
    /** A minute passes, with a look at every open stream. */
    pass: () => {
      clock += 60_000;
      for (const look of looks) look();
    },
    open: (person = people.chen) => app.as(person).lines('GET', `${teamPath(places.ward5)}/watch`),
  };
}

async function remove(oid: string): Promise<void> {
  const { teamId, channelId } = places.ward5;
  const before = await app.roster.findChannel(seaview, teamId, channelId);
  if (!before) throw new Error('the test roster has ward 5');
  app.roster.set(teamId, channelId, { ...before, members: before.members.filter(({ id }) => id !== oid) });
}

describe('T11: an open stream', () => {
  it('of somebody who was removed ends within a minute, with words, and tells nothing more', async () => {
    let ended = false;
    const { open, pass, looks } = await start(async (write, signal) => {
      write({ type: 'first' });
      await until(signal);
      write({ type: 'secret' });
      ended = true;
    });
    const stream = open();
    expect((await stream.next()).value).toEqual({ type: 'first' });
    await remove(people.chen.oid);
    pass();
    const last = (await stream.next()).value;
    expect(last).toMatchObject({ type: 'ended', problem: { code: 'not_found', status: 404 } });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect([ended, looks.size]).toEqual([true, 0]);
  });

  it('ends even if its work does not listen', async () => {
    const { open, pass } = await start((write) => {
      write({ type: 'first' });
      return new Promise(() => undefined);
    });
    const stream = open();
    await stream.next();
    await remove(people.chen.oid);
    pass();
    expect((await stream.next()).value).toMatchObject({ type: 'ended' });
    expect((await stream.next()).done).toBe(true);
  });

  it('that has said nothing yet becomes an ordinary refusal', async () => {
    const { open, pass, looks } = await start((_write, signal) => until(signal));
    const first = open().next();
    await expect.poll(() => looks.size).toBe(1);
    await remove(people.chen.oid);
    pass();
    await expect(first).rejects.toThrow(/404.*not_found/);
  });

  it('of who still belongs goes on, and is looked after no longer than it lasts', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { open, pass, looks } = await start(async (write) => {
      write({ type: 'first' });
      await finished;
      write({ type: 'last' });
    });
    const stream = open();
    await stream.next();
    await remove(people.priya.oid);
    pass();
    finish();
    expect((await stream.next()).value).toEqual({ type: 'last' });
    expect((await stream.next()).done).toBe(true);
    expect(looks.size).toBe(0);
  });

  it('T14: for owners ends when its reader is one no longer', async () => {
    const { open, pass } = await start(async (write, signal) => {
      write({ type: 'first' });
      await until(signal);
    }, 'owner');
    const stream = open(people.olivia);
    await stream.next();
    const { teamId, channelId } = places.ward5;
    const before = await app.roster.findChannel(seaview, teamId, channelId);
    if (!before) throw new Error('the test roster has ward 5');
    const members = before.members.map((one) => ({ ...one, role: 'member' as const }));
    app.roster.set(teamId, channelId, { ...before, members });
    pass();
    expect((await stream.next()).value).toMatchObject({ type: 'ended', problem: { code: 'owner_only' } });
  });
});
