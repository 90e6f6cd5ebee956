// What servers say of their token endpoint is looked up without credentials and compared. Whatever they say, and however they
// answer, no secret, no assertion and no bearer reaches an address that the operator did not pin.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRunChecks } from '../../../api/connection/checks.service';
import type { ErrorCode } from '../../../api/contract/error-codes';
import { createFhir } from '../../../api/fhir/fhir.service';
import { createOutbound } from '../../../api/outbound/outbound.service';
import { type ClientKeys, createClientKeys } from '../../../api/partners/client-keys';
import { createDiscovery } from '../../../api/partners/discovery.service';
import { createPartners } from '../../../api/partners/registry.service';
import { createTokenService } from '../../../api/partners/token.service';
import { makeCertificate } from '../../support/certificate';
import { getRsaPem } from '../../support/rsa-pairs';
import { type Recorded, type Said, startRecorder, type TokenServer } from '../../support/token-server';

const tid = '11111111-aaaa-4aaa-8aaa-111111111111';
const tenant = '99999999-eeee-4eee-8eee-999999999999';
const bearer = 'canary-bearer';
const smartPath = '/r4/.well-known/smart-configuration';
const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';
const outbound = createOutbound({ allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true });

let keys: ClientKeys;
let fhirServer: TokenServer;
let tokenServer: TokenServer;
let foreign: TokenServer;
/** What the servers answer in this test, by path. */
let pages: Record<string, Said>;
let tokenAnswer: Said;

beforeAll(async () => {
  keys = await createClientKeys(await getRsaPem('this app'));
});
beforeEach(async () => {
  pages = {};
  tokenAnswer = { status: 200, json: { token_type: 'bearer', access_token: bearer, expires_in: 300 } };
  fhirServer = await startRecorder(({ path }) => pages[path.split('?')[0] ?? ''] ?? { status: 404 });
  tokenServer = await startRecorder(({ path }) => pages[`token ${path}`] ?? tokenAnswer);
  foreign = await startRecorder(() => tokenAnswer);
  pages['/r4/metadata'] = toStatement([]);
  pages['/r4/Patient/_search'] = {
    status: 200,
    json: { resourceType: 'Bundle', type: 'searchset', total: 0 },
  };
});
afterEach(() => Promise.all([fhirServer, tokenServer, foreign].map((server) => server.close())));
afterAll(() => outbound.close());

function toStatement(tokenUris: readonly string[], url = oauthUris): Said {
  const extension = tokenUris.map((valueUri) => ({ url, extension: [{ url: 'token', valueUri }] }));
  const params = [{ name: 'identifier' }];
  const resource = [{ type: 'Patient', interaction: [{ code: 'search-type' }], searchParam: params }];
  const rest = [
    { mode: 'server', resource },
    { mode: 'client', security: { extension } },
  ];
  return { status: 200, json: { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest } };
}

const certificate = makeCertificate();
const named = (endpoint: unknown): Said => ({ status: 200, json: { token_endpoint: endpoint } });
const secretAuth = { kind: 'client_secret_post', clientId: 'app', clientSecret: 'canary-secret' };
const auths: Record<string, object> = {
  client_secret_post: secretAuth,
  client_secret_basic: { ...secretAuth, kind: 'client_secret_basic', previousSecret: 'canary-before' },
  private_key_jwt: { kind: 'private_key_jwt', clientId: 'app' },
};
const toEntraAuth = (more: object = {}) => ({
  kind: 'entra',
  clientId: 'app',
  authority: tokenServer.url,
  audience: 'https://fhir.example.org',
  credential: { kind: 'certificate', pem: certificate },
  ...more,
});

interface Profile {
  readonly auth?: object;
  readonly order?: readonly string[];
  readonly more?: object;
}

function toRoom({ auth = secretAuth, order = ['smart', 'capability'], more = {} }: Profile) {
  const isEntra = 'kind' in auth && auth.kind === 'entra';
  const entry = {
    id: 'p',
    name: 'p',
    bases: [`${fhirServer.url}/r4`],
    ...(!isEntra && { tokenEndpoint: `${tokenServer.url}/token` }),
    auth,
    discovery: { order },
    ...(isEntra && { routing: { by: 'none' } }),
    ...more,
  };
  const partners = createPartners({ partners: [entry], openServers: [], clientKeys: keys });
  const discovery = createDiscovery({ outbound });
  const { getEntraTenant } = discovery;
  const tokens = createTokenService({ outbound, clientKeys: keys, getEntraTenant });
  const fhir = createFhir({ outbound, tokens, partners, config: { cacheSeconds: 0 } });
  return { outbound, partners, tokens, fhir, discovery };
}

/** 'connected' or why not. */
async function connect(profile: Profile, room = toRoom(profile)): Promise<ErrorCode | 'connected'> {
  const { signal } = new AbortController();
  const link = `${fhirServer.url}/r4`;
  const result = await createRunChecks(room)({ link, tid, write: () => undefined, signal });
  return 'refused' in result ? result.refused : 'connected';
}

const holdsProof = ({ headers, body, path }: Recorded) =>
  /canary-secret|canary-before|client_assertion|client_secret/.test(
    `${JSON.stringify(headers)}${body}${path}`,
  ) || /^basic/i.test(String(headers.authorization ?? ''));
const holdsBearer = (one: Recorded) => JSON.stringify(one).includes(bearer);

/** Nobody but the pinned token endpoint saw a proof, nobody but the pinned base a bearer, and the foreign host saw nothing. */
function expectNothingLeaked(): void {
  expect(foreign.journal).toEqual([]);
  expect(fhirServer.journal.filter(holdsProof)).toEqual([]);
  expect(tokenServer.journal.filter(holdsBearer)).toEqual([]);
}

const sources: Record<string, (endpoint: unknown) => void> = {
  smart: (endpoint) => {
    pages[smartPath] = named(endpoint);
  },
  capability: (endpoint) => {
    pages['/r4/metadata'] = toStatement([String(endpoint)]);
  },
  rfc8414: (endpoint) => {
    pages['token /.well-known/oauth-authorization-server'] = named(endpoint);
  },
};

describe.each(Object.keys(sources))('T4: by %s', (source) => {
  const profile = (kind: string): Profile => ({ auth: auths[kind] ?? {}, order: [source] });

  it.each(Object.keys(auths))('the pinned endpoint connects by %s', async (kind) => {
    sources[source]?.(`${tokenServer.url}/token`);
    expect(await connect(profile(kind))).toBe('connected');
    expect(tokenServer.journal.filter(holdsProof)).toHaveLength(1);
    expect(fhirServer.journal.filter(holdsBearer).map(({ path }) => path)).toEqual(['/r4/Patient/_search']);
    expectNothingLeaked();
  });

  it.each([
    ['a foreign host', () => `${foreign.url}/token`],
    ['a script', () => 'javascript:alert(1)'],
    ['plain http', () => 'http://auth.example.org/token'],
    ['a private address', () => 'http://169.254.169.254/token'],
    ['a relative address', () => '../token'],
    ['another path', () => `${tokenServer.url}/token2`],
    ['a user name', () => `http://x@${new URL(tokenServer.url).host}/token`],
    ['a query', () => `${tokenServer.url}/token?to=${foreign.url}`],
    ['no web address', () => 'mailto:token@example.org'],
  ])('%s blocks before any proof is sent', async (_what, toAdvertised) => {
    for (const kind of Object.keys(auths)) {
      sources[source]?.(toAdvertised());
      expect(await connect(profile(kind))).toBe('token_endpoint_differs');
    }
    expect([...tokenServer.journal, ...fhirServer.journal].filter(holdsProof)).toEqual([]);
    expect(fhirServer.journal.filter(holdsBearer)).toEqual([]);
    expectNothingLeaked();
  });

  it('an endpoint that drifts blocks the next time', async () => {
    const room = toRoom(profile('client_secret_post'));
    sources[source]?.(`${tokenServer.url}/token`);
    expect(await connect({}, room)).toBe('connected');
    sources[source]?.(`${foreign.url}/token`);
    expect(await connect({}, room)).toBe('token_endpoint_differs');
    expectNothingLeaked();
  });
});

describe('T4: the order of discovery', () => {
  it('the first source that says something decides', async () => {
    pages[smartPath] = named(`${foreign.url}/token`);
    pages['/r4/metadata'] = toStatement([`${tokenServer.url}/token`]);
    expect(await connect({ order: ['smart', 'capability'] })).toBe('token_endpoint_differs');
    expect(await connect({ order: ['capability', 'smart'] })).toBe('connected');
    expect(await connect({ order: ['static', 'smart'] })).toBe('connected');
    expect(await connect({ order: [] })).toBe('connected');
    expectNothingLeaked();
  });

  it.each<[string, () => Said]>([
    ['missing', () => ({ status: 404 })],
    ['broken', () => ({ status: 200, headers: { 'content-type': 'text/html' }, json: 'x' })],
    ['a list', () => ({ status: 200, json: [{ token_endpoint: `${foreign.url}/token` }] })],
    ['down', () => ({ status: 500 })],
    ['elsewhere', () => ({ status: 307, headers: { location: `${foreign.url}/smart` } })],
    ['without an endpoint', () => named(7)],
  ])('a smart-configuration that is %s says nothing, and is not followed', async (_what, toPage) => {
    pages[smartPath] = toPage();
    expect(await connect({ order: ['smart'] })).toBe('connected');
    pages['/r4/metadata'] = toStatement([`${foreign.url}/token`]);
    expect(await connect({ order: ['smart', 'capability'] })).toBe('token_endpoint_differs');
    expectNothingLeaked();
  });

  it('smart-configuration can stand at the root of the host', async () => {
    pages['/.well-known/smart-configuration'] = named(`${foreign.url}/token`);
    const more = { discovery: { order: ['smart'], smartAt: 'origin' } };
    expect(await connect({ more })).toBe('token_endpoint_differs');
    expect(fhirServer.journal.map(({ path }) => path)).not.toContain(smartPath);
  });

  it('of two extensions the right one counts, and one of another kind says nothing', async () => {
    pages['/r4/metadata'] = toStatement(['http://DSTU2/fhir-registry/token', `${tokenServer.url}/token`]);
    expect(await connect({})).toBe('connected');
    pages['/r4/metadata'] = toStatement([`${foreign.url}/token`], `http://DSTU2/${oauthUris}`);
    expect(await connect({})).toBe('connected');
    expectNothingLeaked();
  });

  it('a relative address is one of the base', async () => {
    pages[smartPath] = named('auth/token');
    const more = { tokenEndpoint: `${fhirServer.url}/r4/auth/token` };
    pages['/r4/auth/token'] = tokenAnswer;
    expect(await connect({ more })).toBe('connected');
  });
});

describe('T4: a token endpoint that redirects', () => {
  it.each([301, 302, 303, 307, 308])('with %i gets its proof to nobody else', async (status) => {
    tokenAnswer = { status, headers: { location: `${foreign.url}/token` } };
    for (const auth of [...Object.values(auths), toEntraAuth({ tenant })]) {
      expect(await connect({ auth })).toBe('server_redirects');
    }
    expect(fhirServer.journal.filter(holdsBearer)).toEqual([]);
    expectNothingLeaked();
  });
});

describe('T4: entra', () => {
  const v1 = (of = tenant) => `${tokenServer.url}/${of}/oauth2/token`;
  const sent = () => tokenServer.journal.map(({ path }) => path.split('?')[0]);

  it('only host and tenant count: a v1 endpoint in the metadata, the v2 endpoint in use', async () => {
    pages['/r4/metadata'] = toStatement([v1()]);
    expect(await connect({ auth: toEntraAuth({ tenant }) })).toBe('connected');
    expect(await connect({ auth: toEntraAuth() })).toBe('connected');
    expect(sent()).toEqual([`/${tenant}/oauth2/v2.0/token`, `/${tenant}/oauth2/v2.0/token`]);
    expectNothingLeaked();
  });

  it('the proxy of Microsoft’s own server is known, and gets nothing', async () => {
    pages['/r4/metadata'] = toStatement([`${fhirServer.url}/AadSmartOnFhirProxy/token`]);
    expect(await connect({ auth: toEntraAuth({ tenant }) })).toBe('connected');
    expect(await connect({ auth: toEntraAuth() })).toBe('token_endpoint_differs');
    expectNothingLeaked();
  });

  it.each([
    ['another tenant', () => v1(tid)],
    ['another host', () => `${foreign.url}/${tenant}/oauth2/token`],
    ['no tenant', () => `${tokenServer.url}/common/oauth2/token`],
    ['a script', () => 'javascript:alert(1)'],
    ['a user name', () => `http://x@${new URL(tokenServer.url).host}/${tenant}/oauth2/token`],
  ])('%s blocks', async (_what, toAdvertised) => {
    pages['/r4/metadata'] = toStatement([toAdvertised()]);
    expect(await connect({ auth: toEntraAuth({ tenant }) })).toBe('token_endpoint_differs');
    expect(sent()).toEqual([]);
    expectNothingLeaked();
  });

  it('a tenant that was only seen is pinned: another one later blocks', async () => {
    const room = toRoom({ auth: toEntraAuth() });
    pages['/r4/metadata'] = toStatement([v1()]);
    expect(await connect({}, room)).toBe('connected');
    pages['/r4/metadata'] = toStatement([v1(tid)]);
    expect(await connect({}, room)).toBe('token_endpoint_differs');
    expect(new Set(sent())).toEqual(new Set([`/${tenant}/oauth2/v2.0/token`]));
  });

  it('after a start it is looked up for a token, and without one nothing is sent', async () => {
    const [one, other] = [toRoom({ auth: toEntraAuth() }), toRoom({ auth: toEntraAuth() })];
    const [partner] = one.partners.all;
    const [without] = other.partners.all;
    if (!partner || !without) throw new Error('no partner');
    pages['/r4/metadata'] = toStatement([v1()]);
    expect((await one.tokens.getToken(partner, tid)).accessToken).toBe(bearer);
    pages['/r4/metadata'] = toStatement([]);
    await expect(other.tokens.getToken(without, tid)).rejects.toMatchObject({
      code: 'token_endpoint_differs',
    });
    expect(sent()).toHaveLength(1);
  });
});
