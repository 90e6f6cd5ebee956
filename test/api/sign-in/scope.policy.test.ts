import { describe, expect, it } from 'vitest';
import { isKnownError, KnownError } from '../../../api/errors/known-error';
import { type Admission, membersOnly } from '../../../api/sign-in/admission.policy';
import type { Roster } from '../../../api/sign-in/roster';
import { createRosterCache } from '../../../api/sign-in/roster-cache.service';
import { createScopePolicy, type ScopeAsk } from '../../../api/sign-in/scope.policy';
import { createTestRoster } from '../../support/entra';
import { hillcrest, people, places, seaview, type TestPerson } from '../../support/people';

function setUp(admission: Admission = membersOnly) {
  let now = 1_000_000;
  const roster = createTestRoster();
  const cache = createRosterCache({ roster, now: () => now });
  const getScope = createScopePolicy({ roster: cache, tenants: new Set([seaview, hillcrest]), admission });
  const ask = (
    person: TestPerson,
    place: { teamId: string; channelId: string },
    purpose: ScopeAsk['purpose'] = 'read',
  ) =>
    getScope({ principal: person, ...place, purpose, requestId: 'r' }).then(
      (scope) => scope,
      (error: unknown) => (isKnownError(error) ? error.code : 'not a known error'),
    );
  const whyOf = (principal: TestPerson, place: { teamId: string; channelId: string }) =>
    getScope({ principal, ...place, purpose: 'read', requestId: 'r' }).then(
      () => 'let in',
      (error: unknown) => isKnownError(error) && error.parts.why,
    );
  return {
    ask,
    whyOf,
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

  it('a new member is in at once though the roster was read a moment ago', async () => {
    const { ask, roster } = setUp();
    const full = await roster.findChannel(people.chen.tid, places.ward5.teamId, places.ward5.channelId);
    roster.set(places.ward5.teamId, places.ward5.channelId, await withoutChen(roster));
    await ask(people.olivia, places.ward5);
    roster.set(places.ward5.teamId, places.ward5.channelId, full);
    expect(await ask(people.chen, places.ward5)).toMatchObject({ role: 'member' });
  });

  it('a thousand strangers and a thousand made-up channels lead to one question a second about a team', async () => {
    const { ask, roster, later } = setUp();
    await ask(people.chen, places.ward5);
    for (let index = 0; index < 1_000; index++) {
      const oid = `0c000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      const channelId = index % 2 ? places.ward5.channelId : `19:made-up-${index}@thread.tacv2`;
      expect(['not_found', 'rate_limited']).toContain(
        await ask({ ...people.nadia, oid }, { ...places.ward5, channelId }),
      );
      later(10);
    }
    expect(roster.asked()).toBeLessThanOrEqual(1 + 8 + 10);
    expect(await ask(people.chen, places.ward5, 'owner')).toMatchObject({ role: 'member' });
  });

  it('one stranger who tries every team is slowed down to one question a second', async () => {
    const { ask, roster } = setUp();
    for (let index = 0; index < 500; index++) {
      const teamId = `dddddddd-0000-4000-8000-${String(index).padStart(12, '0')}`;
      await ask(people.nadia, { ...places.ward5, teamId });
    }
    expect(roster.asked()).toBeLessThanOrEqual(120);
    expect(await ask(people.nadia, places.ward6)).toBe('rate_limited');
    expect(await ask(people.olivia, places.ward6)).toMatchObject({ role: 'owner' });
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

  it('T14: an owner action never takes the answer to a question that was asked before it', async () => {
    const before = await createTestRoster().findChannel(
      people.chen.tid,
      places.ward5.teamId,
      places.ward5.channelId,
    );
    if (!before) throw new Error('the test roster has ward 5');
    const demoted = before.members.map((one) => ({ ...one, role: 'member' as const }));
    const waiting: (() => void)[] = [];
    let current = before;
    const slow: Roster = {
      findChannel: async () => {
        const seen = current;
        await new Promise<void>((resolve) => waiting.push(resolve));
        return seen;
      },
    };
    const cache = createRosterCache({ roster: slow, now: () => 0 });
    const getScope = createScopePolicy({
      roster: cache,
      tenants: new Set([seaview]),
      admission: membersOnly,
    });
    const asked = { principal: people.olivia, ...places.ward5, requestId: 'r' };
    const reading = getScope({ ...asked, purpose: 'read' });
    current = { ...before, members: demoted };
    const deciding = getScope({ ...asked, purpose: 'owner' });
    waiting.shift()?.();
    expect((await reading).role).toBe('owner');
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.();
    expect((await deciding).role).toBe('member');
  });
});

describe('a team that does not let the app know', () => {
  const refused = (code: 'app_not_permitted' | 'app_not_in_channel') => {
    let isAllowed = false;
    let asked = 0;
    let now = 0;
    const real = createTestRoster();
    const roster: Roster = {
      findChannel: async (...place) => {
        asked += 1;
        if (!isAllowed) throw new KnownError(code, { status: 403, detail: 'd' });
        return real.findChannel(...place);
      },
    };
    const cache = createRosterCache({ roster, now: () => now });
    const getScope = createScopePolicy({
      roster: cache,
      tenants: new Set([seaview]),
      admission: membersOnly,
    });
    return {
      ask: (purpose: ScopeAsk['purpose'] = 'read') =>
        getScope({ principal: people.chen, ...places.ward5, purpose, requestId: 'r' }).then(
          ({ role }) => role,
          (error: unknown) => (isKnownError(error) ? error.code : 'x'),
        ),
      allow: (is: boolean) => {
        isAllowed = is;
      },
      later: (ms: number) => {
        now += ms;
      },
      asked: () => asked,
    };
  };

  it.each(['app_not_permitted', 'app_not_in_channel'] as const)(
    'says %s to reads and changes, and is not asked again by each',
    async (code) => {
      const { ask, asked } = refused(code);
      for (const purpose of ['read', 'write', 'read', 'read'] as const) expect(await ask(purpose)).toBe(code);
      expect(asked()).toBe(1);
    },
  );

  it('is open within seconds of being allowed, and closed within a minute of being forbidden', async () => {
    const { ask, allow, later } = refused('app_not_permitted');
    await ask();
    allow(true);
    later(5_000);
    expect(await ask()).toBe('member');
    allow(false);
    later(60_000);
    expect(await ask()).toBe('app_not_permitted');
  });
});

describe('guests and people of other tenants', () => {
  const guestsOf = (...tids: string[]): Admission => ({ ...membersOnly, guestTenants: new Set(tids) });
  const foreign = (theirs: string, yours: string): Admission => ({
    ...membersOnly,
    foreignTenants: new Map([[theirs, new Set([yours])]]),
  });
  const withBruno = async (
    roster: ReturnType<typeof createTestRoster>,
    channelKind: 'shared' | 'private',
  ) => {
    const { teamId, channelId } = places.ward5Palliative;
    const before = await roster.findChannel(seaview, teamId, channelId);
    if (!before) throw new Error('the test roster has this channel');
    const bruno = { id: people.bruno.oid, tid: hillcrest, name: 'Bruno', role: 'owner' as const };
    roster.set(teamId, channelId, { ...before, channelKind, members: [...before.members, bruno] });
  };

  it('T11: a guest who is kept out may know that this is why; nobody else learns anything', async () => {
    const { whyOf } = setUp();
    expect(await whyOf(people.gus, places.ward5)).toBe('guest');
    expect(await whyOf(people.gus, places.ward6)).toBeUndefined();
    for (const person of [people.nadia, people.bruno])
      expect(await whyOf(person, places.ward5)).toBeUndefined();
  });

  it('T11: a guest comes in where the operator lets guests of that tenant in, and nowhere else', async () => {
    expect(await setUp(guestsOf(seaview)).ask(people.gus, places.ward5)).toMatchObject({ role: 'guest' });
    expect(await setUp(guestsOf(hillcrest)).ask(people.gus, places.ward5)).toBe('not_found');
    expect(await setUp(guestsOf(seaview)).ask(people.bruno, places.ward5)).toBe('not_found');
  });

  it('T11: somebody of another tenant comes into a shared channel where the operator lets that tenant in', async () => {
    const { ask, roster } = setUp(foreign(hillcrest, seaview));
    await withBruno(roster, 'shared');
    expect(await ask(people.bruno, places.ward5Palliative)).toMatchObject({
      tid: seaview,
      principal: { tid: hillcrest },
      channelId: places.ward5Palliative.channelId,
      role: 'guest',
    });
    expect(await ask(people.bruno, places.ward5)).toBe('not_found');
    expect(await ask(people.bruno, places.cardiology)).toMatchObject({ tid: hillcrest, role: 'owner' });
  });

  it('T9: somebody of another tenant with the object id of a member is not that member', async () => {
    const { ask, roster } = setUp(foreign(hillcrest, seaview));
    await withBruno(roster, 'shared');
    const double = { ...people.bruno, oid: people.chen.oid };
    expect(await ask(double, places.ward5Palliative)).toBe('not_found');
  });

  it.each([
    ['by default', membersOnly, 'shared'],
    ['the other way round', foreign(seaview, hillcrest), 'shared'],
    ['to a private channel', foreign(hillcrest, seaview), 'private'],
  ] as const)('T11: but not %s', async (_how, admission, kind) => {
    const { ask, roster } = setUp(admission);
    await withBruno(roster, kind);
    expect(await ask(people.bruno, places.ward5Palliative)).toBe('not_found');
  });
});
