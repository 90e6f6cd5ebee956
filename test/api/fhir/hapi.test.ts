// What real HAPI servers of three releases taught, held against the product's reading: totals on request, a batch that names a
// place of its own, two given names, an open server that is recognised.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPersonas, type PersonaRoom } from '../../interop/personas';
import { cast } from '../../sandbox/census/roles';
import { personas, tenantIds } from '../../sandbox/persona';
import { readCharts, readSection } from './fhir-room';

const hapi = ['hapi', 'hapi-stu3', 'hapi-dstu2'] as const;
let room: PersonaRoom;
beforeAll(async () => {
  room = await openPersonas(hapi);
}, 60_000);
beforeEach(() => room.sandbox.reset());
afterAll(() => room.close());

describe.each(hapi)('%s', (id) => {
  const open = () => {
    const link = room.sandbox.linkTo(id, 'seaview');
    const { release } = personas[id];
    return room.room.fhir.open({ id, name: id, link, partnerId: null, release }, tenantIds.seaview);
  };

  it('tells how many match also where there are many, as nobody registered it and it is recognised', async () => {
    const page = await (await open()).searchPatients({ name: 's', count: 5 });
    expect(page.patients).toHaveLength(5);
    expect(page.total.kind).toBe('exact');
    expect(page.total).toMatchObject({ value: expect.any(Number) });
    expect(page.next).toBeDefined();
  });

  it('a batch that names a place for its answer is read where it is, and nobody goes there', async () => {
    const ids = [cast.left, cast.transferred, cast.dialysis];
    const charts = await readCharts(await open(), [...ids, 'nobody-at-all']);
    for (const one of ids) expect(charts.get(one)?.Patient?.status).toBe('ok');
    // Inside a batch every issue has the code "exception": the status tells what is meant.
    expect(charts.get('nobody-at-all')?.Patient).toMatchObject({ reason: 'patient_not_found' });
    const asked = room.sandbox.journal(id);
    expect(asked.some(({ entries = 0 }) => entries > 1)).toBe(true);
    expect(asked.filter(({ path }) => path.includes('/Bundle'))).toEqual([]);
  });

  it('somebody with two given names is found by both, though a server keeps each by itself', async () => {
    const ehr = await open();
    const { patients } = await ehr.searchPatients({ family: 'Johnson', given: 'Daniel A.' });
    expect(patients.map(({ name }) => name?.[0]?.given?.[0])).toContain('Daniel');
  });

  it('pages that are gone are too old to go on, and nobody is said not to exist', async () => {
    const ehr = await open();
    const { next = '' } = await ehr.searchPatients({ name: 's', count: 5 });
    room.sandbox.knobs(id).set({ pagesExpired: true });
    await expect(ehr.nextPatients(next)).rejects.toMatchObject({ code: 'cursor_invalid' });
    expect(await readSection(ehr, cast.dialysis, 'Encounter')).toMatchObject({ status: 'ok' });
  });
});
