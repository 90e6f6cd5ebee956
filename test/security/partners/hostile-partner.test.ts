import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chartTypes } from '../../../api/contract/columns';
import { createFhir } from '../../../api/fhir/fhir.service';
import { createOutbound } from '../../../api/outbound/outbound.service';
import { type ClientKeys, createClientKeys } from '../../../api/partners/client-keys';
import { createDiscovery } from '../../../api/partners/discovery.service';
import { createPartners } from '../../../api/partners/registry.service';
import { toBases } from '../../../api/partners/routing.policy';
import { createTokenService } from '../../../api/partners/token.service';
import { type Recorded, startRecorder, type TokenServer } from '../../support/token-server';
import { recordFigure } from '../figures';
import { type Hosts, type Trick, toTricks } from './tricks';

const tid = '11111111-aaaa-4aaa-8aaa-111111111111';
const tenant = '99999999-eeee-4eee-8eee-999999999999';
const secret = 'canary-secret';
const bearer = 'canary-bearer';
const outbound = createOutbound({ allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true });

let keys: ClientKeys;
let trick: Trick;
let fhirServer: TokenServer;
let tokenServer: TokenServer;
/** An origin that no registration names: whatever arrives there has leaked. */
let foreign: TokenServer;

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys = await createClientKeys(String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  const token = { token_type: 'Bearer', access_token: bearer, expires_in: 300 };
  foreign = await startRecorder(() => ({ status: 200, json: { ...token, resourceType: 'Bundle' } }));
  fhirServer = await startRecorder((asked) => trick.fhir(asked, toHosts()));
  tokenServer = await startRecorder(() => trick.token?.(toHosts()) ?? { status: 200, json: token });
});
afterAll(async () => {
  await outbound.close();
  await Promise.all([fhirServer, tokenServer, foreign].map((server) => server.close()));
});

function toHosts(): Hosts {
  return { fhir: fhirServer.url, token: tokenServer.url, foreign: foreign.url };
}

const withSecret = { clientId: 'app', clientSecret: secret };
const auths = [
  () => ({ kind: 'client_secret_post', ...withSecret }),
  () => ({ kind: 'client_secret_basic', ...withSecret, previousSecret: `${secret}-before` }),
  () => ({ kind: 'private_key_jwt', clientId: 'app' }),
  () => ({
    kind: 'entra',
    clientId: 'app',
    authority: tokenServer.url,
    tenant,
    audience: 'https://fhir.example.org',
    credential: { kind: 'secret', clientSecret: secret },
  }),
];
const tenants = { [tid]: 'seaview' };
const routings: readonly object[] = [
  { routing: { by: 'none' }, scope: 'system/*.read' },
  { routing: { by: 'scope' }, scope: '{tid}' },
  { routing: { by: 'path', tenants }, scope: 'system/*.read' },
  { routing: { by: 'header', header: 'X-Hospital', tenants }, scope: 'system/*.read' },
];

function toPartner(number: number): object {
  const auth = auths[number % auths.length]?.() ?? {};
  const isEntra = 'authority' in auth;
  const place = Math.floor(number / auths.length) % routings.length;
  // Entra's scope names no hospital.
  const routing = routings[isEntra && place === 1 ? 0 : place];
  const isByPath = place === 2;
  return {
    id: 'p',
    name: 'P',
    preset: 'hapi',
    bases: [`${fhirServer.url}/r4${isByPath ? '/{partnerTenant}' : ''}`],
    ...(isEntra ? {} : { tokenEndpoint: `${tokenServer.url}/token` }),
    auth,
    discovery: { order: ['smart', 'capability', 'rfc8414'] },
    rules: { batch: number % 2 === 0 ? 'always' : 'never' },
    ...routing,
  };
}

const quiet = () => undefined;

/** Everything that the product does with a partner: connect, sign in, search, read on, read charts. */
async function askForEverything(number: number): Promise<void> {
  const partners = createPartners({ partners: [toPartner(number)], openServers: [], clientKeys: keys });
  const [partner] = partners.all;
  if (partner === undefined) throw new Error('no partner');
  const [link = ''] = toBases(partner, tid);
  const discovery = createDiscovery({ outbound });
  await discovery.check(partner, new URL(link)).catch(quiet);
  const { getEntraTenant } = discovery;
  const tokens = createTokenService({ outbound, clientKeys: keys, getEntraTenant });
  const fhir = createFhir({ outbound, tokens, partners, config: { cacheSeconds: 0 } });
  const connection = { id: 'c', name: 'C', link, partnerId: 'p', release: 'R4' as const };
  await fhir.probe(connection, tid).catch(quiet);
  const ehr = await fhir.open(connection, tid).catch(quiet);
  if (ehr === undefined) return;
  const page = await ehr.searchPatients({ identifier: '1' }).catch(quiet);
  if (page?.next !== undefined) await ehr.nextPatients(page.next).catch(quiet);
  await ehr.readCharts(['p1'], chartTypes, quiet).catch(quiet);
}

const isSecret = (text: string) => /canary-secret|client_assertion=|client_secret=|[Bb]asic /.test(text);
const isBearer = (text: string) => text.includes(bearer);
const toText = ({ path, headers, body }: Recorded) => `${path} ${JSON.stringify(headers)} ${body}`;

function findLeaks(since: readonly number[]): string[] {
  const [atFhir = 0, atToken = 0, atForeign = 0] = since;
  const leaks: string[] = foreign.journal.slice(atForeign).map((one) => `stranger asked: ${one.path}`);
  for (const one of fhirServer.journal.slice(atFhir)) {
    if (isSecret(toText(one))) leaks.push(`secret at the FHIR server: ${one.path}`);
    if (isBearer(toText(one)) && !/^\/r4(\/|\?|$)/.test(one.path))
      leaks.push(`bearer outside the base: ${one.path}`);
  }
  for (const one of tokenServer.journal.slice(atToken)) {
    if (isBearer(toText(one))) leaks.push(`bearer at the token server: ${one.path}`);
    const isPinned = one.path === '/token' || one.path.startsWith(`/${tenant}/oauth2/v2.0/token`);
    if (isSecret(toText(one)) && !isPinned) leaks.push(`secret off the pinned address: ${one.path}`);
  }
  return leaks;
}

describe('T3, T4, T6: a partner that means harm', () => {
  it('by every way of signing in and of routing: no secret and no bearer leaves what was pinned', async () => {
    const faults: string[] = [];
    const ways = auths.length * routings.length;
    const tricks = toTricks();
    const isUsed = { secret: false, bearer: false };
    let tried = 0;
    for (const [at, one] of tricks.entries()) {
      // The ways are dealt out: each trick meets two of them, and each kind of trick all.
      for (let i = 0; i < 2; i++) {
        trick = one;
        const number = ((at * 2 + i) * 5) % ways;
        const since = [fhirServer, tokenServer, foreign].map(({ journal }) => journal.length);
        await askForEverything(number);
        faults.push(...findLeaks(since).map((leak) => `${one.name}, way ${number}: ${leak}`));
        isUsed.secret ||= tokenServer.journal.slice(since[1]).some((asked) => isSecret(toText(asked)));
        isUsed.bearer ||= fhirServer.journal.slice(since[0]).some((asked) => isBearer(toText(asked)));
        tried++;
      }
    }
    recordFigure({ id: 'T4', name: 'hostile partner: secrets and bearers', tried, through: faults.length });
    expect(faults.slice(0, 5)).toEqual([]);
    // There was something to steal.
    expect(isUsed).toEqual({ secret: true, bearer: true });
  });
});
