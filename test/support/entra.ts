// A small issuer of tokens and a roster in memory: for tests that forge tokens or move people about within a test.
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { FetchJson } from '../../api/sign-in/fetch-json';
import { createIssuer } from '../../api/sign-in/issuer';
import type { ChannelRoster, Roster } from '../../api/sign-in/roster';
import { clientId, hillcrest, people, places, seaview, type TestPerson, teamsWeb } from './people';

const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const kid = 'test-key';
export const issuerKey = { privateKey, publicKey, kid };
export const testIssuer = createIssuer('https://issuer.test/entra');

/** What Entra says of a person who uses the tab in Teams. */
export function toClaims(person: TestPerson): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: testIssuer.issuerOf(person.tid),
    aud: clientId,
    iat: now,
    nbf: now,
    exp: now + 3600,
    tid: person.tid,
    oid: person.oid,
    name: person.name,
    scp: 'access_as_user',
    azp: teamsWeb,
    ver: '2.0',
  };
}

export async function signToken(claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header })
    .sign(privateKey);
}

export async function toBearer(person: TestPerson): Promise<string> {
  return `Bearer ${await signToken(toClaims(person))}`;
}

/** Answers for the issuer's keys and counts how often it was asked. */
export function createKeyServer(): {
  fetchJson: FetchJson;
  asked: () => number;
  fail: (isDown: boolean) => void;
} {
  let asked = 0;
  let isDown = false;
  return {
    asked: () => asked,
    fail: (down) => {
      isDown = down;
    },
    fetchJson: async () => {
      asked += 1;
      if (isDown) throw new Error('no answer');
      // Entra's keys don't say for which algorithm they are.
      const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
      return { status: 200, headers: {}, body: { keys: [jwk] } };
    },
  };
}

type Member = ChannelRoster['members'][number];
const toMember = (person: TestPerson, role: Member['role']): Member => ({
  id: person.oid,
  tid: person.tid,
  name: person.name,
  role,
});

export interface TestRoster extends Roster {
  readonly asked: () => number;
  /** Takes the place of what Graph says from now on. */
  set(teamId: string, channelId: string, roster: ChannelRoster | 'down' | undefined): void;
}

export function createTestRoster(): TestRoster {
  const ward5 = [
    toMember(people.olivia, 'owner'),
    toMember(people.chen, 'member'),
    toMember(people.priya, 'member'),
    toMember(people.gus, 'guest'),
  ];
  const standard = (teamName: string, channelName: string, members: Member[]): ChannelRoster => ({
    teamName,
    channelName,
    channelKind: 'standard',
    members,
  });
  const known = new Map<string, ChannelRoster | 'down' | undefined>();
  const set: TestRoster['set'] = (teamId, channelId, roster) => {
    known.set(`${teamId} ${channelId}`, roster);
  };
  set(places.ward5.teamId, places.ward5.channelId, standard('Ward 5 West', 'General', ward5));
  set(
    places.ward5Night.teamId,
    places.ward5Night.channelId,
    standard('Ward 5 West', 'Night handover', ward5),
  );
  set(places.ward5Palliative.teamId, places.ward5Palliative.channelId, {
    ...standard('Ward 5 West', 'Palliative', [
      toMember(people.olivia, 'owner'),
      toMember(people.chen, 'member'),
    ]),
    channelKind: 'private',
  });
  set(
    places.ward6.teamId,
    places.ward6.channelId,
    standard('Ward 6 East', 'General', [toMember(people.olivia, 'owner')]),
  );
  set(
    places.cardiology.teamId,
    places.cardiology.channelId,
    standard('Cardiology', 'General', [toMember(people.bruno, 'owner')]),
  );
  let asked = 0;
  return {
    set,
    asked: () => asked,
    findChannel: async (tid, teamId, channelId) => {
      asked += 1;
      const roster = known.get(`${teamId} ${channelId}`);
      if (roster === 'down') throw new Error('Graph is away');
      const home = teamId === places.cardiology.teamId ? hillcrest : seaview;
      return tid === home ? roster : undefined;
    },
  };
}
