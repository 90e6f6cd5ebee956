// B4: forged tokens against every route, over sockets; the issuer is the sandbox's, with real keys.
import { createHmac, createPublicKey, randomInt } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { demoClientId } from '../sandbox/teams/entra';
import { hillcrest, places, seaview } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';
import { type EveryRoute, findEveryRoute } from './every-route';
import { recordFigure, toSize } from './figures';

const mutations = toSize('PATIENTS_TEST_TOKENS', 500);
let sandbox: Sandbox;
let app: TestApp;
let routes: EveryRoute[];
beforeAll(async () => {
  sandbox = await startSandbox({ warm: [] });
  app = await startTestApp({ sandbox });
  routes = await findEveryRoute(app.anybody);
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});

type Overrides = NonNullable<Parameters<Sandbox['tokenFor']>[1]>;
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const other = '33333333-cccc-4ccc-8ccc-333333333333';
const now = Math.floor(Date.now() / 1000);

/** Signed by the right issuer, but not what our API wants. */
function toSigned(): Record<string, Overrides> {
  const issuerOf = (tid: string) => `${sandbox.entraBase}/${tid}/v2.0`;
  const claims: Record<string, unknown> = {
    'long expired': { exp: now - 3_600 },
    'just expired': { exp: now - 90 },
    'not yet valid': { nbf: now + 90 },
    'issued in the future': { iat: now + 90 },
    'exp as text': { exp: `${now + 900}` },
    'another app': { aud: other },
    'Graph as audience': { aud: '00000003-0000-0000-c000-000000000000' },
    'another host as audience': { aud: `api://evil.example/${demoClientId}` },
    'another scheme as audience': { aud: `https://${new URL(app.url).host}/${demoClientId}` },
    'our id inside the audience': { aud: `${demoClientId}.evil.example` },
    'an empty list of audiences': { aud: [] },
    'a strange tenant': { tid: other, iss: issuerOf(other) },
    'a tenant that is a path': { tid: `../${seaview}` },
    'a tenant that is no text': { tid: 7 },
    'a list of tenants': { tid: [seaview] },
    'the issuer of another tenant': { iss: issuerOf(hillcrest) },
    'a tenant of another issuer': { tid: hillcrest },
    'an issuer elsewhere': { iss: `https://evil.example/${seaview}/v2.0` },
    'an issuer with a tail': { iss: `${issuerOf(seaview)}/` },
    'an issuer in capitals': { iss: issuerOf(seaview).toUpperCase() },
    'the common issuer': { iss: issuerOf('common') },
    'an issuer of version 1': { iss: `https://sts.windows.net/${seaview}/` },
    'version 1': { ver: '1.0' },
    'version 1 of its issuer': { ver: '1.0', iss: `https://sts.windows.net/${seaview}/` },
    'version as a number': { ver: 2 },
    'another scope': { scp: 'User.Read' },
    'a scope that begins like ours': { scp: 'access_as_user_too' },
    'an empty scope': { scp: '' },
    'a list of scopes': { scp: ['access_as_user'] },
    'an app only': { idtyp: 'app' },
    'another client': { azp: other },
    'ourselves as client': { azp: demoClientId },
    'a person who is no GUID': { oid: 'olivia' },
    'a person who is an object': { oid: { $ne: '' } },
  };
  const signed = Object.fromEntries(
    Object.entries(claims).map(([name, each]) => [name, { claims: each as Overrides['claims'] }]),
  ) as Record<string, Overrides>;
  for (const name of ['iss', 'aud', 'exp', 'nbf', 'iat', 'tid', 'oid', 'ver', 'scp', 'azp'])
    signed[`without ${name}`] = { without: [name] };
  return {
    ...signed,
    'app roles without a scope': { claims: { roles: ['access_as_user'] }, without: ['scp'] },
    'a key nobody knows': { isForged: true },
    'an unknown key id': { header: { kid: 'unknown' } },
    'a key in the header': { header: { jwk: { kty: 'RSA' } } },
    'a place of keys in the header': { header: { jku: 'https://evil.example/keys' } },
    'a place of certificates': { header: { x5u: 'https://evil.example/c' } },
    'a certificate in the header': { header: { x5c: ['MII'] } },
    'another type': { header: { typ: 'at+jwt' } },
  };
}

async function toForms(): Promise<Map<string, string>> {
  const forms = new Map<string, string>();
  for (const [name, overrides] of Object.entries(toSigned()))
    forms.set(name, `Bearer ${await sandbox.tokenFor('olivia', overrides)}`);
  const good = await sandbox.tokenFor('olivia');
  const [head = '', payload = '', signature = ''] = good.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string };
  for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
    forms.set(`alg ${alg}`, `Bearer ${base64({ ...header, alg })}.${payload}.`);
    forms.set(`alg ${alg} with a signature`, `Bearer ${base64({ ...header, alg })}.${payload}.${signature}`);
  }
  const keys = (await (await fetch(`${sandbox.entraBase}/${seaview}/discovery/v2.0/keys`)).json()) as {
    keys: [Record<string, string>];
  };
  const pem = createPublicKey({ key: keys.keys[0], format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  for (const alg of ['HS256', 'HS384', 'HS512']) {
    const signed = `${base64({ ...header, alg })}.${payload}`;
    const mac = createHmac(alg.replace('HS', 'sha'), pem).update(signed).digest('base64url');
    forms.set(`${alg} by the public key`, `Bearer ${signed}.${mac}`);
  }
  for (const alg of ['RS384', 'RS512', 'PS256', 'ES256', 'EdDSA'])
    forms.set(`${alg} for RS256`, `Bearer ${base64({ ...header, alg })}.${payload}.${signature}`);
  const mine = await generateKeyPair('RS256', { extractable: true });
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const jwk = await exportJWK(mine.publicKey);
  const brought = new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256', jwk });
  forms.set('its own key, brought along', `Bearer ${await brought.sign(mine.privateKey)}`);
  forms.set('a critical extension', `Bearer ${base64({ ...header, crit: ['b64'] })}.${payload}.${signature}`);
  forms.set('another person’s claims', `Bearer ${head}.${base64({ ...claims, oid: other })}.${signature}`);
  const odd = [
    '',
    'Bearer',
    'Bearer ',
    'Basic b2w6',
    'Bearer a.b',
    `bearer ${good}`,
    `Bearer ${good} x`,
    good,
  ];
  odd.push(`Bearer ${good}.`, `Bearer ${good}=`, `Bearer ${head}..${signature}`, `Bearer .${payload}.`);
  odd.push(`Bearer ${'a'.repeat(9_000)}.${'b'.repeat(6_000)}.c`, `Bearer ${good}, Bearer ${good}`);
  for (const [at, value] of odd.entries()) forms.set(`odd header ${at}`, value);
  return forms;
}

async function ask(route: EveryRoute, authorization: string): Promise<number> {
  const { status, body } = await fetch(`${app.url}${route.toUrl(places.ward5, {})}`, {
    method: route.method.toUpperCase(),
    headers: { ...(authorization !== '' && { authorization }) },
  });
  await body?.cancel();
  return status;
}

it('T12, B4: 60 and more forged tokens open no route', async () => {
  const forms = await toForms();
  const opened: string[] = [];
  for (const [name, authorization] of forms) {
    const refused = name.includes('tenant') ? [401, 403] : [401];
    const statuses = await Promise.all(routes.map((route) => ask(route, authorization)));
    for (const [at, status] of statuses.entries())
      if (!refused.includes(status)) opened.push(`${name}: ${routes[at]?.operationId} ${status}`);
  }
  const tried = forms.size * routes.length;
  recordFigure({ id: 'B4', name: `${forms.size} forged tokens × routes`, tried, through: opened.length });
  expect(opened).toEqual([]);
  expect(forms.size).toBeGreaterThanOrEqual(60);
  const session = routes.find(({ operationId }) => operationId === 'getSession');
  if (!session) throw new Error('there is a session');
  expect(await ask(session, `Bearer ${await sandbox.tokenFor('olivia')}`)).toBe(200);
});

it('T12, B4: a good token with anything changed opens nothing', async () => {
  const good = await sandbox.tokenFor('olivia');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
  const opened: string[] = [];
  for (let index = 0; index < mutations; index++) {
    const at = randomInt(good.length - 1);
    const letter = letters[randomInt(letters.length)] ?? 'A';
    const cut = randomInt(3);
    const forged = `${good.slice(0, at)}${letter}${good.slice(at + cut)}`;
    const route = routes[index % routes.length];
    if (forged === good || !route) continue;
    const status = await ask(route, `Bearer ${forged}`);
    if (status !== 401 && status !== 403) opened.push(forged);
  }
  const size = 'PATIENTS_TEST_TOKENS';
  recordFigure({ id: 'B4', name: 'mutated tokens', tried: mutations, through: opened.length, size });
  expect(opened).toEqual([]);
});
