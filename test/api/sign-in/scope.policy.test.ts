import { describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import type { Roster } from '../../../api/sign-in/roster';
import { createRosterCache } from '../../../api/sign-in/roster-cache.service';
import { createScopePolicy, type ScopeAsk } from '../../../api/sign-in/scope.policy';
import { createTestRoster } from '../../support/entra';
import { people, places, type TestPerson } from '../../support/people';

function setUp() {
  let now = 1_000_000;
  const roster = createTestRoster();
  const getScope = createScopePolicy(createRosterCache({ roster, now: () => now }));
  const ask = (
    person: TestPerson,
    place: { teamId: string; channelId: string },
    purpose: ScopeAsk['purpose'] = 'read',
  ) =>
    getScope({ principal: person, ...place, purpose, requestId: 'r' }).then(
      (scope) => scope,
      (error: unknown) => (isKnownError(error) ? error.code : 'not a known error'),
    );
  return {
    ask,
    roster,
    later: (ms: number) => {
      now += ms;
    },
  };
}

async function withoutChen(roster: Roster) {
  const before = await roster.findChannel(people.chen.tid, places.ward5.teamId, places.ward5.channelId);
  if (!before) throw new Error('the test roster has ward 5');
  return { ...before, members: before.members.filter((member) => member.id !== people.chen.oid) };
}

describe('the scope of a member', () => {
  it('is the whole team for every standard channel', async () => {
    const { ask } = setUp();
    expect(await ask(people.chen, places.ward5)).toMatchObject({
      channelId: '',
      role: 'member',
      viaChannelId: places.ward5.channelId,
    });
    expect(await ask(people.olivia, places.ward5Night)).toMatchObject({ channelId: '', role: 'owner' });
  });

  it('is the channel alone for a private channel', async () => {
    const { ask } = setUp();
    expect(await ask(people.chen, places.ward5Palliative)).toMatchObject({
      channelId: places.ward5Palliative.channelId,
    });
  });

  it('does not hang on the spelling of the team id', async () => {
    const { ask } = setUp();
    const shouted = { ...places.ward5, teamId: places.ward5.teamId.toUpperCase() };
    expect(await ask(people.chen, shouted)).toMatchObject({ teamId: places.ward5.teamId });
  });
});

describe('T9, T11: everybody else finds nothing', () => {
  it.each([
    ['a guest', people.gus, places.ward5],
    ['somebody of no team', people.nadia, places.ward5],
    ['somebody of another hospital', people.bruno, places.ward5],
    ['a member of another team', people.chen, places.ward6],
    ['a member of the team in a private channel', people.priya, places.ward5Palliative],
    ['a channel of another team', people.chen, { ...places.ward5, channelId: places.ward6.channelId }],
    ['a team id that is none', people.chen, { ...places.ward5, teamId: '../../users' }],
    ['a channel id that is none', people.chen, { ...places.ward5, channelId: '19:x@thread.tacv2/members' }],
    ['an empty channel', people.chen, { ...places.ward5, channelId: '' }],
  ])('%s', async (_who, person, place) => {
    const { ask } = setUp();
    expect(await ask(person, place)).toBe('not_found');
  });

  it('the same object id in another tenant is another person', async () => {
    const { ask } = setUp();
    expect(await ask({ ...people.bruno, oid: people.chen.oid }, places.ward5)).toBe('not_found');
  });
});

describe('T11: a roster that changes', () => {
  it('a removed member is out within 60 s', async () => {
    const { ask, roster, later } = setUp();
    await ask(people.chen, places.ward5);
    roster.set(places.ward5.teamId, places.ward5.channelId, await withoutChen(roster));
    later(60_000);
    expect(await ask(people.chen, places.ward5)).toBe('not_found');
  });

  it('a new member is in at once', async () => {
    const { ask, roster, later } = setUp();
    const full = await roster.findChannel(people.chen.tid, places.ward5.teamId, places.ward5.channelId);
    roster.set(places.ward5.teamId, places.ward5.channelId, await withoutChen(roster));
    expect(await ask(people.chen, places.ward5)).toBe('not_found');
    roster.set(places.ward5.teamId, places.ward5.channelId, full);
    later(5_000);
    expect(await ask(people.chen, places.ward5)).toMatchObject({ role: 'member' });
  });

  it('a guessing stranger does not make us ask Graph each time', async () => {
    const { ask, roster } = setUp();
    for (let index = 0; index < 100; index++) await ask(people.nadia, places.ward5);
    expect(roster.asked()).toBe(1);
  });

  it('many people opening the tab are one question to Graph', async () => {
    const { ask, roster } = setUp();
    await Promise.all(Array.from({ length: 40 }, () => ask(people.chen, places.ward5)));
    expect(roster.asked()).toBe(1);
  });

  it('T14: an owner action asks at that moment', async () => {
    const { ask, roster } = setUp();
    await ask(people.olivia, places.ward5);
    await ask(people.olivia, places.ward5, 'owner');
    expect(roster.asked()).toBe(2);
  });

  it('without Graph changes stop at once, reads after five minutes', async () => {
    const { ask, roster, later } = setUp();
    await ask(people.chen, places.ward5);
    roster.set(places.ward5.teamId, places.ward5.channelId, 'down');
    later(61_000);
    expect(await ask(people.chen, places.ward5)).toMatchObject({ role: 'member' });
    expect(await ask(people.chen, places.ward5, 'write')).toBe('roster_unavailable');
    later(5 * 60_000);
    expect(await ask(people.chen, places.ward5)).toBe('roster_unavailable');
  });
});
