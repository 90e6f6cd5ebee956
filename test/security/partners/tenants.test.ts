import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFhir } from '../../../api/fhir/fhir.service';
import { createOutbound } from '../../../api/outbound/outbound.service';
import { createPartners } from '../../../api/partners/registry.service';
import { createTokenService } from '../../../api/partners/token.service';
import { createRandom } from '../../sandbox/census/random';
import { type Recorded, type Said, startRecorder, type TokenServer } from '../../support/token-server';
import { recordFigure, toSize } from '../figures';

/** Calls of each of five tenants. */
const calls = toSize('PATIENTS_TEST_CROSSINGS', 1_000);
const tids = [1, 2, 3, 4, 5].map(
  (n) => `${n}${n}${n}${n}${n}${n}${n}${n}-aaaa-4aaa-8aaa-${`${n}`.repeat(12)}`,
);

let server: TokenServer;
let issued = 0;
const revoked = new Set<string>();

/** One address for all hospitals, the same ids everywhere: only the token says whose they are. */
function answer({ path, body, headers }: Recorded): Said {
  if (path.endsWith('/metadata')) {
    const resource = [{ type: 'Patient' }, { type: 'Condition', searchParam: [{ name: 'patient' }] }];
    return {
      status: 200,
      json: {
        resourceType: 'CapabilityStatement',
        fhirVersion: '4.0.1',
        rest: [{ mode: 'server', resource }],
      },
    };
  }
  if (path === '/token') {
    const scope = new URLSearchParams(body).get('scope') ?? '';
    return {
      status: 200,
      json: { token_type: 'Bearer', access_token: `${scope}.${issued++}`, expires_in: 3600, scope },
    };
  }
  const token = `${headers.authorization}`.replace('Bearer ', '');
  if (revoked.has(token)) return { status: 401, json: { resourceType: 'OperationOutcome' } };
  const tid = token.split('.')[0] ?? '';
  if (path.includes('/Patient/'))
    return { status: 200, json: { resourceType: 'Patient', id: 'p1', name: [{ family: tid }] } };
  const condition = {
    resourceType: 'Condition',
    id: 'c1',
    subject: { reference: 'Patient/p1' },
    code: { text: tid },
  };
  return {
    status: 200,
    json: { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: condition }] },
  };
}

beforeAll(async () => {
  server = await startRecorder(answer);
});
afterAll(() => server.close());

function open() {
  const outbound = createOutbound({
    allow: ['127.0.0.0/8', '::1/128'],
    isHttpAllowed: true,
    limits: { totalMs: 60_000, headersMs: 60_000 },
  });
  const partners = createPartners({
    openServers: [],
    partners: [
      {
        id: 'p',
        name: 'P',
        bases: [`${server.url}/fhir`],
        tokenEndpoint: `${server.url}/token`,
        auth: { kind: 'client_secret_post', clientId: 'a', clientSecret: 'b' },
      },
    ],
  });
  const tokens = createTokenService({ outbound });
  // One asks always, the other keeps answers: both must tell tenants apart.
  const [live, keeping] = [0, 5].map((cacheSeconds) =>
    createFhir({ outbound, tokens, partners, config: { cacheSeconds } }),
  );
  const [partner] = partners.all;
  if (partner === undefined || live === undefined || keeping === undefined) throw new Error('no partner');
  return { outbound, tokens, live, keeping, partner };
}

describe('T7: five hospitals behind one address, with the same ids', () => {
  it(`${calls} calls of each, mixed, with callers who leave and tokens that are refused: nobody sees another's`, async () => {
    const { outbound, tokens, live, keeping, partner } = open();
    const random = createRandom(20_261_126);
    const connection = {
      id: 'c',
      name: 'C',
      link: `${server.url}/fhir`,
      partnerId: 'p',
      release: 'R4' as const,
    };
    const counted = { crossed: 0, answered: 0, left: 0, refused: 0 };

    async function callOnce(tid: string): Promise<void> {
      const caller = new AbortController();
      const isLeaving = random.next() < 0.15;
      try {
        const ehr = await (random.next() < 0.8 ? live : keeping).open(connection, tid);
        // Two questions at once, so that answers of one wave could be mixed up; from the cache now and then.
        const reading = ehr.readCharts(
          ['p1'],
          ['Patient', 'Condition'],
          (_id, sections) => {
            const text = JSON.stringify(sections);
            if (tids.some((other) => other !== tid && text.includes(other))) counted.crossed++;
            if (text.includes(tid)) counted.answered++;
          },
          caller.signal,
        );
        if (isLeaving) setImmediate(() => caller.abort(new Error('gone')));
        await reading;
      } catch {
        counted.left++;
      }
    }

    /** The partner takes a token back; the next call meets a 401 and fetches another. */
    function revokeOne(tid: string): void {
      const token = tokens.peek(partner, tid)?.accessToken;
      if (token === undefined) return;
      revoked.add(token);
      counted.refused++;
    }

    const queue = tids.flatMap((tid) => Array.from({ length: calls }, () => ({ tid, at: random.next() })));
    queue.sort((a, b) => a.at - b.at);
    let next = 0;
    const work = async () => {
      for (let one = queue[next++]; one !== undefined; one = queue[next++]) {
        if (random.next() < 0.05) revokeOne(one.tid);
        await callOnce(one.tid);
      }
    };
    await Promise.all(Array.from({ length: 20 }, work));
    await outbound.close();
    recordFigure({
      id: 'T7',
      name: 'tenants crossed',
      tried: queue.length,
      through: counted.crossed,
      size: 'PATIENTS_TEST_CROSSINGS',
    });
    expect(counted.crossed).toBe(0);
    expect(counted.answered).toBeGreaterThan(queue.length * 0.7);
    expect(counted.left).toBeGreaterThan(0);
    expect(counted.refused).toBeGreaterThan(0);
    // Refused tokens were really met, and a token was never asked for more than once for each.
    expect(issued).toBeLessThanOrEqual(tids.length + counted.refused);
  });
});
