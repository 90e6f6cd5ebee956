import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askForToken, createAsker, findPartner, getToken, toResources } from './ask';
import { cast } from './census/roles';
import { tenantIds } from './persona';
import { toText } from './resource';
import { type DemoSandbox, startSandbox } from './sandbox';

const { seaview, hillcrest } = tenantIds;
let sandbox: DemoSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

describe('the token server', () => {
  it.each(['meridian', 'harbor', 'cedar'])('of %s gives a token for the tenant in the scope', async (id) => {
    const partner = findPartner(sandbox, id);
    const { status, json, headers } = await askForToken(partner, seaview);
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: 'Bearer', scope: seaview });
    expect(json.expires_in).toBe({ meridian: 156_678, harbor: 3_600, cedar: 300 }[id]);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(decodeJwt(toText(json.access_token) ?? '')).toMatchObject({
      scope: seaview,
      aud: partner.bases[0],
    });
  });

  it('refuses a wrong secret, an unknown or missing tenant, and the misspelt grant', async () => {
    const meridian = findPartner(sandbox, 'meridian');
    const wrong = await askForToken(meridian, seaview, { client_secret: 'wrong' });
    expect([wrong.status, wrong.json.error]).toEqual([401, 'invalid_client']);
    const unknown = await askForToken(meridian, '33333333-cccc-4ccc-8ccc-333333333333');
    expect([unknown.status, unknown.json.error]).toEqual([400, 'invalid_scope']);
    expect((await askForToken(meridian, undefined)).json.error).toBe('invalid_scope');
    expect((await askForToken(findPartner(sandbox, 'harbor'), hillcrest)).json.error).toBe('invalid_scope');
    const form = new URLSearchParams({ 'grant-type': 'client_credentials', scope: seaview });
    form.set('client_id', meridian.auth.clientId);
    form.set('client_secret', meridian.auth.clientSecret);
    expect((await fetch(meridian.tokenEndpoint, { method: 'POST', body: form })).status).toBe(400);
  });

  it('wants the credentials where they were agreed', async () => {
    const harbor = findPartner(sandbox, 'harbor');
    const posted = await askForToken(
      { ...harbor, auth: { ...harbor.auth, kind: 'client_secret_post' } },
      seaview,
    );
    expect(posted.json.error).toBe('invalid_client');
  });

  it('keeps two secrets alive while one is being changed', async () => {
    const meridian = findPartner(sandbox, 'meridian');
    const next = { client_secret: 'the-next-secret' };
    expect((await askForToken(meridian, seaview, next)).status).toBe(401);
    sandbox.knobs('meridian').set({ extraSecrets: ['the-next-secret'] });
    expect((await askForToken(meridian, seaview, next)).status).toBe(200);
    expect((await askForToken(meridian, seaview)).status).toBe(200);
  });

  it('answers tokens that live as long as it is told', async () => {
    sandbox.knobs('cedar').set({ tokenSeconds: 20 });
    expect((await askForToken(findPartner(sandbox, 'cedar'), seaview)).json.expires_in).toBe(20);
  });

  it('can forget expires_in, refuse every secret and every tenant', async () => {
    const meridian = findPartner(sandbox, 'meridian');
    sandbox.knobs('meridian').set({ noExpiresIn: true });
    const bare = await askForToken(meridian, seaview);
    expect(bare.json.access_token).toBeDefined();
    expect(bare.json).not.toHaveProperty('expires_in');
    sandbox.knobs('meridian').set({ unknownTenant: true });
    expect((await askForToken(meridian, seaview)).json.error).toBe('invalid_scope');
    sandbox.knobs('meridian').set({ rejectSecret: true });
    expect((await askForToken(meridian, seaview)).json.error).toBe('invalid_client');
  });
});

describe('a FHIR server behind tokens', () => {
  it("answers 401 to no token, a made-up one, and another partner's", async () => {
    const foreign = await getToken(sandbox, 'cedar', seaview);
    for (const token of [undefined, 'made.up.token', foreign]) {
      const said = await createAsker(sandbox.links.meridian, token).get(`Patient/${cast.left}`);
      expect(said.status).toBe(401);
      expect(said.json.resourceType).toBe('OperationOutcome');
      expect(said.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('gives each tenant its own hospital, though the ids collide', async () => {
    const here = createAsker(sandbox.links.meridian, await getToken(sandbox, 'meridian', seaview));
    const there = createAsker(sandbox.links.meridian, await getToken(sandbox, 'meridian', hillcrest));
    const ask = async () =>
      Promise.all(
        [here, there].flatMap((asker) => [asker.get(`Patient/${cast.left}`), asker.get('Location/ward-1')]),
      );
    const [a, wardA, b, wardB] = (await ask()).map((said) => said.json);
    expect(a?.id).toBe(b?.id);
    expect(a?.name).toMatchObject([{ family: 'Harper' }]);
    expect(b?.name).toMatchObject([{ family: 'Quinn' }]);
    expect([wardA?.name, wardB?.name]).toEqual(['5 West', 'Cardiology']);
    expect(toResources((await there.get('Patient?family=harper')).json)).toEqual([]);
  });

  it('refuses the tokens of before after they are revoked', async () => {
    const old = createAsker(sandbox.links.meridian, await getToken(sandbox, 'meridian', seaview));
    sandbox.knobs('meridian').revokeTokens();
    expect((await old.get(`Patient/${cast.left}`)).status).toBe(401);
    const fresh = createAsker(sandbox.links.meridian, await getToken(sandbox, 'meridian', seaview));
    expect((await fresh.get(`Patient/${cast.left}`)).status).toBe(200);
  });

  it('refuses as expired what has no time left on its own clock', async () => {
    const ask = async (token: string) => createAsker(sandbox.links.cedar, token).get(`Patient/${cast.left}`);
    const token = await getToken(sandbox, 'cedar', seaview);
    sandbox.knobs('cedar').set({ clockAheadSeconds: 200 });
    expect((await ask(token)).status).toBe(200);
    sandbox.knobs('cedar').set({ clockAheadSeconds: 300, tokenSeconds: 600 });
    const refused = await ask(token);
    expect(refused.status).toBe(401);
    expect(refused.json.issue).toMatchObject([{ code: 'login', diagnostics: 'The token has expired.' }]);
    expect((await ask(await getToken(sandbox, 'cedar', seaview))).status).toBe(200);
  });
});
