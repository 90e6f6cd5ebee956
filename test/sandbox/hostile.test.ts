import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Asker, createHospitalAsker, toResources } from './ask';
import { cast } from './census/roles';
import { toTricks } from './hostile';
import { toReferencedId } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let hostile: Asker;
beforeAll(async () => {
  sandbox = await startSandbox({ personas: ['hostile'] });
  hostile = await createHospitalAsker(sandbox, 'hostile');
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const vitals = `Observation?patient=${cast.left}`;
function play(name: string): void {
  const trick = toTricks(sandbox.elsewhereUrl).find((one) => one.name.startsWith(name));
  if (trick === undefined) throw new Error(`No trick ${name}`);
  sandbox.knobs('hostile').set(trick.knobs);
}
const fetchHostile = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.links.hostile}/${path}`, { redirect: 'manual', ...init });

describe('a server that means harm', () => {
  it('names foreign, odd and private addresses for tokens', async () => {
    const tricks = toTricks(sandbox.elsewhereUrl).filter(
      ({ knobs }) => knobs.tokenEndpointAdvertised !== undefined,
    );
    expect(tricks).toHaveLength(6);
    for (const { knobs } of tricks) {
      sandbox.knobs('hostile').set(knobs);
      for (const path of ['metadata', '.well-known/smart-configuration']) {
        expect((await hostile.get(path)).text).toContain(knobs.tokenEndpointAdvertised);
      }
    }
  });
  it('changes the address for tokens after the first look', async () => {
    play('a token address that drifts');
    const [first, second] = [await hostile.get('metadata'), await hostile.get('metadata')];
    expect(first.text).not.toContain(sandbox.elsewhereUrl);
    expect(second.text).toContain(`${sandbox.elsewhereUrl}/token`);
  });
  it('leads to elsewhere by next links and references, where a bearer is written down', async () => {
    play('next links');
    expect((await hostile.get(vitals)).text).toContain(`"url":"${sandbox.elsewhereUrl}/Observation`);
    sandbox.reset();
    play('references');
    expect((await hostile.get(vitals)).text).toContain(`${sandbox.elsewhereUrl}/Patient/${cast.left}`);
    await fetch(`${sandbox.elsewhereUrl}/Patient/1`, { headers: { authorization: 'Bearer made-up' } });
    await fetch(`${sandbox.elsewhereUrl}/token`, { method: 'POST', body: 'client_assertion=made-up' });
    expect(sandbox.journal('elsewhere')).toMatchObject([
      { hasBearer: true, hasSecret: false },
      { hasBearer: false, hasSecret: true },
    ]);
  });
  it('redirects: the token request, a link-local address, another origin', async () => {
    play('a token endpoint that redirects');
    const tokens = await fetch(`${sandbox.baseUrl}/hostile/auth/token`, {
      method: 'POST',
      redirect: 'manual',
    });
    expect([tokens.status, tokens.headers.get('location')]).toEqual([307, `${sandbox.elsewhereUrl}/token`]);
    sandbox.reset();
    play('a redirect to a link-local');
    expect((await fetchHostile('metadata')).headers.get('location')).toContain('169.254.169.254');
    sandbox.reset();
    play('a redirect to elsewhere');
    expect((await fetchHostile('metadata')).headers.get('location')).toBe(`${sandbox.elsewhereUrl}/fhir`);
  });
  it('sends bombs, floods, drips and pages', async () => {
    sandbox.knobs('hostile').set({ gzipBombBytes: 5_000_000 });
    const bomb = await fetchHostile('metadata');
    expect(bomb.headers.get('content-encoding')).toBe('gzip');
    expect((await bomb.arrayBuffer()).byteLength).toBeGreaterThan(5_000_000);
    sandbox.reset();
    play('ten megabytes');
    expect((await (await fetchHostile('metadata')).arrayBuffer()).byteLength).toBeGreaterThan(
      10 * 1024 * 1024,
    );
    sandbox.reset();
    play('a slow drip');
    const drip = await fetchHostile('metadata', { signal: AbortSignal.timeout(200) });
    expect(drip.status).toBe(200);
    await expect(drip.text()).rejects.toThrow();
    sandbox.reset();
    play('a page instead');
    expect(await (await fetchHostile('metadata')).text()).toContain('<!doctype html>');
  });
  it('writes scripts into names and narratives', async () => {
    play('scripts');
    const { text, json } = await hostile.get(`Patient/${cast.left}`);
    expect(text).toContain('Harper<img src=x');
    expect(json.text).toMatchObject({ div: expect.stringContaining('<script>') });
  });
  it("gives other people's rows of every type", async () => {
    play("other people's rows");
    for (const type of ['Observation', 'Condition', 'Encounter', 'Coverage', 'AllergyIntolerance']) {
      const rows = toResources((await hostile.get(`${type}?patient=${cast.left}`)).json);
      const whose = rows.map((one) =>
        toReferencedId(one.subject ?? one.patient ?? one.beneficiary, 'Patient'),
      );
      expect(new Set(whose).size, type).toBeGreaterThan(1);
    }
  });
});
