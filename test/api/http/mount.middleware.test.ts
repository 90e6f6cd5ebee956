import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamPath } from '../../../api/contract/paths';
import { KnownError } from '../../../api/errors/known-error';
import type { RequestsPerMinute } from '../../../api/http/rate-limit';
import { signToken, toBearer, toClaims } from '../../support/entra';
import { createClient } from '../../support/http-client';
import { echoPut, madeUpRoute, versioned, whoAmI } from '../../support/made-up-routes';
import { people, places } from '../../support/people';
import { noLimit } from '../../support/rates';
import { type SmallApp, startSmallApp } from '../../support/small-app';

const canary = 'Zebedee Canary 19570605';
let app: SmallApp;

function createSignal() {
  let tell = () => {};
  const seen = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { seen, tell: () => tell() };
}
const firstLine = createSignal();
const left = createSignal();

const where = madeUpRoute('Where', '/where', {});

const routes = [
  whoAmI,
  echoPut,
  versioned,
  madeUpRoute('Bottomless', '/bottomless', {
    handle: async () => ({ body: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) }),
  }),
  madeUpRoute('Empty', '/empty', { method: 'delete', status: 204, handle: async () => ({}) }),
  madeUpRoute('Owners', '/owners', { who: 'owner' }),
  madeUpRoute('Crash', '/crash', {
    handle: async () => {
      throw new Error(`select * from lists where name = '${canary}' at /srv/api/x.ts`);
    },
  }),
  madeUpRoute('Stale', '/stale', {
    isFhir: true,
    handle: async () => {
      throw new KnownError('search_needs_more', {
        status: 422,
        detail: 'Add a birth date.',
        needs: ['birthdate'],
      });
    },
  }),
  madeUpRoute('Lines', '/lines', {
    handle: async () => ({
      lines: async (write) => {
        write({ a: 1 });
        write({ b: 2 });
      },
    }),
  }),
  madeUpRoute('NoLines', '/no-lines', {
    handle: async () => ({
      lines: async () => {
        throw new KnownError('no_connection', { status: 409, detail: 'Connect first.' });
      },
    }),
  }),
  madeUpRoute('PatientListView', '/endless', {
    handle: async () => ({
      lines: async (write, signal) => {
        write({ a: 1 });
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }).finally(left.tell);
      },
    }),
  }),
  madeUpRoute('HalfLines', '/half-lines', {
    handle: async () => ({
      lines: async (write) => {
        write({ a: 1 });
        await firstLine.seen;
        throw new Error('broke');
      },
    }),
  }),
];

beforeAll(async () => {
  app = await startSmallApp({ requestsPerMinute: noLimit, routes: () => routes });
});
afterAll(() => app.close());

const ward = teamPath(places.ward5);
const id = '7b1c2c4e-0000-4000-8000-000000000001';
const chen = () => app.as(people.chen);

describe('who may pass', () => {
  it('nobody without a token: 401 with a problem document', async () => {
    const answer = await app.anybody.get(`${ward}/version`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.json).toMatchObject({ code: 'not_signed_in', status: 401, requestId: expect.any(String) });
  });

  it('a token that ran out says so', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const token = await signToken({ ...toClaims(people.chen), exp: seconds - 100 });
    const answer = await createClient(app.url, async () => `Bearer ${token}`).get('/api/me');
    expect(answer.json.code).toBe('token_expired');
  });

  it('T9: a stranger gets 404, for every route alike', async () => {
    for (const person of [people.nadia, people.gus, people.bruno]) {
      for (const path of ['/version', '/owners', '/crash', '/lines']) {
        const answer = await app.as(person).get(`${ward}${path}`);
        expect([answer.status, answer.json.code]).toEqual([404, 'not_found']);
      }
    }
  });

  it('a member is told that only owners may', async () => {
    const answer = await chen().get(`${ward}/owners`);
    expect([answer.status, answer.json.code]).toEqual([403, 'owner_only']);
    expect((await app.as(people.olivia).get(`${ward}/owners`)).status).toBe(200);
  });

  it('T17: a page of another site is refused, our own is not', async () => {
    const foreign = await chen().get(`${ward}/version`, { headers: { origin: 'https://evil.test' } });
    expect(foreign.status).toBe(403);
    for (const origin of [app.url, 'https://patients.test']) {
      expect((await chen().get(`${ward}/version`, { headers: { origin } })).status).toBe(200);
    }
  });

  it('an unknown path below the API is 404 as a problem, whoever asks', async () => {
    const answer = await app.anybody.get('/api/nothing');
    expect([answer.status, answer.json.code]).toEqual([404, 'not_found']);
  });

  it('a path that cannot be decoded is 404', async () => {
    expect((await chen().get(`${ward}/echo/%E0%A4%A`)).status).toBe(404);
  });
});

describe('what is answered', () => {
  it('T47: carries its version, and is never kept by a cache', async () => {
    const answer = await chen().get(`${ward}/version`);
    expect(answer.headers.get('etag')).toBe('"7"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await chen().delete(`${ward}/empty`)).status).toBe(204);
  });

  it('T31: an error that nobody foresaw tells its request id and nothing else', async () => {
    const answer = await chen().get(`${ward}/crash`);
    expect([answer.status, answer.json.code]).toEqual([500, 'internal']);
    expect(answer.json.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.text).not.toMatch(/select|Zebedee|\.ts|stack/i);
  });

  it('of FHIR routes are OperationOutcomes when they fail, with our code and what is needed', async () => {
    const answer = await chen().get(`${ward}/stale`);
    expect(answer.headers.get('content-type')).toContain('application/fhir+json');
    expect(answer.json).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [
        {
          details: {
            coding: [{ code: 'search_needs_more' }, { system: 'urn:patients:needs', code: 'birthdate' }],
          },
        },
      ],
    });
  });

  it('T22: what another server nested too deeply to be written again is told as its fault', async () => {
    const { status, json } = await chen().get(`${ward}/bottomless`);
    expect([status, json.code]).toEqual([502, 'server_answer_broken']);
  });

  it('leaves line by line', async () => {
    const lines: unknown[] = [];
    for await (const line of chen().lines('GET', `${ward}/lines`)) lines.push(line);
    expect(lines).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('is a problem document if it fails before the first line', async () => {
    const answer = await chen().get(`${ward}/no-lines`);
    expect([answer.status, answer.json.code]).toEqual([409, 'no_connection']);
  });

  it('is broken off, never ended, if it fails after the first line has left', async () => {
    const lines: unknown[] = [];
    const read = async () => {
      for await (const line of chen().lines('GET', `${ward}/half-lines`)) {
        lines.push(line);
        firstLine.tell();
      }
    };
    await expect(read()).rejects.toThrow('terminated');
    expect(lines).toEqual([{ a: 1 }]);
  });

  it('that nobody waits for any more leaves no failure in the log', async () => {
    const olivia = app.as(people.olivia);
    const controller = new AbortController();
    const answer = await fetch(`${app.url}${ward}/endless`, {
      headers: { authorization: await toBearer(people.chen) },
      signal: controller.signal,
    });
    await answer.body?.getReader().read();
    controller.abort();
    await left.seen;
    const { entries } = (await olivia.get(`${ward}/audit?operation=PatientListView`)).json;
    expect(entries).toEqual([]);
  });
});

describe('T30: the log', () => {
  it('has templates and codes, never paths, tokens, names or what an error says', async () => {
    await chen().get(`${ward}/crash`);
    await chen().put(`${ward}/echo/${id}`, { body: { name: canary }, ifMatch: 3 });
    const logged = app.logged();
    expect(logged).toContain('/api/teams/{teamId}/channels/{channelId}/crash');
    expect(logged).toContain('"error":"internal"');
    for (const secret of [
      canary,
      'Zebedee',
      id,
      places.ward5.teamId,
      people.chen.oid,
      people.chen.name,
      'Bearer',
      'eyJ',
    ]) {
      expect(logged).not.toContain(secret);
    }
  });
});

describe('T43: whoever asks too much gets 429 with the time to wait', () => {
  async function withRates(
    requestsPerMinute: Partial<RequestsPerMinute>,
    ask: (limited: SmallApp) => Promise<void>,
  ): Promise<void> {
    const limited = await startSmallApp({ requestsPerMinute, routes: () => [whoAmI, where] });
    try {
      await ask(limited);
    } finally {
      await limited.close();
    }
  }
  const inWard5 = teamPath(places.ward5);

  it("a team together; its members are served in their other teams, and a stranger's guesses cost it nothing", () =>
    withRates({ team: 3 }, async (limited) => {
      for (let index = 0; index < 5; index++)
        expect((await limited.as(people.nadia).get(`${inWard5}/where`)).status).toBe(404);
      for (const person of [people.olivia, people.chen, people.priya])
        expect((await limited.as(person).get(`${inWard5}/where`)).status).toBe(200);
      const refused = await limited.as(people.olivia).get(`${inWard5}/where`);
      expect([refused.status, refused.json.code]).toEqual([429, 'rate_limited']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await limited.as(people.olivia).get(`${teamPath(places.ward6)}/where`)).status).toBe(200);
    }));

  it('a tenant together; another tenant goes on', () =>
    withRates({ tenant: 2 }, async (limited) => {
      expect((await limited.as(people.chen).get('/api/me')).status).toBe(200);
      expect((await limited.as(people.priya).get('/api/me')).status).toBe(200);
      expect((await limited.as(people.olivia).get('/api/me')).status).toBe(429);
      expect((await limited.as(people.bruno).get('/api/me')).status).toBe(200);
    }));
});

describe('T43: one person who asks too much', () => {
  it('gets 429 with the time to wait; others go on', async () => {
    const limited = await startSmallApp({
      requestsPerMinute: { person: 5 },
      routes: () => [whoAmI],
    });
    try {
      for (let index = 0; index < 5; index++)
        expect((await limited.as(people.chen).get('/api/me')).status).toBe(200);
      const refused = await limited.as(people.chen).get('/api/me');
      expect([refused.status, refused.json.code]).toEqual([429, 'rate_limited']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await limited.as(people.priya).get('/api/me')).status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});
