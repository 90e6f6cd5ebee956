// The FHIR room against servers that a test scripts word by word: what no decent server says, and what hostile ones do.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { chartTypes } from '../../../api/contract/columns';
import type { Ehr, FhirRelease } from '../../../api/fhir/ehr';
import { createFhirRoom, type FhirRoom, readCharts, readSection, tidA, toResources } from './fhir-room';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly authorization: string | undefined;
}
type Say = {
  readonly status?: number;
  readonly json?: unknown;
  readonly type?: string;
  readonly text?: string;
};
type Script = (seen: Seen, base: string) => Say;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Stage {
  readonly base: string;
  readonly seen: Seen[];
  readonly room: FhirRoom;
  readonly ehr: Ehr;
}

interface StageOptions {
  readonly release?: FhirRelease;
  readonly hasBatch?: boolean;
  readonly params?: readonly string[];
  readonly isPartner?: boolean;
}

const versions = { DSTU2: '1.0.2', STU3: '3.0.1', R4: '4.0.1' } as const;

function toStatement({
  release = 'R4',
  hasBatch = true,
  params = ['patient', 'date', 'identifier'],
}: StageOptions) {
  const types = [...chartTypes, 'Location', 'Medication'];
  const searchParam = params.map((name) => ({ name, type: 'token' }));
  return {
    resourceType: release === 'DSTU2' ? 'Conformance' : 'CapabilityStatement',
    fhirVersion: versions[release],
    rest: [
      {
        mode: 'server',
        resource: types.map((type) => ({ type, searchParam })),
        ...(hasBatch ? { interaction: [{ code: 'batch' }] } : {}),
      },
    ],
  };
}

/** A batch is answered entry by entry by the same script, unless the script answers the batch itself. */
async function stage(script: Script, options: StageOptions = {}): Promise<Stage> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '' } = request;
    const one = { method, url, body, authorization: request.headers.authorization };
    const say: Say = url.endsWith('/metadata') ? { json: toStatement(options) } : script(one, base);
    if (!url.endsWith('/metadata')) seen.push(one);
    response.writeHead(say.status ?? 200, { 'content-type': say.type ?? 'application/fhir+json' });
    response.end(say.text ?? JSON.stringify(say.json ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  const auth = { kind: 'client_secret_post', clientId: 'a', clientSecret: 'b' };
  const partner = { id: 'p', name: 'P', bases: [base], tokenEndpoint: `${base}/token`, auth };
  const room = createFhirRoom(options.isPartner ? { partners: [partner] } : { openServers: [base] });
  closing.push(() => room.close());
  const partnerId = options.isPartner ? 'p' : null;
  const release = options.release ?? 'R4';
  const ehr = await room.fhir.open({ id: 'c', name: 'C', link: base, partnerId, release }, tidA);
  return { base, seen, room, ehr };
}

const searchset = (resources: readonly object[], more: object = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
  ...more,
});
const condition = (id: string, patient: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: patient },
  code: { text: id },
  ...more,
});
const outcome = (code: string, more: object = {}) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, ...more }],
});

describe('T26: whose resource it is', () => {
  it('relative, absolute on the same base and versioned references belong; everything else is dropped and counted', async () => {
    const { ehr, base } = await stage((_seen, base) => ({
      json: searchset(
        [
          'Patient/a',
          `${base}/Patient/a`,
          'Patient/a/_history/3',
          `${base}/Patient/a/_history/1`,
          'Patient/b',
          'Patient/ab',
          'a',
          '',
          `${base}x/Patient/a`,
          `${base}/x/Patient/a`,
          'https://evil.example/fhir/Patient/a',
          'Patient/a/../b',
          'patient/a',
          'Group/a',
          '#a',
          'Patient/a?x',
          'urn:uuid:a',
        ].map((reference, i) => condition(`c${i}`, reference)),
      ),
    }));
    const section = await readSection(ehr, 'a', 'Condition');
    expect(toResources(section).map((one) => one.id)).toEqual(['c0', 'c1', 'c2', 'c3']);
    expect(section).toMatchObject({ droppedForeign: 13, mayBeIncomplete: true });
    expect(base).toContain('127.0.0.1');
  });

  it('nothing but strangers is a broken answer, never "nothing recorded"', async () => {
    const { ehr } = await stage(() => ({ json: searchset([condition('c', 'Patient/b')]) }));
    expect(await readSection(ehr, 'a', 'Condition')).toMatchObject({
      status: 'failed',
      reason: 'server_answer_broken',
    });
  });

  it('another type than the one asked for is a broken answer', async () => {
    const { ehr } = await stage(() => ({ json: searchset([condition('c', 'Patient/a')]) }));
    expect(await readSection(ehr, 'a', 'AllergyIntolerance')).toMatchObject({
      status: 'failed',
      reason: 'server_answer_broken',
    });
  });

  it('a Patient with another id is not the patient', async () => {
    const { ehr } = await stage(() => ({ json: { resourceType: 'Patient', id: 'b' } }));
    expect(await readSection(ehr, 'a', 'Patient')).toMatchObject({
      status: 'failed',
      reason: 'patient_not_found',
    });
  });

  it('T27: of two with the same id the first counts', async () => {
    const { ehr } = await stage(() => ({
      json: searchset([
        condition('c', 'Patient/a', { code: { text: 'first' } }),
        condition('c', 'Patient/a', { code: { text: 'second' } }),
      ]),
    }));
    expect(toResources(await readSection(ehr, 'a', 'Condition'))).toMatchObject([
      { code: { text: 'first' } },
    ]);
  });
});

describe('T26: a batch', () => {
  const entries = (seen: Seen): readonly { request: { url: string } }[] => JSON.parse(seen.body).entry;
  const answerEntry = (url: string) => {
    const patient = /(?:patient=|Patient\/)([^&]+)/.exec(url)?.[1] ?? '';
    return url.startsWith('Patient/')
      ? { resourceType: 'Patient', id: patient }
      : searchset([condition(`c-${patient}`, `Patient/${patient}`)]);
  };
  const toResponse = (list: readonly object[]) => ({
    json: { resourceType: 'Bundle', type: 'batch-response', entry: list },
  });
  const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);

  it('with an entry too few or too many fails whole: nobody can say which answer is whose', async () => {
    for (const change of [-1, 1]) {
      const { ehr } = await stage((seen) => {
        const list = entries(seen).map(({ request }) => ({
          response: { status: '200' },
          resource: answerEntry(request.url),
        }));
        return toResponse(change < 0 ? list.slice(1) : [...list, ...list.slice(0, 1)]);
      });
      for (const sections of (await readCharts(ehr, ids, ['Patient', 'Condition'])).values()) {
        expect(sections.Condition).toMatchObject({ status: 'failed', reason: 'server_answer_broken' });
      }
    }
  });

  it('whose answers were shuffled shows nothing under the wrong person', async () => {
    const { ehr } = await stage((seen) =>
      toResponse(
        entries(seen)
          .map(({ request }) => ({ response: { status: '200' }, resource: answerEntry(request.url) }))
          .reverse(),
      ),
    );
    for (const [id, sections] of await readCharts(ehr, ids, ['Condition'])) {
      const text = JSON.stringify(sections);
      for (const other of ids) if (other !== id) expect(text).not.toContain(`"c-${other}"`);
    }
  });

  it('one failed entry fails only its own section', async () => {
    const statuses: Record<string, string> = {
      p1: '404 Not Found',
      p2: '429',
      p3: '500',
      p4: '401',
      p5: '410 Gone',
    };
    const { ehr } = await stage((seen) =>
      toResponse(
        entries(seen).map(({ request }) => {
          const status = statuses[request.url.slice('Patient/'.length)];
          return status
            ? { response: { status } }
            : { response: { status: '200 OK' }, resource: answerEntry(request.url) };
        }),
      ),
    );
    const charts = await readCharts(ehr, ids, ['Patient', 'Condition']);
    const reason = (id: string) => {
      const section = charts.get(id)?.Patient;
      return section?.status === 'failed' ? section.reason : section?.status;
    };
    expect(ids.slice(0, 6).map(reason)).toEqual([
      'ok',
      'patient_not_found',
      'server_busy',
      'server_error',
      'access_denied_by_server',
      'patient_not_found',
    ]);
    expect([...charts.values()].every((one) => one.Condition?.status === 'ok')).toBe(true);
  });

  it('that is too large for the server is asked for in halves', async () => {
    const { ehr, seen } = await stage((one) =>
      entries(one).length > 3
        ? { status: 400, json: outcome('too-costly') }
        : toResponse(
            entries(one).map(({ request }) => ({
              response: { status: '200' },
              resource: answerEntry(request.url),
            })),
          ),
    );
    const charts = await readCharts(ehr, ids, ['Patient', 'Condition']);
    expect([...charts.values()].every((one) => one.Condition?.status === 'ok')).toBe(true);
    expect(seen.length).toBeGreaterThan(10);
  });
});

describe('a token', () => {
  const token = (n: number) => ({ json: { token_type: 'Bearer', access_token: `t${n}`, expires_in: 3600 } });

  it('that is refused is asked for once more, for all waiting calls together, and the calls are repeated', async () => {
    let issued = 0;
    const { ehr, seen } = await stage(
      ({ url, authorization }) => {
        if (url.endsWith('/token')) return token(issued++);
        if (authorization === 'Bearer t0') return { status: 401, json: outcome('login') };
        return { json: searchset([]) };
      },
      { isPartner: true, hasBatch: false },
    );
    const charts = await readCharts(ehr, ['a', 'b', 'c', 'd'], ['Condition', 'AllergyIntolerance']);
    expect([...charts.values()].every((one) => one.Condition?.status === 'ok')).toBe(true);
    expect(seen.filter((one) => one.url.endsWith('/token'))).toHaveLength(2);
  });

  it('that is refused again is not asked for a third time', async () => {
    let issued = 0;
    const { ehr, seen } = await stage(
      ({ url }) =>
        url.endsWith('/token') ? token(issued++) : { status: 401, type: 'text/plain', text: 'no' },
      { isPartner: true },
    );
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({
      code: 'access_denied_by_server',
    });
    expect(seen.filter((one) => one.url.endsWith('/token'))).toHaveLength(2);
  });

  it('never goes to an open server', async () => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }));
    await ehr.searchPatients({ name: 'a' });
    expect(seen.every((one) => one.authorization === undefined)).toBe(true);
  });
});

describe('sorting', () => {
  const encounter = (day: number) => ({
    resourceType: 'Encounter',
    id: `e${day}`,
    status: 'finished',
    subject: { reference: 'Patient/a' },
    period: { start: `2026-01-${String(day).padStart(2, '0')}` },
  });
  const days = (from: number, to: number) =>
    Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => encounter(from + (to > from ? i : -i)));
  const next = (base: string) => ({ link: [{ relation: 'next', url: `${base}/Encounter?page=2` }] });

  it('that really happened saves the other pages', async () => {
    const { ehr, seen } = await stage((_one, base) => ({ json: searchset(days(20, 11), next(base)) }));
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ status: 'ok', mayBeIncomplete: false });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toContain('_sort=-date');
  });

  it.each(['DSTU2', 'STU3'] as const)('is spelt as %s spells it', async (release) => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }), { release });
    await readSection(ehr, 'a', 'Encounter');
    expect(seen[0]?.url).toContain(release === 'DSTU2' ? '_sort:desc=date' : '_sort=-date');
  });

  it('that the server only claims makes us read on, and the newest is there', async () => {
    const { ehr } = await stage(({ url }, base) => ({
      json: url.includes('page=2') ? searchset(days(11, 20)) : searchset(days(1, 10), next(base)),
    }));
    const ids = toResources(await readSection(ehr, 'a', 'Encounter')).map((one) => one.id);
    expect(ids).toHaveLength(20);
    expect(ids).toContain('e20');
  });

  it('that is refused is left out, once and for all', async () => {
    const { ehr, seen } = await stage(({ url }) =>
      url.includes('_sort') ? { status: 400, json: outcome('invalid') } : { json: searchset(days(1, 3)) },
    );
    expect(toResources(await readSection(ehr, 'a', 'Encounter'))).toHaveLength(3);
    await readSection(ehr, 'a', 'Encounter');
    expect(seen.map(({ url }) => url.includes('_sort'))).toEqual([true, false, false]);
  });

  it('a page that fails on the way fails the section: old must not pass for new', async () => {
    const { ehr } = await stage(({ url }, base) =>
      url.includes('page=2') ? { status: 500 } : { json: searchset(days(1, 10), next(base)) },
    );
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({
      status: 'failed',
      reason: 'server_error',
    });
  });

  it('T23: more pages than we read say that something may be missing', async () => {
    let page = 0;
    const { ehr, seen } = await stage((_one, base) => ({
      json: searchset(
        days(1, 5).map((one) => ({ ...one, id: `${one.id}-${page}` })),
        {
          link: [{ relation: 'next', url: `${base}/Encounter?page=${++page}` }],
        },
      ),
    }));
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ status: 'ok', mayBeIncomplete: true });
    expect(seen).toHaveLength(5);
  });
});

describe('places and medicines', () => {
  const location = (id: string, above?: string) => ({
    resourceType: 'Location',
    id,
    name: id,
    ...(above ? { partOf: { reference: `Location/${above}` } } : {}),
  });
  const stay = {
    resourceType: 'Encounter',
    id: 'e',
    status: 'in-progress',
    subject: { reference: 'Patient/a' },
    location: [{ location: { reference: 'Location/bed' } }],
  };

  it('T27: a circle of places ends, and each is asked for once', async () => {
    const circle: Record<string, object> = {
      bed: location('bed', 'room'),
      room: location('room', 'ward'),
      ward: location('ward', 'bed'),
    };
    const { ehr, seen } = await stage(({ url }) => {
      const id = /Location\/(\w+)/.exec(url)?.[1];
      return { json: id ? circle[id] : searchset([stay]) };
    });
    const section = await readSection(ehr, 'a', 'Encounter');
    expect(section.status === 'ok' && section.included.map((one) => one.id)).toEqual(['bed', 'room', 'ward']);
    expect(seen).toHaveLength(4);
  });

  it('T6: a place on another server is not asked for', async () => {
    const elsewhere = {
      ...stay,
      location: [{ location: { reference: 'http://127.0.0.1:1/fhir/Location/bed' } }],
    };
    const { ehr, seen } = await stage(() => ({ json: searchset([elsewhere]) }));
    await readSection(ehr, 'a', 'Encounter');
    expect(seen).toHaveLength(1);
  });

  it('a place that cannot be read leaves the encounter as it is', async () => {
    const { ehr } = await stage(({ url }) =>
      url.includes('Location/') ? { status: 404 } : { json: searchset([stay]) },
    );
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ status: 'ok', included: [] });
  });

  it('a medicine that is only pointed to comes along, a contained one stays inside', async () => {
    const order = (id: string, reference: string, more: object = {}) => ({
      resourceType: 'MedicationRequest',
      id,
      status: 'active',
      subject: { reference: 'Patient/a' },
      medicationReference: { reference },
      ...more,
    });
    const { ehr } = await stage(({ url }) => ({
      json: url.includes('Medication/m1')
        ? { resourceType: 'Medication', id: 'm1', code: { text: 'Aspirin' } }
        : searchset([
            order('o1', 'Medication/m1'),
            order('o2', '#in', {
              contained: [{ resourceType: 'Medication', id: 'in', code: { text: 'Insulin' } }],
            }),
          ]),
    }));
    const section = await readSection(ehr, 'a', 'MedicationRequest');
    expect(section).toMatchObject({
      included: [{ resourceType: 'Medication', id: 'm1', code: { text: 'Aspirin' } }],
    });
    expect(toResources(section)[1]).toMatchObject({ contained: [{ id: 'in', code: { text: 'Insulin' } }] });
  });
});

describe('a patient search', () => {
  it.each<[number, unknown, string]>([
    [400, outcome('required'), 'search_needs_more'],
    [400, outcome('processing', { details: { coding: [{ code: '59108' }] } }), 'search_needs_more'],
    [400, outcome('too-costly'), 'search_too_many'],
    [200, outcome('processing', { details: { coding: [{ code: '4127' }] } }), 'search_too_many'],
    [400, outcome('invalid'), 'search_refused'],
    [400, undefined, 'search_refused'],
    [403, outcome('forbidden'), 'access_denied_by_server'],
    [403, outcome('suppressed', { details: { coding: [{ code: '4130' }] } }), 'access_denied_by_server'],
    [404, undefined, 'patient_not_offered'],
    [429, undefined, 'server_busy'],
    [200, { resourceType: 'Patient', id: 'a' }, 'server_answer_broken'],
    [200, { hello: 1 }, 'server_not_fhir'],
    [200, [], 'server_not_fhir'],
  ])('%i %j is %s', async (status, json, code) => {
    const { ehr } = await stage(() => ({ status, json }), { release: 'STU3' });
    await expect(ehr.searchPatients({ family: 'Smith' })).rejects.toMatchObject({ code });
  });

  it('a lenient server that left a filter out is not believed', async () => {
    const warning = {
      resource: {
        resourceType: 'OperationOutcome',
        issue: [
          { severity: 'warning', code: 'not-supported', diagnostics: 'Unknown parameter "birthdate".' },
        ],
      },
      search: { mode: 'outcome' },
    };
    const { ehr } = await stage(() => ({
      json: {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { resourceType: 'Patient', id: 'x' } }, warning],
      },
    }));
    await expect(ehr.searchPatients({ birthdate: '1957-06-05' })).rejects.toMatchObject({
      code: 'search_refused',
    });
  });

  it('by id keeps only that id, whatever a server that ignores `_id` answers', async () => {
    const { ehr } = await stage(() => ({
      json: searchset([
        { resourceType: 'Patient', id: 'other' },
        { resourceType: 'Patient', id: 'a' },
      ]),
    }));
    expect((await ehr.searchPatients({ id: 'a' })).patients.map((one) => one.id)).toEqual(['a']);
  });

  it('no hits with an outcome beside the empty result is no error', async () => {
    const none = {
      resource: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'warning', code: 'informational', details: { coding: [{ code: '4101' }] } }],
      },
      search: { mode: 'outcome' },
    };
    const { ehr } = await stage(() => ({
      json: { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [none] },
    }));
    expect(await ehr.searchPatients({ name: 'x' })).toEqual({
      patients: [],
      total: { kind: 'exact', value: 0 },
    });
  });

  it('a total that cannot be right is called an estimate', async () => {
    const { ehr } = await stage(() => ({
      json: searchset([{ resourceType: 'Patient', id: 'a' }], { total: 0 }),
    }));
    expect((await ehr.searchPatients({ name: 'x' })).total).toEqual({ kind: 'estimate', value: 0 });
  });

  it('commas and bars that somebody types are no syntax, but `system|value` is', async () => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }), { params: [] });
    await ehr.searchPatients({ name: 'a,b|c$d', identifier: 'urn:x|1,2' });
    const form = new URLSearchParams(seen[0]?.body);
    expect([form.get('name'), form.get('identifier')]).toEqual(['a\\,b\\|c\\$d', 'urn:x|1\\,2']);
  });

  it('a server without `name` is asked by family and given', async () => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }), {
      params: ['family', 'given', 'identifier'],
      release: 'STU3',
    });
    await ehr.searchPatients({ name: 'Green, Sharon' });
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      family: 'Green',
      given: 'Sharon',
      _count: '20',
    });
  });

  it('T6: links that lead away are not next pages', async () => {
    for (const url of [
      'https://evil.example/Patient',
      '//evil.example/x',
      '/other/Patient',
      'http://user@127.0.0.1/fhir/Patient',
      'javascript:alert(1)',
      '../x',
      '/fhir/..%2fother',
      '/fhirx/Patient',
    ]) {
      const { ehr } = await stage(() => ({ json: searchset([], { link: [{ relation: 'next', url }] }) }));
      expect((await ehr.searchPatients({ name: 'x' })).next, url).toBeUndefined();
    }
  });
});

describe('T26: anything at all', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('Patient/a', 'Patient/b', '2026-01-01', 'active'),
  );
  const keys = fc.constantFrom(
    'id',
    'subject',
    'patient',
    'reference',
    'code',
    'coding',
    'text',
    'status',
    'period',
    'start',
    'category',
    'valueQuantity',
    'value',
    'component',
    'location',
    'name',
    'identifier',
    'extension',
    'contained',
    'dosageInstruction',
    'note',
    'resourceType',
    '__proto__',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }));

  it('never throws, and what belongs to another is never shown', async () => {
    let said: unknown;
    const { ehr } = await stage(
      ({ url }) => ({
        json: url.includes('Patient/a') ? said : searchset(Array.isArray(said) ? said : [Object(said)]),
      }),
      { hasBatch: false },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom(...chartTypes),
            fc.constantFrom('a', 'b'),
            fc.dictionary(keys, tree, { maxKeys: 6 }),
          ),
          { maxLength: 4 },
        ),
        async (made) => {
          said = made.map(([resourceType, id, more], i) => ({
            ...more,
            resourceType,
            id: `${id}-${i}`,
            subject: { reference: `Patient/${id}` },
            patient: { reference: `Patient/${id}` },
            beneficiary: { reference: `Patient/${id}` },
          }));
          const sections = (await readCharts(ehr, ['a'])).get('a');
          expect(Object.keys(sections ?? {})).toHaveLength(chartTypes.length);
          for (const section of Object.values(sections ?? {})) {
            if (section.status === 'ok') for (const one of section.resources) expect(one.id).toMatch(/^a/);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
