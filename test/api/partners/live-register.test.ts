// Changes of the register beside a server that runs, through the real API and over sockets: secrets are changed under load,
// partners revoked, links approved and drift decided, and the server is never started again.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConnectLine } from '../../../api/contract/connect.schema';
import { paths, type TeamAddress } from '../../../api/contract/paths';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { PersonKey } from '../../sandbox/teams/people';
import { createPartnersCommand, type PartnersCommand } from '../../support/partners-command';
import { places } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

let sandbox: Sandbox;
let app: TestApp;
let partners: PartnersCommand;
const teams = [
  ['olivia', places.ward5],
  ['bruno', places.cardiology],
] as const;

beforeAll(async () => {
  sandbox = await startSandbox();
  app = await startTestApp({ sandbox, environment: { PATIENTS_OPEN_SERVERS: '' } });
  partners = createPartnersCommand(app.environment);
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});

function search(person: PersonKey, place: TeamAddress) {
  return app
    .as(person)
    .post(`${paths.fhir(place)}/Patient/_search`, { form: { family: 'Okafor', birthdate: '1957-06-05' } });
}

async function connect(link: string, place: TeamAddress = places.ward5): Promise<ConnectLine[]> {
  const lines: ConnectLine[] = [];
  const body = { link, name: 'Test' };
  for await (const line of app.as('olivia').lines('POST', paths.connection(place), { body }))
    lines.push(line as ConnectLine);
  return lines;
}

/** A server that nobody asks looks at the register every two seconds. */
const untilSeen = (assert: () => Promise<void>) => vi.waitFor(assert, { timeout: 12_000, interval: 100 });

describe('T37: a secret that is changed under load', () => {
  it('fails no request of any hospital, whenever the partner drops the old one', async () => {
    for (const [person, place] of teams) await app.connect(place, sandbox.links.meridian, person);
    // Tokens of half a minute are used once: each request proves who we are anew.
    const { set } = sandbox.knobs('meridian');
    set({ tokenSeconds: 30 });
    const statuses: number[] = [];
    let isOver = false;
    const loads = [...teams, ...teams].map(async ([person, place]) => {
      while (!isOver) statuses.push((await search(person, place)).status);
    });
    const more = (count: number) => {
      const from = statuses.length;
      return vi.waitUntil(() => statuses.length >= from + count, { timeout: 30_000, interval: 10 });
    };
    await more(8);
    set({ extraSecrets: ['second'] });
    expect(await partners(['rotate', 'meridian', '--secret-file', '-'], 'second')).toMatchObject({ code: 0 });
    await more(8);
    set({ ownSecretDead: true });
    await more(8);
    expect(await partners(['rotate', 'meridian', '--finish'])).toMatchObject({ code: 0 });
    await more(8);
    // In a hurry: the partner drops the old one before any server can have looked.
    expect(await partners(['rotate', 'meridian', '--secret-file', '-'], 'third')).toMatchObject({ code: 0 });
    set({ extraSecrets: ['third'] });
    await more(8);
    isOver = true;
    await Promise.all(loads);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(statuses.length).toBeGreaterThanOrEqual(40);
  }, 90_000);
});

describe('T36: who is revoked', () => {
  it('is asked for nothing any more, though tokens of it were still good', async () => {
    await app.connect(places.ward6, sandbox.links.harbor);
    expect((await search('olivia', places.ward6)).status).toBe(200);
    expect(await partners(['revoke', 'harbor'])).toMatchObject({ code: 0 });
    await untilSeen(async () => {
      const { status, json } = await search('olivia', places.ward6);
      expect([status, JSON.stringify(json)]).toEqual([409, expect.stringContaining('registered no more')]);
    });
    const { length } = sandbox.journal('harbor');
    await search('olivia', places.ward6);
    expect(sandbox.journal('harbor').slice(length)).toEqual([]);
  });
});

describe('a link that nobody has registered', () => {
  it('waits for the administrator, and connects once it is approved', async () => {
    const link = sandbox.links.open;
    expect((await connect(link)).at(-1)).toEqual({ type: 'refused', code: 'link_waits_for_approval' });
    await connect(`${link}?secret=canary`);
    const { out } = await partners(['list', '--waiting', '--json']);
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ link, team: places.ward5.teamId })]);
    expect((await partners(['approve', link])).said).toContain('--partner <id>, or --open');
    expect(await partners(['approve', link, '--open'])).toMatchObject({ code: 0 });
    expect((await connect(link)).at(-1)).toMatchObject({ type: 'connected' });
    expect((await partners(['list', '--waiting'])).said).toContain('No link waits');
  });

  it('can become one more base of a partner, with who approved it and when', async () => {
    const link = `${sandbox.baseUrl}/more/fhir`;
    expect((await partners(['approve', link, '--partner', 'nobody'])).said).toContain('no partner nobody');
    expect(await partners(['approve', `${link}/`, '--partner', 'cedar'])).toMatchObject({ code: 0 });
    const shown = JSON.parse((await partners(['show', 'cedar'])).out);
    expect(shown.profile.bases).toContain(link);
    expect(shown.history.at(-1)).toMatchObject({ what: `approved ${link}`, by: expect.any(String) });
  });
});

describe('T4: a server that says something else of itself than before', () => {
  it('gets no secret; reading stops until the operator has decided, and everybody is told', async () => {
    sandbox.reset();
    sandbox
      .knobs('meridian')
      .set({ extraSecrets: ['third'], tokenEndpointAdvertised: 'https://evil.example/t' });
    expect((await connect(sandbox.links.meridian)).at(-1)).toEqual({
      type: 'refused',
      code: 'token_endpoint_differs',
    });
    sandbox.knobs('meridian').set({ tokenEndpointAdvertised: null });
    const { length } = sandbox.journal('meridian');
    const told = JSON.stringify((await search('bruno', places.cardiology)).json);
    expect(told).toContain('No credentials were sent');
    expect(sandbox.journal('meridian').slice(length)).toEqual([]);
    const { entries } = (await app.as('bruno').get(paths.audit(places.cardiology))).json;
    expect(entries).toContainEqual(
      expect.objectContaining({
        operation: 'EHREndpointDrift',
        role: 'system',
        reason: 'token_endpoint_differs',
      }),
    );
    expect(app.logged()).toContain('"event":"drift"');
    expect(app.logged()).not.toContain('evil.example');
  });

  it('is seen by the operator, and read again once they have said that it is as it was', async () => {
    expect((await partners(['list'])).out).toMatch(/meridian {2}drifted/);
    const told = await partners(['approve', 'meridian', '--drift']);
    expect([told.code, told.said]).toEqual([1, expect.stringContaining('is https://evil.example/t')]);
    expect(await partners(['approve', 'meridian', '--drift', '--keep'])).toMatchObject({ code: 0 });
    await untilSeen(async () => expect((await search('bruno', places.cardiology)).status).toBe(200));
  });

  it('another release is told in words, and approved by name', async () => {
    expect((await connect(sandbox.links.meridian)).at(-1)).toMatchObject({ type: 'connected' });
    sandbox.knobs('meridian').set({ wrongRelease: '4.0.1' });
    expect((await connect(sandbox.links.meridian)).at(-1)).toEqual({
      type: 'refused',
      code: 'server_changed',
    });
    expect((await partners(['approve', 'meridian', '--drift'])).said).toContain('FHIR version');
    expect(await partners(['approve', 'meridian', '--drift', '--yes'])).toMatchObject({ code: 0 });
    const { pins } = JSON.parse((await partners(['show', 'meridian'])).out);
    expect(pins).toContainEqual(expect.objectContaining({ kind: 'release', pinned: '4.0' }));
  });
});
