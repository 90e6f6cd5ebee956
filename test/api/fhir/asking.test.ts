// What is asked, and how much at a time.
import { describe, expect, it, vi } from 'vitest';
import { createAsker } from '../../../api/fhir/ask.service';
import { readSection } from './fhir-room';
import { condition, searchset, stage } from './scripted-server';

const nothing = () => ({ json: searchset([]) });

describe('coverage, where the metadata lists no parameters', () => {
  it('is not asked for in DSTU2: an ignored parameter would answer with everybody’s', async () => {
    const { ehr, seen } = await stage(nothing, { release: 'DSTU2', params: [] });
    expect(await readSection(ehr, 'a', 'Coverage')).toMatchObject({ status: 'notOffered' });
    expect(seen).toEqual([]);
  });

  it.each([
    ['STU3', 'beneficiary'],
    ['R4', 'patient'],
  ] as const)('is asked for in %s by %s', async (release, param) => {
    const { ehr, seen } = await stage(nothing, { release, params: [] });
    expect(await readSection(ehr, 'a', 'Coverage')).toMatchObject({ status: 'ok' });
    expect(seen.map(({ url }) => url)).toEqual([expect.stringContaining(`/Coverage?${param}=a&`)]);
  });
});

it('a server that knows only `subject` is asked by the whole reference', async () => {
  const { ehr, seen } = await stage(nothing, { params: ['subject'] });
  await readSection(ehr, 'a', 'Condition');
  expect(seen[0]?.url).toContain('/Condition?subject=Patient/a&');
});

it('a total that the partner’s rules call a guess is an estimate', async () => {
  const bundle = searchset([{ resourceType: 'Patient', id: 'a' }], { total: 1 });
  const token = { token_type: 'Bearer', access_token: 't', expires_in: 3600 };
  const total = async (rules: object) => {
    const { ehr } = await stage(({ url }) => ({ json: url.endsWith('/token') ? token : bundle }), {
      isPartner: true,
      rules,
    });
    return (await ehr.searchPatients({ name: 'x' })).total;
  };
  expect(await total({ total: 'estimate' })).toEqual({ kind: 'estimate', value: 1 });
  expect(await total({ total: 'none' })).toEqual({ kind: 'exact', value: 1 });
});

it('without batches no more questions are under way than allowed, and each is asked once', async () => {
  let underWay = 0;
  let most = 0;
  const asked: string[] = [];
  const asker = createAsker(
    {
      base: new URL('https://ehr.example/fhir'),
      baseText: 'https://ehr.example/fhir',
      async get(path) {
        asked.push(path);
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
        return { resourceType: 'Bundle' };
      },
      search: () => Promise.reject(new Error('not asked')),
      postBatch: () => Promise.reject(new Error('not asked')),
      mayAskEntriesAgain: () => false,
    },
    { hasBatch: false, inFlight: 3 },
  );
  const paths = Array.from({ length: 20 }, (_, i) => `Condition?patient=p${i}`);
  const answered: number[] = [];
  await asker.ask(paths, (i) => answered.push(i));
  expect(most).toBe(3);
  expect(asked.toSorted()).toEqual(paths.toSorted());
  expect(answered.toSorted((a, b) => a - b)).toEqual(paths.map((_, i) => i));
});

it('batches are under way all at once, and the patients of an answered one are handed over while the others are awaited', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { ehr, seen } = await stage(async ({ body }) => {
    const entry: readonly { request: { url: string } }[] = JSON.parse(body).entry;
    const ids = entry.map(({ request }) => request.url.replace('Patient/', ''));
    if (!ids.includes('p0')) await gate;
    const answers = ids.map((id) => ({
      response: { status: '200' },
      resource: { resourceType: 'Patient', id },
    }));
    return { json: { resourceType: 'Bundle', type: 'batch-response', entry: answers } };
  });
  const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
  const handed: string[] = [];
  const reading = ehr.readCharts(ids, ['Patient'], (id) => handed.push(id));
  await vi.waitFor(() => expect([seen.length, handed]).toEqual([5, ['p0', 'p1', 'p2', 'p3']]), 5_000);
  release();
  await reading;
  expect(handed.toSorted()).toEqual(ids.toSorted());
});

it('places are followed upwards from bed to site, and no further', async () => {
  const stay = {
    ...condition('e', 'Patient/a'),
    resourceType: 'Encounter',
    status: 'in-progress',
    location: [{ location: { reference: 'Location/1' } }],
  };
  const { ehr, seen } = await stage(({ url }) => {
    const id = Number(/Location\/(\d+)/.exec(url)?.[1]);
    const partOf = { reference: `Location/${id + 1}` };
    return { json: id ? { resourceType: 'Location', id: String(id), partOf } : searchset([stay]) };
  });
  const section = await readSection(ehr, 'a', 'Encounter');
  expect(section.status === 'ok' && section.included.map(({ id }) => id)).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
  ]);
  expect(seen).toHaveLength(7);
});

it('a caller who goes while pages are still being read leaves no error behind that nobody hears', async () => {
  const never = new Promise<never>(() => undefined);
  const page = (base: string) => ({
    json: {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [],
      link: [{ relation: 'next', url: `${base}/next` }],
    },
  });
  const found = await stage(({ url }, base) => (/patient=p[123]/.test(url) ? page(base) : never), {
    hasBatch: false,
  });
  const unheard: unknown[] = [];
  const listen = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', listen);
  const gone = new AbortController();
  const reading = found.ehr.readCharts(['p1', 'p2', 'p3', 'p4'], ['Condition'], () => undefined, gone.signal);
  await vi.waitFor(() => expect(found.seen.filter(({ url }) => url.endsWith('/next'))).toHaveLength(3));
  gone.abort(new Error('gone'));
  await expect(reading).rejects.toThrow('gone');
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', listen);
  expect(unheard).toEqual([]);
});
