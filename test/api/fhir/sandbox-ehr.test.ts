// The FHIR room against the sandbox's servers in three releases, in good and in bad weather.
import type { Encounter } from 'fhir/r4';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chartTypes } from '../../../api/contract/columns';
import type { ChartSections, Ehr } from '../../../api/fhir/ehr';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import {
  createFhirRoom,
  type FhirRoom,
  type PersonaName,
  readCharts,
  readSection,
  tidA,
  tidB,
  toConnection,
  toResources,
} from './fhir-room';

let sandbox: Sandbox;
let room: FhirRoom;

beforeAll(async () => {
  sandbox = await startSandbox();
}, 60_000);
afterAll(async () => {
  await room.close();
  await sandbox.close();
});
beforeEach(async () => {
  await room?.close();
  sandbox.reset();
  room = createFhirRoom({ partners: sandbox.partnerRegistry, openServers: sandbox.openServers });
});

const open = (persona: PersonaName, tid = tidA): Promise<Ehr> =>
  room.fhir.open(toConnection(sandbox, persona), tid);

async function findIds(persona: 'meridian' | 'harbor' | 'open', count: number): Promise<string[]> {
  const { patients } = await (await open(persona)).searchPatients({ name: 'a', count });
  return patients.map((patient) => patient.id ?? '');
}

/** Without the times of reading. */
function toComparable(charts: Map<string, ChartSections>): unknown {
  return JSON.parse(
    JSON.stringify(
      [...charts].sort(([a], [b]) => (a < b ? -1 : 1)),
      (key, value) => (key === 'fetched' ? 0 : value),
    ),
  );
}

describe.each(['meridian', 'harbor', 'open'] as const)('many patients of %s', (persona) => {
  it('are read in one wave of batches, every one handed over once', async () => {
    const ids = await findIds(persona, 50);
    const ehr = await open(persona);
    const before = sandbox.journal(persona).length;
    sandbox.knobs(persona).set({ hold: 'fhir' });
    const reading = readCharts(ehr, ids);
    // 50 patients by 7 types, by 6 where coverage is not offered, in the 16 requests that a server may get at a time.
    const [full, last] = persona === 'harbor' ? [19, 15] : [22, 20];
    const underWay = () =>
      sandbox
        .journal(persona)
        .slice(before)
        .flatMap(({ entries = [] }) => entries);
    await vi.waitFor(() => expect(underWay()).toHaveLength(16), 5_000);
    expect(underWay().sort((a, b) => b - a)).toEqual([...Array.from({ length: 15 }, () => full), last]);
    sandbox.knobs(persona).set({ hold: false });
    const charts = await reading;
    expect([...charts.keys()].sort()).toEqual([...ids].sort());
    for (const sections of charts.values()) {
      expect(Object.keys(sections).sort()).toEqual([...chartTypes].sort());
      expect(sections.Patient?.status).toBe('ok');
      expect(sections.Coverage?.status).toBe(persona === 'harbor' ? 'notOffered' : 'ok');
    }
  });

  it('are the same by single requests, where the server has no batch or only says that it has', async () => {
    const ids = await findIds(persona, 12);
    const byBatch = toComparable(await readCharts(await open(persona), ids));
    const said = await open(persona);
    sandbox.knobs(persona).set({ noBatch: true });
    expect(toComparable(await readCharts(said, ids))).toEqual(byBatch);
    await room.close();
    room = createFhirRoom({ partners: sandbox.partnerRegistry, openServers: sandbox.openServers });
    expect(toComparable(await readCharts(await open(persona), ids))).toEqual(byBatch);
  });

  it('T26: a resource of somebody else is dropped and counted, in every section', async () => {
    const ids = await findIds(persona, 8);
    const types = ['Observation', 'Condition', 'Encounter', 'AllergyIntolerance'] as const;
    sandbox.knobs(persona).set({ leakOtherPatient: [...types] });
    const charts = await readCharts(await open(persona), ids, types);
    let dropped = 0;
    for (const [id, sections] of charts) {
      for (const type of types) {
        const section = sections[type];
        if (section?.status !== 'ok') throw new Error('not read');
        dropped += section.droppedForeign;
        for (const resource of section.resources) {
          const person =
            'subject' in resource ? resource.subject : 'patient' in resource ? resource.patient : undefined;
          expect(person).toMatchObject({ reference: expect.stringMatching(new RegExp(`Patient/${id}$`)) });
        }
      }
    }
    expect(dropped).toBeGreaterThan(5);
  });

  it('one type that fails leaves the others whole', async () => {
    const [id = ''] = await findIds(persona, 1);
    sandbox.knobs(persona).set({ typeStatus: { Observation: 500, Condition: 403 } });
    const sections = (await readCharts(await open(persona), [id])).get(id);
    expect(sections?.Observation).toMatchObject({ status: 'failed', reason: 'server_error' });
    expect(sections?.Condition).toMatchObject({ status: 'failed', reason: 'access_denied_by_server' });
    expect(sections?.Patient?.status).toBe('ok');
    expect(sections?.Encounter?.status).toBe('ok');
  });

  it('types that the server does not have are not offered, and not asked for', async () => {
    sandbox.knobs(persona).set({ dropTypes: ['Observation', 'Location'] });
    const ehr = await open(persona);
    expect(ehr.offered.has('Observation')).toBe(false);
    const [id = ''] = await findIds(persona, 1);
    const from = sandbox.journal(persona).length;
    expect((await readSection(ehr, id, 'Observation')).status).toBe('notOffered');
    expect(sandbox.journal(persona).length).toBe(from);
  });

  it('a patient that does not exist, or is gone, is patient_not_found; the others are there', async () => {
    const [id = '', gone = ''] = await findIds(persona, 2);
    sandbox.knobs(persona).set({ gonePatients: [gone] });
    const asked = [id, 'nobody-at-all', gone];
    const charts = await readCharts(await open(persona), asked, ['Patient', 'Encounter']);
    const notFound = { status: 'failed', reason: 'patient_not_found' };
    expect(charts.get('nobody-at-all')?.Patient).toMatchObject(notFound);
    expect(charts.get(gone)?.Patient).toMatchObject(notFound);
    expect(charts.get(id)?.Patient?.status).toBe('ok');
  });
});

describe('the newest encounter', () => {
  const newest = (resources: readonly unknown[]) =>
    resources
      .map((one) => (one as Encounter).period?.start ?? '')
      .sort()
      .at(-1);

  it.each(['meridian', 'harbor', 'open'] as const)(
    'is found on %s whatever order it answers in',
    async (persona) => {
      const ids = await findIds(persona, 20);
      const read = async () =>
        new Map(
          [...(await readCharts(await open(persona), ids, ['Encounter']))].map(([id, sections]) => [
            id,
            newest(toResources(sections.Encounter)),
          ]),
        );
      const plain = await read();
      sandbox.knobs(persona).set({ oldestFirst: true });
      expect(await read()).toEqual(plain);
      sandbox.knobs(persona).set({ oldestFirst: false, noSort: true });
      expect(await read()).toEqual(plain);
    },
  );

  it('comes with its bed, room and ward where it names the bed by reference only', async () => {
    const ids = await findIds('harbor', 50);
    const charts = await readCharts(await open('harbor'), ids, ['Encounter']);
    const places = [...charts.values()].map(({ Encounter: section }) =>
      section?.status === 'ok' ? section.included.length : 0,
    );
    expect(Math.max(...places)).toBeGreaterThanOrEqual(3);
  });

  it('places are read once and kept', async () => {
    const ids = await findIds('harbor', 30);
    const ehr = await open('harbor');
    await readCharts(ehr, ids, ['Encounter']);
    const from = sandbox.journal('harbor').length;
    await readCharts(ehr, ids, ['Encounter']);
    expect(sandbox.journal('harbor').length - from).toBe(Math.ceil(30 / 4));
  });
});

describe('T6: pages', () => {
  it('a next link to another address is not followed, with or without a token', async () => {
    const elsewhere = `${sandbox.baseUrl}/bad/recorder`;
    sandbox.knobs('meridian').set({ nextOrigin: elsewhere });
    const ehr = await open('meridian');
    const page = await ehr.searchPatients({ name: 'a', count: 5 });
    expect(page.next).toBeUndefined();
    expect(page.patients).toHaveLength(5);
    await readCharts(
      ehr,
      page.patients.map((one) => one.id ?? ''),
    );
    expect(sandbox.journal('bad')).toHaveLength(0);
  });

  it('the pages of a search follow each other without gaps or doubles', async () => {
    const ehr = await open('open');
    const seen: (string | undefined)[] = [];
    let page = await ehr.searchPatients({ name: 'a', count: 30 });
    const { total } = page;
    for (;;) {
      seen.push(...page.patients.map((one) => one.id));
      if (page.next === undefined) break;
      page = await ehr.nextPatients(page.next);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(total).toEqual({ kind: 'exact', value: seen.length });
  });

  it('T23: a server that gives the same page for ever is left after a few, and it is said', async () => {
    const [id = ''] = await findIds('open', 1);
    const ehr = await open('open');
    sandbox.knobs('open').set({ pageLoop: true });
    const section = await readSection(ehr, id, 'Condition');
    expect(section).toMatchObject({ status: 'ok', mayBeIncomplete: true });
    expect(sandbox.journal('open').length).toBeLessThan(12);
  });

  it('a cursor that leads elsewhere is refused before anything is sent', async () => {
    const ehr = await open('meridian');
    for (const next of [
      'http://169.254.169.254/x',
      `${sandbox.baseUrl}/open/fhir/Patient?_cursor=1`,
      `${sandbox.links.meridian}x/Patient`,
      `${sandbox.links.meridian}/../open/fhir/Patient`,
      'javascript:alert(1)',
    ]) {
      await expect(ehr.nextPatients(next)).rejects.toMatchObject({ code: 'cursor_invalid' });
    }
  });
});

describe('searching', () => {
  it('sends a form, strict handling, _id and never id', async () => {
    const ehr = await open('meridian');
    const { patients } = await ehr.searchPatients({ name: 'a', count: 1 });
    const from = sandbox.journal('meridian').length;
    const found = await ehr.searchPatients({ id: patients[0]?.id ?? '', count: 5 });
    expect(found.patients.map((one) => one.id)).toEqual([patients[0]?.id]);
    const [entry] = sandbox.journal('meridian').slice(from);
    expect(entry).toMatchObject({
      method: 'POST',
      path: '/meridian/fhir/Patient/_search',
      query: '',
      prefer: 'handling=strict',
    });
    expect([...new URLSearchParams(entry?.body).keys()]).toEqual(['_id', '_count']);
  });

  it('a server that wants more says what, and takes it', async () => {
    const ehr = await open('cedar');
    await expect(ehr.searchPatients({ family: 'Smith' })).rejects.toMatchObject({
      code: 'search_needs_more',
      parts: { needs: expect.arrayContaining(['identifier', 'birthdate']) },
    });
    expect(await ehr.searchPatients({ family: 'Smith', birthdate: '1957-06-05' })).toMatchObject({
      total: { kind: 'exact' },
    });
  });

  it('says when there is no total', async () => {
    sandbox.knobs('open').set({ noTotal: true });
    const ehr = await open('open');
    expect((await ehr.searchPatients({ name: 'a', count: 5 })).total).toEqual({ kind: 'unknown' });
    expect((await ehr.searchPatients({ name: 'nobody-is-called-so' })).total).toEqual({
      kind: 'exact',
      value: 0,
    });
  });

  it('nothing to search by is refused here', async () => {
    const ehr = await open('open');
    await expect(ehr.searchPatients({})).rejects.toMatchObject({ code: 'search_needs_more' });
  });

  it.each<[Parameters<ReturnType<Sandbox['knobs']>['set']>[0], string]>([
    [{ status: 500 }, 'server_error'],
    [{ status: 503 }, 'server_busy'],
    [{ status: 429 }, 'server_busy'],
    [{ html: true }, 'server_not_fhir'],
    [{ brokenJson: true }, 'server_answer_broken'],
    [{ hugeBytes: 100_000_000 }, 'server_answer_too_large'],
    [{ redirectTo: 'http://169.254.169.254/' }, 'server_redirects'],
    [{ notFhir: true }, 'server_not_fhir'],
  ])('bad weather %j is %s', async (weather, code) => {
    const ehr = await open('open');
    sandbox.knobs('open').set({ ...weather, at: ['fhir'] });
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({ code });
    const [section] = [await readSection(ehr, 'someone', 'Condition')];
    expect(section).toMatchObject({ status: 'failed', reason: code });
  });
});

describe('T7: two hospitals behind one address', () => {
  it('the same ids are other people, also at the same time', async () => {
    const ids = await findIds('meridian', 20);
    const [ofA, ofB] = await Promise.all([open('meridian', tidA), open('meridian', tidB)]);
    const [a, b] = await Promise.all([readCharts(ofA, ids, ['Patient']), readCharts(ofB, ids, ['Patient'])]);
    const name = (charts: typeof a, id: string) => {
      const section = charts.get(id)?.Patient;
      return section?.status === 'ok' ? JSON.stringify(section.resources[0]) : undefined;
    };
    const both = ids.filter((id) => name(a, id) !== undefined && name(b, id) !== undefined);
    expect(both.length).toBeGreaterThan(0);
    for (const id of both) expect(name(a, id)).not.toBe(name(b, id));
  });

  it('a tenant that the partner does not know gets nothing', async () => {
    const ehr = await open('meridian', '33333333-cccc-4ccc-8ccc-333333333333');
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({
      code: 'tenant_unknown_to_partner',
    });
    expect(await readSection(ehr, 'x', 'Patient')).toMatchObject({
      status: 'failed',
      reason: 'tenant_unknown_to_partner',
    });
  });
});

describe('memory', () => {
  it('opening again costs no round trip, and answers are kept for seconds where the operator says so', async () => {
    await room.close();
    room = createFhirRoom({ openServers: sandbox.openServers, cacheSeconds: 30 });
    const ids = await findIds('open', 5);
    await readCharts(await open('open'), ids);
    const from = sandbox.journal('open').length;
    await readCharts(await open('open'), ids);
    expect(sandbox.journal('open').length).toBe(from);
    // A patient of another tenant is asked for anew.
    await readCharts(await open('open', tidB), ids);
    expect(sandbox.journal('open').length).toBeGreaterThan(from);
  });

  it('a partner that is registered no more gets nothing', async () => {
    await room.close();
    room = createFhirRoom({ openServers: sandbox.openServers });
    await expect(open('meridian')).rejects.toMatchObject({ code: 'partner_not_recognised' });
  });
});
