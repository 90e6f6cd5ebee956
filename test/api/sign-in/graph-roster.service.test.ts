import { describe, expect, it } from 'vitest';
import { Secret } from '../../../api/config/secret';
import { isKnownError } from '../../../api/errors/known-error';
import type { FetchJson, JsonAnswer } from '../../../api/sign-in/fetch-json';
import { createGraphDoor } from '../../../api/sign-in/graph-door.service';
import { createGraphRoster } from '../../../api/sign-in/graph-roster.service';
import { createDemoGraphToken } from '../../../api/sign-in/graph-token.service';
import { testIssuer } from '../../support/entra';
import { clientId, hillcrest, people, places, seaview } from '../../support/people';

const graphBase = 'https://graph.test/v1.0';
const { teamId, channelId } = places.ward5;
const teamUrl = `${graphBase}/teams/${teamId}`;
const channelUrl = `${teamUrl}/channels/${encodeURIComponent(channelId)}`;
const membersUrl = `${teamUrl}/members?$top=999`;
const allMembersUrl = `${channelUrl}/allMembers?$top=999`;
const member = (person: { oid: string; tid: string; name: string }, roles: string[]) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  id: 'opaque',
  userId: person.oid,
  tenantId: person.tid,
  displayName: person.name,
  roles,
});

function setUp(answers: Record<string, unknown>, now = () => 0) {
  const asked: string[] = [];
  const fetchJson: FetchJson = async (url, request): Promise<JsonAnswer> => {
    asked.push(url);
    const isAllowed = request?.headers?.authorization === `Bearer token of ${seaview}`;
    const body = isAllowed ? answers[url] : undefined;
    if (typeof body === 'number') return { status: body, headers: {}, body: { error: { code: 'x' } } };
    return body === undefined ? { status: 404, headers: {}, body: {} } : { status: 200, headers: {}, body };
  };
  const getToken = async (tid: string) => `token of ${tid}`;
  const ask = createGraphDoor({ fetchJson, getToken, now, wait: async () => undefined });
  const roster = createGraphRoster({ graphBase, ask, now });
  const find = () =>
    roster
      .findChannel(seaview, teamId, channelId)
      .catch((error: unknown) => (isKnownError(error) ? error.code : 'unknown'));
  return { asked, find };
}
const standard = {
  [teamUrl]: { displayName: 'Ward 5 West' },
  [channelUrl]: { displayName: 'General', membershipType: 'standard' },
};

describe('the roster that Graph tells', () => {
  it('of a standard channel is that of the team, over every page', async () => {
    const { find } = setUp({
      ...standard,
      [membersUrl]: {
        value: [member(people.olivia, ['owner'])],
        '@odata.nextLink': `${teamUrl}/members?$skiptoken=2`,
      },
      [`${teamUrl}/members?$skiptoken=2`]: {
        value: [member(people.chen, []), member(people.gus, ['Guest'])],
      },
    });
    expect(await find()).toEqual({
      teamName: 'Ward 5 West',
      channelName: 'General',
      channelKind: 'standard',
      isArchived: false,
      members: [
        { id: people.olivia.oid, tid: seaview, name: 'Olivia Hart', role: 'owner' },
        { id: people.chen.oid, tid: seaview, name: 'Chen Wei', role: 'member' },
        { id: people.gus.oid, tid: seaview, name: 'Gus Meyer', role: 'guest' },
      ],
    });
  });

  it.each(['private', 'shared', 'somethingNew'])(
    'of a %s channel is that of the channel',
    async (membershipType) => {
      const { find, asked } = setUp({
        [teamUrl]: { displayName: 'Ward 5 West' },
        [channelUrl]: { displayName: 'Palliative', membershipType },
        [allMembersUrl]: {
          value: [member(people.chen, ['Owner']), member({ ...people.bruno, tid: hillcrest }, [])],
        },
      });
      const found = await find();
      expect(found).toMatchObject({ members: [{ role: 'owner' }, { tid: hillcrest, role: 'member' }] });
      expect(asked).not.toContain(membersUrl);
    },
  );

  it.each([teamUrl, channelUrl])('is archived where Graph says so of %s', async (url) => {
    const archived = { ...standard, [url]: { ...standard[url], isArchived: true } };
    expect(await setUp({ ...archived, [membersUrl]: { value: [] } }).find()).toMatchObject({
      isArchived: true,
    });
  });

  it.each([400, 404])('is not there where Graph says %i', async (status) => {
    expect(await setUp({ ...standard, [channelUrl]: status }).find()).toBeUndefined();
    expect(await setUp({ ...standard, [membersUrl]: status }).find()).toBeUndefined();
  });

  it('is not told where the team did not give its permissions (RSC)', async () => {
    expect(await setUp({ [teamUrl]: 403 }).find()).toBe('app_not_permitted');
    expect(await setUp({ ...standard, [membersUrl]: 403 }).find()).toBe('app_not_permitted');
  });

  it.each(['private', 'shared'])('is not told where the app was not added to a %s channel', async (kind) => {
    const known = { ...standard, [channelUrl]: { displayName: 'Palliative', membershipType: kind } };
    expect(await setUp({ ...known, [allMembersUrl]: 403 }).find()).toBe('app_not_in_channel');
    expect(await setUp({ ...standard, [channelUrl]: 403 }).find()).toBe('app_not_in_channel');
  });

  it('costs one call a time once the names are known, and those are read anew after ten minutes', async () => {
    let now = 0;
    const { asked, find } = setUp({ ...standard, [membersUrl]: { value: [] } }, () => now);
    await find();
    await find();
    expect(asked).toEqual([teamUrl, channelUrl, membersUrl, membersUrl]);
    now += 10 * 60_000;
    await find();
    expect(asked.slice(4)).toEqual([teamUrl, channelUrl, membersUrl]);
  });

  it.each([401, 429, 500, 503])('cannot be told where Graph says %i', async (status) => {
    expect(await setUp({ ...standard, [teamUrl]: status }).find()).toBe('roster_unavailable');
  });

  it('cannot be told from an answer of another shape', async () => {
    expect(await setUp({ ...standard, [membersUrl]: { value: 'x' } }).find()).toBe('roster_unavailable');
    expect(await setUp({ ...standard, [channelUrl]: [] }).find()).toBe('roster_unavailable');
  });

  it('T6: a next page elsewhere is not followed, our token stays here', async () => {
    for (const next of [
      'https://evil.test/v1.0/teams',
      `${graphBase}.evil.test/x`,
      'http://graph.test/v1.0/x',
    ]) {
      const { find, asked } = setUp({
        ...standard,
        [membersUrl]: { value: [], '@odata.nextLink': next },
      });
      expect(await find()).toBe('roster_unavailable');
      expect(asked).not.toContain(next);
    }
  });

  it('T23: pages without end are not read without end', async () => {
    const { find, asked } = setUp({
      ...standard,
      [membersUrl]: { value: [], '@odata.nextLink': membersUrl },
    });
    expect(await find()).toBe('roster_unavailable');
    expect(asked.length).toBeLessThan(60);
  });
});

describe('T7: the token for Graph', () => {
  it('is asked for once per tenant and kept until a minute before its end', async () => {
    let now = 0;
    const asked: string[] = [];
    const getToken = createDemoGraphToken({
      issuer: testIssuer,
      clientId,
      secret: new Secret('s'),
      now: () => now,
      fetchJson: async (url, request) => {
        asked.push(url);
        expect(request?.form).toMatchObject({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: 's',
        });
        return { status: 200, headers: {}, body: { access_token: `for ${url}`, expires_in: 3600 } };
      },
    });
    expect(await getToken(seaview)).toBe(`for ${testIssuer.tokenEndpointOf(seaview)}`);
    expect(await getToken(hillcrest)).toBe(`for ${testIssuer.tokenEndpointOf(hillcrest)}`);
    now = 3_539_000;
    await getToken(seaview);
    expect(asked).toHaveLength(2);
    now = 3_541_000;
    await getToken(seaview);
    expect(asked).toHaveLength(3);
  });
});
