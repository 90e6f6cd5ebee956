// What an EHR keeps itself, over HTTP on a real store: lists, groups and wards of the sandbox's servers.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../api/contract/limits';
import type { RosterList, WardList } from '../../../api/contract/many.schema';
import { paths } from '../../../api/contract/paths';
import { cast } from '../../sandbox/census/roles';
import { rosters } from '../../sandbox/census/rosters';
import { places } from '../../support/people';
import { type ManyStage, startManyStage, toAnswers } from './many-stage';

let stage: ManyStage;
let sandbox: ManyStage['sandbox'];

beforeAll(async () => {
  stage = await startManyStage(['epic', 'hapi-stu3', 'hapi-dstu2', 'ms-oss', 'ahds-stu3']);
  ({ sandbox } = stage);
}, 60_000);
afterAll(() => stage.close());
beforeEach(() => sandbox.reset());

const chen = () => stage.app.as('chen');

describe('what the EHR keeps itself', () => {
  const get = async <T>(path: string): Promise<T> => (await chen().get(path)).json;

  it.each([
    ['open', { lists: true, wards: true }],
    ['hapi-stu3', { lists: true, wards: true }],
    ['hapi-dstu2', { lists: true, wards: true }],
    ['epic', { lists: true, wards: false }],
    ['ms-oss', { lists: true, wards: true }],
    ['ahds-stu3', { lists: true, wards: true }],
    ['meridian', { lists: false, wards: false }],
    ['harbor', { lists: false, wards: false }],
    ['cedar', { lists: false, wards: false }],
  ] as const)('%s: is offered as far as a harmless question proves it', async (persona, sources) => {
    await stage.open(persona);
    expect(await get(paths.ehrSources(places.ward5))).toEqual(sources);
    const askedFor = () => sandbox.journal(persona).filter(({ path }) => !path.endsWith('/metadata')).length;
    const from = askedFor();
    expect(await get(paths.ehrSources(places.ward5))).toEqual(sources);
    expect(askedFor()).toBe(from);
    const listed = await get<RosterList>(paths.ehrLists(places.ward5));
    expect(listed.rosters.length > 0).toBe(sources.lists);
    const { wards } = await get<WardList>(paths.ehrWards(places.ward5));
    expect(wards.map(({ name }) => name)).toEqual(
      sources.wards ? ['5 West', '6 East', '7 South', 'Intensive Care'] : [],
    );
  });

  it('T26: a server that leaves the filter out is not offered, whatever its metadata promises', async () => {
    const other = await stage.startOther();
    const ask = async () => (await other.as('chen').get(paths.ehrSources(places.ward5))).json;
    try {
      await other.connect(places.ward5, sandbox.links.open);
      sandbox.knobs('open').set({ typeStatus: { List: 503 } });
      // A server that is busy proves nothing, and is asked again.
      expect((await ask()).code).toBe('server_busy');
      sandbox.reset();
      // Lists of problems and groups of things come first there.
      sandbox
        .records('open')
        .put({ resourceType: 'List', id: '0', status: 'current', code: { text: 'Problems' } });
      sandbox.knobs('open').set({ unfilteredTypes: ['List', 'Group', 'Encounter'] });
      expect(await ask()).toEqual({ lists: false, wards: false });
    } finally {
      await other.close();
    }
  });

  it.each(['open', 'hapi-dstu2', 'epic', 'ms-oss'] as const)(
    '%s: lists are named, counted, current and of patients',
    async (persona) => {
      await stage.open(persona);
      const { rosters: listed, isCut } = await get<RosterList>(paths.ehrLists(places.ward5));
      expect(isCut).toBe(false);
      expect(listed.map(({ name, count: members }) => [name, members])).toEqual([
        ['Cardiology consults', 12],
        ['Heart failure study', 7],
        ['Night round, 5 West', 9],
        ['Outpatients of this month', 260],
        ['Palliative care', null],
      ]);
      expect(listed[0]?.changed).toMatch(/^\d{4}-/);
    },
  );

  it.each(['open', 'hapi-stu3', 'epic', 'ms-oss', 'ahds-stu3'] as const)(
    '%s: a list is read patient by patient; what is of another place is left out and counted',
    async (persona) => {
      const { listId, connectionId } = await stage.open(persona);
      const lines = await stage.findRoster(listId, { kind: 'list', id: rosters.consults });
      const ids = toAnswers(lines).flat();
      expect(lines[0]).toEqual({ type: 'asking', count: 12 });
      expect(ids).toHaveLength(12);
      expect(ids).not.toContain('register-1');
      expect(ids).not.toContain('register-9');
      expect(lines.at(-1)).toMatchObject({ type: 'done', foreign: 2, isCut: false });
      expect((await stage.auditOf('PatientSearch'))[0]?.patients).toHaveLength(
        ids.filter((id) => !id.includes('_')).length,
      );
      const group = await stage.findRoster(listId, { kind: 'group', id: rosters.study });
      expect(toAnswers(group).flat()).toHaveLength(7);
      expect(
        (
          await stage.add(
            listId,
            connectionId,
            ids.filter((id) => !id.includes('_')),
          )
        ).status,
      ).toBe(201);
    },
  );

  it('a list that goes beyond what a list holds is read up to there, and says so', async () => {
    const { listId } = await stage.open('open');
    const lines = await stage.findRoster(listId, { kind: 'list', id: rosters.outpatients });
    expect(lines[0]).toEqual({ type: 'asking', count: limits.patientsPerImport });
    expect(lines.at(-1)).toMatchObject({ type: 'done', isCut: true });
  });

  it.each(['open', 'hapi-dstu2', 'hapi-stu3', 'ahds-stu3'] as const)(
    '%s: everybody on a ward are those who lie there now, in any of its beds',
    async (persona) => {
      const { listId } = await stage.open(persona);
      const { wards } = await get<WardList>(paths.ehrWards(places.ward5));
      expect(wards[0]).toMatchObject({ id: 'ward-1', name: '5 West', within: 'Seaview Hospital' });
      const lines = await stage.findRoster(listId, { kind: 'ward', id: 'ward-1' });
      const ids = toAnswers(lines).flat();
      expect(ids.length).toBeGreaterThan(3);
      for (const id of ids) {
        const stay = sandbox.records(persona).find('Encounter', `stay-${id}`);
        expect(JSON.stringify(stay?.location), id).toContain('Location/ward-1');
        expect(stay?.status).toBe('in-progress');
      }
      expect(ids).not.toContain(cast.left);
    },
  );

  it('who has moved to another ward is found there and no more where they were', async () => {
    const { listId } = await stage.open('open');
    const { wards } = await get<WardList>(paths.ehrWards(places.ward5));
    const where: string[] = [];
    for (const { id } of wards)
      if (
        toAnswers(await stage.findRoster(listId, { kind: 'ward', id }))
          .flat()
          .includes(cast.transferred)
      )
        where.push(id);
    const stay = sandbox.records('open').find('Encounter', `stay-${cast.transferred}`);
    const beds = (stay?.location ?? []) as { status: string; location: { reference: string } }[];
    const toWard = ({ location }: (typeof beds)[number]) => /ward-\d/.exec(location.reference)?.[0];
    const now = beds.filter(({ status }) => status === 'active').map(toWard);
    expect(where.sort()).toEqual([...new Set(now)].sort());
    expect(beds.some(({ status }) => status === 'completed')).toBe(true);
  });

  it.each([
    { kind: 'list', id: 'no-such-list' },
    { kind: 'list', id: rosters.retired },
    { kind: 'group', id: rosters.devices },
    { kind: 'ward', id: 'ward-9' },
  ] as const)(
    '$kind $id: what is not there, retired or of things is not found, and that is recorded',
    async (roster) => {
      const { listId } = await stage.open('open');
      const refused = await chen().post(paths.findMany(places.ward5, listId), { body: { roster } });
      expect([refused.status, refused.json.code]).toEqual([404, 'patient_not_found']);
      expect((await stage.auditOf('PatientSearch'))[0]).toMatchObject({
        outcome: 'failure',
        reason: 'patient_not_found',
      });
    },
  );

  it('where the server has none, no list and no ward is asked for', async () => {
    const { listId } = await stage.open('cedar');
    for (const kind of ['list', 'group', 'ward'] as const) {
      const refused = await chen().post(paths.findMany(places.ward5, listId), {
        body: { roster: { kind, id: 'ward-1' } },
      });
      expect(refused.status).toBe(404);
    }
    for (const person of ['nadia', 'bruno'] as const)
      for (const path of [paths.ehrSources, paths.ehrLists, paths.ehrWards])
        expect((await stage.app.as(person).get(path(places.ward5))).status).toBe(404);
  });
});
