import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAsker, type Said } from './ask';
import { tenantIds } from './persona';
import { toObjects, toText } from './resource';
import { type Sandbox, startSandbox } from './sandbox';
import { demoClientId, demoClientSecret, teamsWebClientId } from './teams/entra';
import { ids, people } from './teams/people';

const { seaview, hillcrest } = tenantIds;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const keysOf = (tid: string) =>
  createRemoteJWKSet(new URL(`${sandbox.entraBase}/${tid}/discovery/v2.0/keys`));

async function askGraph(tid: string, path: string): Promise<Said> {
  const form = {
    grant_type: 'client_credentials',
    client_id: demoClientId,
    client_secret: demoClientSecret,
    scope: 'https://graph.microsoft.com/.default',
  };
  const said = await fetch(`${sandbox.entraBase}/${tid}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token } = Object(await said.json());
  return createAsker(sandbox.graphBase, String(access_token)).get(path);
}
const members = (said: Said) => toObjects(said.json.value).map((one) => one.displayName);

describe('made-up Entra', () => {
  it('signs the token that Teams would hand to the tab', async () => {
    const token = await sandbox.tokenFor('chen');
    const { payload } = await jwtVerify(token, keysOf(seaview), {
      issuer: `${sandbox.entraBase}/${seaview}/v2.0`,
      audience: demoClientId,
    });
    expect(payload).toMatchObject({
      tid: seaview,
      oid: people.chen.oid,
      scp: 'access_as_user',
      azp: teamsWebClientId,
      ver: '2.0',
      name: 'Chen Wei',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
  });

  it('hands it out to the page by the person id, and to nobody it does not know', async () => {
    const ask = (oid: string) =>
      fetch(`${sandbox.entraBase}/demo-token`, { method: 'POST', body: JSON.stringify({ oid }) });
    expect(Object(await (await ask(people.bruno.oid)).json())).toHaveProperty('access_token');
    expect((await ask('nobody')).status).toBe(404);
  });

  it('forges what tests need: expired, foreign, incomplete, unsigned by it', async () => {
    const keys = keysOf(seaview);
    await expect(jwtVerify(await sandbox.tokenFor('chen', { isForged: true }), keys)).rejects.toThrow(
      'signature',
    );
    await expect(jwtVerify(await sandbox.tokenFor('chen', { claims: { exp: 1 } }), keys)).rejects.toThrow(
      'exp',
    );
    const { payload } = await jwtVerify(
      await sandbox.tokenFor('chen', { claims: { tid: hillcrest }, without: ['scp'] }),
      keys,
    );
    expect(payload.tid).toBe(hillcrest);
    expect(payload).not.toHaveProperty('scp');
  });

  it('publishes its discovery document per tenant', async () => {
    const { json } = await createAsker(sandbox.entraBase).get(
      `${seaview}/v2.0/.well-known/openid-configuration`,
    );
    expect(json).toMatchObject({
      issuer: `${sandbox.entraBase}/${seaview}/v2.0`,
      jwks_uri: `${sandbox.entraBase}/${seaview}/discovery/v2.0/keys`,
    });
  });
});

describe('made-up Graph', () => {
  it('tells the members of a team with their roles', async () => {
    const said = await askGraph(seaview, `teams/${ids.ward5West}/members`);
    expect(members(said)).toEqual(['Olivia Hart', 'Chen Wei', 'Priya Nair', 'Gus Meyer']);
    const [first, second, , last] = toObjects(said.json.value);
    expect([first?.roles, second?.roles, last?.roles]).toEqual([['owner'], [], ['guest']]);
    expect(first).toMatchObject({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      userId: people.olivia.oid,
      tenantId: seaview,
    });
  });

  it('tells channels, their kind, and who is in a private one', async () => {
    const channel = `teams/${ids.ward5West}/channels`;
    expect(toObjects((await askGraph(seaview, channel)).json.value)).toHaveLength(3);
    expect((await askGraph(seaview, `${channel}/${ids.palliativeA}`)).json).toMatchObject({
      displayName: 'Palliative',
      membershipType: 'private',
    });
    expect(members(await askGraph(seaview, `${channel}/${ids.palliativeA}/allMembers`))).toEqual([
      'Olivia Hart',
      'Chen Wei',
    ]);
    expect(members(await askGraph(seaview, `${channel}/${ids.generalA}/allMembers`))).toHaveLength(4);
  });

  it('keeps tenants apart, and wants a token', async () => {
    expect((await askGraph(hillcrest, `teams/${ids.ward5West}/members`)).status).toBe(404);
    expect((await askGraph(hillcrest, `teams/${ids.cardiology}`)).json.displayName).toBe('Cardiology');
    expect((await createAsker(sandbox.graphBase).get(`teams/${ids.cardiology}`)).status).toBe(401);
    const personal = await sandbox.tokenFor('olivia');
    expect((await createAsker(sandbox.graphBase, personal).get(`teams/${ids.ward5West}`)).status).toBe(401);
  });

  it('answers by pages', async () => {
    const first = await askGraph(seaview, `teams/${ids.ward5West}/members?$top=3`);
    expect(members(first)).toHaveLength(3);
    const next = await askGraph(seaview, toText(first.json['@odata.nextLink']) ?? '');
    expect(members(next)).toEqual(['Gus Meyer']);
  });

  it('knows which teams a person is in', async () => {
    expect(members(await askGraph(seaview, `users/${people.olivia.oid}/joinedTeams`))).toEqual([
      'Ward 5 West',
      'Ward 6 East',
    ]);
    expect(members(await askGraph(seaview, `users/${people.nadia.oid}/joinedTeams`))).toEqual([]);
  });

  it('can be down, busy, and have people come and go', async () => {
    const path = `teams/${ids.ward5West}/members`;
    sandbox.graph.setState('down');
    expect((await askGraph(seaview, path)).status).toBe(503);
    sandbox.graph.setState('throttled');
    expect((await askGraph(seaview, path)).headers.get('retry-after')).toBe('2');
    sandbox.graph.setState('up');
    sandbox.graph.removeMember(ids.ward5West, people.chen.oid);
    sandbox.graph.addMember(ids.ward5West, { oid: people.nadia.oid, role: 'member' });
    expect(members(await askGraph(seaview, path))).toEqual([
      'Olivia Hart',
      'Priya Nair',
      'Gus Meyer',
      'Nadia Novak',
    ]);
    expect(
      members(await askGraph(seaview, `teams/${ids.ward5West}/channels/${ids.palliativeA}/allMembers`)),
    ).toEqual(['Olivia Hart']);
  });
});
