// What the product makes of servers that are a little wrong, knob by knob of the sandbox: nobody doubled, nobody lost without a
// word, nothing read as something else.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outboundLimits } from '../../../api/contract/limits';
import type { Ehr } from '../../../api/fhir/ehr';
import { cast } from '../../sandbox/census/roles';
import type { Knobs } from '../../sandbox/control/knobs';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import {
  createFhirRoom,
  type FhirRoom,
  readCharts,
  readSection,
  tidA,
  toConnection,
  toResources,
} from './fhir-room';

let sandbox: Sandbox;
let room: FhirRoom;
beforeAll(async () => {
  sandbox = await startSandbox({ personas: ['google'] });
  const { partnerRegistry: partners, openServers } = sandbox;
  room = createFhirRoom({ partners, openServers, limits: { totalMs: 2_000 } });
}, 60_000);
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await room.close();
  await sandbox.close();
});

const open = (): Promise<Ehr> => room.fhir.open(toConnection(sandbox, 'open'), tidA);
const set = (change: Partial<Knobs>) => sandbox.knobs('open').set(change);
const toIds = (rows: readonly { id?: string | undefined }[]) => rows.map(({ id = '' }) => id);

async function readStays() {
  return readSection(await open(), cast.dialysis, 'Encounter');
}

describe('pages', () => {
  it('repeatRows: a row that comes again on the next page counts once', async () => {
    const well = toIds(toResources(await readStays())).sort();
    set({ repeatRows: true });
    const told = toIds(toResources(await readStays())).sort();
    expect(new Set(told).size).toBe(told.length);
    expect(told).toEqual(well);
  });

  it('mostCount: a server that gives fewer rows than it was asked for is read on, or it is said that there are older ones', async () => {
    const readOfMany = async () => {
      const charts = await readCharts(await open(), [cast.left, cast.dialysis], ['Observation']);
      return charts.get(cast.left)?.Observation;
    };
    set({ mostCount: 30 });
    const section = await readOfMany();
    const well = toIds(toResources(section)).sort();
    set({ mostCount: 7 });
    const short = await readOfMany();
    const told = toIds(toResources(short)).sort();
    expect(well.length).toBeGreaterThan(7);
    // The newest are there, and whoever finds nothing in them knows that there are older ones.
    expect([told.length, short]).toEqual([7, expect.objectContaining({ hasOlder: true })]);
    set({ oldestFirst: true });
    expect(toIds(toResources(await readSection(await open(), cast.left, 'Observation'))).sort()).toEqual(
      well,
    );
  });

  it('pagesExpired: where the newest may be on a page that is gone, nothing old is shown in its place', async () => {
    set({ mostCount: 7, pagesExpired: true, oldestFirst: true });
    expect(await readStays()).toMatchObject({ status: 'failed', reason: 'server_error' });
  });
});

describe('totals', () => {
  it.each([2, 100_000])(
    'lyingTotal: %i is told as a guess where the rows say otherwise',
    async (lyingTotal) => {
      set({ lyingTotal });
      const { total, patients } = await (await open()).searchPatients({ family: 'Okafor' });
      expect(patients).toHaveLength(2);
      expect(total.kind).toBe(lyingTotal === 2 ? 'exact' : 'estimate');
    },
  );

  it('a total of fewer than came is a guess', async () => {
    set({ lyingTotal: 1 });
    const { total } = await (await open()).searchPatients({ family: 'Okafor' });
    expect(total.kind).toBe('estimate');
  });

  it('emptyEntry: an empty list is nobody, as no list is', async () => {
    set({ emptyEntry: true });
    const { total, patients } = await (await open()).searchPatients({ family: 'nobody-is-called-so' });
    expect([patients, total]).toEqual([[], { kind: 'exact', value: 0 }]);
  });
});

describe('answers', () => {
  it('outcomeWith200: a fatal outcome is an error, never an empty chart', async () => {
    const ehr = await open();
    set({ outcomeWith200: true, at: ['fhir'] });
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({ code: 'server_error' });
    expect(await readSection(ehr, cast.left, 'Condition')).toMatchObject({
      status: 'failed',
      reason: 'server_error',
    });
  });

  it.each(['application/json', 'application/json+fhir; charset=utf-8', 'text/json'])(
    'contentType: %s is JSON as well',
    async (contentType) => {
      const ehr = await open();
      set({ contentType });
      expect((await ehr.searchPatients({ family: 'Okafor' })).patients).toHaveLength(2);
      expect((await readSection(ehr, cast.left, 'Condition')).status).toBe('ok');
    },
  );

  it.each(['text/html', 'application/octet-stream'])('contentType: %s is no FHIR', async (contentType) => {
    const ehr = await open();
    set({ contentType });
    await expect(ehr.searchPatients({ family: 'Okafor' })).rejects.toMatchObject({ code: 'server_not_fhir' });
  });

  it('gzipBombBytes: an answer that unpacks to too much is too large', async () => {
    const ehr = await open();
    set({ gzipBombBytes: 4 * outboundLimits.answerBytes, at: ['fhir'] });
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({
      code: 'server_answer_too_large',
    });
  });

  it('dripMs: an answer that never ends is left', async () => {
    const ehr = await open();
    set({ dripMs: 20, at: ['fhir'] });
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({ code: 'server_timeout' });
  });

  it('T6: referenceOrigin: references to elsewhere are not followed, and whose they are is not guessed', async () => {
    const ehr = await open();
    set({ referenceOrigin: `${sandbox.baseUrl}/bad/recorder` });
    const charts = await readCharts(ehr, [cast.left, cast.transferred]);
    expect(sandbox.journal('bad')).toEqual([]);
    expect(JSON.stringify([...charts.values()].map(({ Encounter: stays }) => stays))).not.toContain('/bad/');
  });

  it('demandHeader: a header of the site that is missing is a refusal, not an empty list', async () => {
    const ehr = await open();
    set({ demandHeader: 'Redox-Source-Id' });
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({ code: 'search_needs_more' });
    expect((await readSection(ehr, cast.left, 'Condition')).status).toBe('failed');
  });

  it('perEntryMs, noBatch: a batch that takes longer than single requests is worth less, and tells the same', async () => {
    const ehr = await open();
    set({ perEntryMs: 5 });
    const byBatch = await readCharts(ehr, [cast.left], ['Condition', 'Coverage']);
    set({ noBatch: true });
    const single = await readCharts(ehr, [cast.left], ['Condition', 'Coverage']);
    const toText = (charts: typeof single) =>
      JSON.stringify([...charts], (key, value) => (key === 'fetched' ? 0 : value));
    expect(toText(single)).toBe(toText(byBatch));
  });

  it('tokenEndpointLater: an address for tokens that drifts is seen at the second look', async () => {
    const [partner] = room.partners.all;
    if (partner === undefined) throw new Error('nobody is registered');
    sandbox.knobs('meridian').set({ tokenEndpointLater: `${sandbox.baseUrl}/bad/recorder` });
    const link = new URL(sandbox.links.meridian);
    await room.discovery.check(partner, link);
    await expect(room.discovery.check(partner, link)).rejects.toMatchObject({
      code: 'token_endpoint_differs',
    });
    expect(sandbox.journal('bad')).toEqual([]);
  });
});
