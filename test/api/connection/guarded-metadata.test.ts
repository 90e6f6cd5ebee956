// Servers that describe themselves to registered clients alone, over sockets: a service account signs in with its own grant
// before anything is read, and nobody but the matched partner ever gets a token.
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRunChecks } from '../../../api/connection/checks.service';
import { createWatcher } from '../../../api/connection/watcher.service';
import type { Check } from '../../../api/contract/connect.schema';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, type FhirRoom, tidA } from '../fhir/fhir-room';

let sandbox: Sandbox;
let room: FhirRoom;
let link: string;

beforeAll(async () => {
  sandbox = await startSandbox({ personas: ['google'] });
  link = sandbox.linkTo('google', 'seaview');
});
afterAll(() => sandbox.close());
beforeEach(() => {
  room = createFhirRoom({ partners: sandbox.partnerRegistry, openServers: sandbox.openServers });
});
afterEach(async () => {
  sandbox.reset();
  await room.close();
});

async function connect(to: string) {
  const checks: Check[] = [];
  const { signal } = new AbortController();
  const result = await createRunChecks(room)({
    link: to,
    tid: tidA,
    write: (check) => check.status !== 'running' && checks.push(check),
    signal,
  });
  return { checks, result, failed: checks.find(({ status }) => status === 'failed') };
}

const asked = () =>
  sandbox.journal('google').map(({ method, path, hasBearer }) => ({ method, path, hasBearer }));

describe('a registered server whose metadata needs a token', () => {
  it('is signed in to first, says so, and passes all checks', async () => {
    const { checks, result } = await connect(link);
    expect(result).toMatchObject({ partnerId: 'google', release: 'R4' });
    expect(checks.map(({ id }) => id).slice(0, 5)).toEqual([
      'address',
      'reachable',
      'partner',
      'token',
      'metadata',
    ]);
    expect(checks.find(({ id }) => id === 'metadata')).toMatchObject({
      status: 'ok',
      facts: { withToken: 1 },
    });
  });

  it('is asked for its metadata once without the token, and with it from then on', async () => {
    const { result } = await connect(link);
    if ('refused' in result) throw new Error(result.refused);
    const ehr = await room.fhir.open({ id: 'c', name: 'C', ...result }, tidA);
    const page = await ehr.searchPatients({ family: 'Okafor', birthdate: '1957-06-05' });
    expect(page.patients).toHaveLength(1);
    const metadata = asked().filter(({ path }) => path.endsWith('/metadata'));
    expect(metadata.map(({ hasBearer }) => hasBearer)).toEqual([false, true, true]);
  });

  it('totals of its pages are told as estimates, and a search stands in the query of the POST', async () => {
    const { result } = await connect(link);
    if ('refused' in result) throw new Error(result.refused);
    const ehr = await room.fhir.open({ id: 'c', name: 'C', ...result }, tidA);
    const page = await ehr.searchPatients({ gender: 'female', count: 5 });
    expect(page.total.kind).toBe('estimate');
    const search = sandbox.journal('google').findLast(({ path }) => path.endsWith('/_search'));
    expect([search?.method, search?.bodySize]).toEqual(['POST', 0]);
    expect(search?.query).toContain('gender=female');
  });

  it('a refused key ends it at the token, before anything was read', async () => {
    sandbox.knobs('google').set({ rejectSecret: true });
    expect((await connect(link)).failed).toMatchObject({ id: 'token', code: 'token_refused' });
    expect(asked().some(({ hasBearer }) => hasBearer)).toBe(false);
  });

  it('a token that was revoked meanwhile is asked for anew, once', async () => {
    const { result } = await connect(link);
    if ('refused' in result) throw new Error(result.refused);
    sandbox.knobs('google').revokeTokens();
    await room.fhir.probe({ id: 'c', name: 'C', ...result }, tidA);
    expect(asked().filter(({ path }) => path.endsWith('/auth/token'))).toHaveLength(2);
  });

  it('that refuses even with the token fails its metadata, after the token', async () => {
    sandbox.knobs('meridian').set({ status: 401, at: ['metadata'] });
    const { checks, failed } = await connect(sandbox.links.meridian);
    expect(failed).toMatchObject({ id: 'metadata', code: 'access_denied_by_server' });
    expect(checks.map(({ id }) => id)).toEqual(['address', 'reachable', 'partner', 'token', 'metadata']);
  });

  it('the watcher tells since when the key is refused, and that it is taken again', async () => {
    const { result } = await connect(link);
    if ('refused' in result) throw new Error(result.refused);
    const watcher = createWatcher({ fhir: room.fhir, now: () => new Date('2026-11-26T06:40:00.000Z') });
    const connection = { id: 'c', name: 'C', ...result };
    watcher.look(connection, tidA);
    sandbox.knobs('google').set({ rejectSecret: true });
    sandbox.knobs('google').revokeTokens();
    await watcher.checkDue();
    expect(watcher.look(connection, tidA).failing).toEqual({
      since: '2026-11-26T06:40:00.000Z',
      code: 'token_refused',
    });
  });
});

describe('T4: nobody else gets a token', () => {
  it.each([
    ['a project that nobody registered', () => link.replace('/seaview/', '/nowhere/')],
    ['the registered address with one more segment before it', () => link.replace('/v1/', '/v1/x/')],
  ])('%s is refused, and journals show neither key nor token', async (_what, to) => {
    const { failed } = await connect(to());
    expect(failed?.code).toMatch(/^(link_waits_for_approval|server_not_fhir)$/);
    expect(sandbox.journal('google').some(({ hasBearer, hasSecret }) => hasBearer || hasSecret)).toBe(false);
  });

  it('an open server that asks for one is told apart in words', async () => {
    sandbox.knobs('open').set({ status: 401, at: ['metadata'] });
    expect((await connect(sandbox.links.open)).failed).toMatchObject({
      id: 'metadata',
      code: 'metadata_protected',
    });
    expect(sandbox.journal('open').some(({ hasBearer }) => hasBearer)).toBe(false);
  });

  it('metadata behind the token that names another token address ends it', async () => {
    const [entry] = sandbox.partnerRegistry.filter(({ id }) => id === 'meridian');
    sandbox.knobs('meridian').set({ tokenEndpointAdvertised: `${sandbox.baseUrl}/bad/recorder/token` });
    await room.close();
    room = createFhirRoom({
      partners: [{ ...entry, discovery: { order: ['static'], metadataAuth: 'bearer' } }],
    });
    expect((await connect(sandbox.links.meridian)).failed).toMatchObject({
      id: 'metadata',
      code: 'token_endpoint_differs',
    });
    expect(sandbox.journal('bad')).toHaveLength(0);
  });
});

it('the assertion of the grant holds the scope and is made out to the pinned endpoint alone', async () => {
  const seen: string[] = [];
  const { createTokenService } = await import('../../../api/partners/token.service');
  const post = async (url: string | URL, body: string) => {
    seen.push(String(url), body);
    return {
      status: 200,
      headers: {},
      isJson: true,
      json: { access_token: 'a', token_type: 'Bearer', expires_in: 60 },
    };
  };
  const partner = room.partners.findById('google');
  if (partner === undefined) throw new Error('no google');
  await createTokenService({ outbound: { post } }).getToken(partner, tidA);
  const form = new URLSearchParams(seen[1]);
  expect([seen[0], form.has('scope'), form.has('client_assertion')]).toEqual([
    partner.tokenEndpoint,
    false,
    false,
  ]);
  expect(decodeJwt(form.get('assertion') ?? '')).toMatchObject({
    iss: 'patients@made-up-project.iam.example',
    aud: partner.tokenEndpoint,
    scope: 'https://www.googleapis.com/auth/cloud-healthcare',
  });
});
