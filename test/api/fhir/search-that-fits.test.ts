// The search of each system as its profile has it, over sockets: what the box sends, and what is said where it isn't enough.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ehr, PatientQuery } from '../../../api/fhir/ehr';
import { openPersonas, type PersonaRoom } from '../../interop/personas';
import { cast } from '../../sandbox/census/roles';
import { type AnyPersonaId, personas, tenantIds } from '../../sandbox/persona';
import { toObjects, toText } from '../../sandbox/resource';
import { readCharts, readSection } from './fhir-room';

const asked = [
  'harbor',
  'epic',
  'epic-dstu2',
  'oracle',
  'meditech',
  'athena',
  'redox',
  'google',
  'corolar',
] as const;
type Asked = (typeof asked)[number];

let room: PersonaRoom;
const open = (id: AnyPersonaId): Promise<Ehr> => {
  const { sandbox } = room;
  const partnerId = id === 'open' ? null : id;
  const connection = {
    id,
    name: id,
    link: sandbox.linkTo(id, 'seaview'),
    partnerId,
    release: personas[id].release,
  };
  return room.room.fhir.open(connection, tenantIds.seaview);
};

beforeAll(async () => {
  room = await openPersonas(asked);
}, 60_000);
beforeEach(() => room.sandbox.reset());
afterAll(() => room.close());

/** The questions about patients that reached the server. */
const searches = (id: AnyPersonaId) =>
  room.sandbox.journal(id).filter(({ path }) => /\/Patient(\/_search)?$/.test(path));
const toForm = (id: AnyPersonaId) => {
  const [seen] = searches(id);
  return Object.fromEntries(
    new URLSearchParams(seen?.method === 'POST' && !seen.query ? seen.body : seen?.query),
  );
};
async function find(id: AnyPersonaId, query: PatientQuery): Promise<string[]> {
  const ehr = await open(id);
  return (await ehr.searchPatients(query)).patients.map((one) => one.id ?? '');
}
function toMrn(id: AnyPersonaId, patientId: string): string {
  const [identifier] = toObjects(room.sandbox.records(id).find('Patient', patientId)?.identifier);
  return toText(identifier?.value) ?? '';
}

const born = { birthdate: '1957-06-05' };

describe.each(['epic', 'epic-dstu2'] as const)('%s, which wants family, given name and birth date', (id) => {
  it.each<[string, PatientQuery]>([
    ['Okafor, Grace', { family: 'Okafor', given: 'Grace', ...born }],
    ['Grace Okafor', { name: 'Grace Okafor', ...born }],
    ['Okafor, and Grace in the field for it', { name: 'Okafor', given: 'Grace', ...born }],
    ['Grace, and Okafor in the field for it', { name: 'Grace', family: 'Okafor', ...born }],
  ])(
    'finds %s with a birth date, the likeliest first, and says that the hits are scored',
    async (_, query) => {
      const page = await (await open(id)).searchPatients(query);
      expect(page.patients[0]?.id).toBe(cast.sameName1);
      expect(page.isScored).toBe(true);
      expect(toForm(id)).toMatchObject({ family: 'Okafor', given: 'Grace', ...born });
      expect(toForm(id)).not.toHaveProperty('name');
    },
  );

  it('finds an MRN alone by the code of its type', async () => {
    const mrn = toMrn(id, cast.left);
    expect(await find(id, { identifier: mrn })).toEqual([cast.left]);
    expect(toForm(id).identifier).toBe(`MRN|${mrn}`);
  });

  it.each<[PatientQuery, string[]]>([
    [{ name: 'Okafor' }, ['given', 'birthdate', 'identifier']],
    [{ name: 'Grace Okafor' }, ['birthdate', 'identifier']],
    [{ family: 'Okafor', ...born }, ['given', 'identifier']],
    [born, ['family', 'given', 'identifier']],
  ])('of %j it asks for exactly what is missing, and the server hears nothing', async (query, needs) => {
    await expect(find(id, query)).rejects.toMatchObject({ code: 'search_needs_more', parts: { needs } });
    expect(searches(id)).toEqual([]);
  });

  it('glass that would have to be broken is told in the chart, and nothing is asked twice', async () => {
    const ehr = await open(id);
    room.sandbox.reset();
    for (const patientId of [cast.masked, cast.onHold, cast.emergency]) {
      const section = await readSection(ehr, patientId, 'Patient');
      expect(section).toMatchObject({ status: 'failed', reason: 'record_protected' });
    }
    const sections = (await readCharts(ehr, [cast.masked], ['AllergyIntolerance', 'Condition'])).get(
      cast.masked,
    );
    expect(sections?.Condition).toMatchObject({ status: 'failed', reason: 'record_protected' });
    const paths = room.sandbox.journal(id).map(({ path, query }) => `${path}?${query}`);
    expect(paths.filter((path) => path.includes(cast.masked))).toHaveLength(3);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

it('epic: more hits than it takes are too many, with its own number', async () => {
  for (let at = 0; at < 101; at++) {
    room.sandbox.records('epic').put({
      resourceType: 'Patient',
      id: `crowd-${at}`,
      name: [{ family: 'Crowd', given: ['Ada'] }],
      birthDate: '1950-01-01',
    });
  }
  const crowd = { name: 'Ada Crowd', birthdate: '1950-01-01' };
  await expect(find('epic', crowd)).rejects.toMatchObject({ code: 'search_too_many', parts: { max: 100 } });
});

interface Way {
  readonly id: Asked;
  readonly query: PatientQuery;
  readonly method: 'GET' | 'POST';
  readonly form: Record<string, string>;
  readonly finds: string;
}

const ways: readonly Way[] = [
  {
    id: 'oracle',
    query: { family: 'Okafor' },
    method: 'GET',
    form: { family: 'Okafor' },
    finds: cast.sameName1,
  },
  {
    id: 'meditech',
    query: { name: 'Grace Okafor' },
    method: 'GET',
    form: { name: 'Okafor,Grace' },
    finds: cast.sameName1,
  },
  {
    id: 'athena',
    query: { name: 'Okafor' },
    method: 'POST',
    form: { name: 'Okafor' },
    finds: cast.sameName1,
  },
  {
    id: 'redox',
    query: { family: 'Okafor' },
    method: 'POST',
    form: { family: 'Okafor' },
    finds: cast.sameName1,
  },
  {
    id: 'google',
    query: { family: 'Okafor' },
    method: 'POST',
    form: { family: 'Okafor' },
    finds: cast.sameName1,
  },
  {
    id: 'corolar',
    query: { family: 'Okaf' },
    method: 'POST',
    form: { family: 'Okaf' },
    finds: cast.sameName1,
  },
  {
    id: 'harbor',
    query: { family: 'kafo' },
    method: 'POST',
    form: { 'family:contains': 'kafo' },
    finds: cast.sameName1,
  },
  { id: 'epic', query: { id: cast.left }, method: 'POST', form: { _id: cast.left }, finds: cast.left },
];

describe('the way of searching is the one of the profile', () => {
  it.each(ways)('$id: $query', async ({ id, query, method, form, finds }) => {
    expect(await find(id, query)).toContain(finds);
    const [seen] = searches(id);
    expect(seen).toMatchObject({ method, prefer: 'handling=strict' });
    // Where the form isn't read, or isn't posted, it stands in the query.
    expect(seen?.query !== '').toBe(method === 'GET' || id === 'google');
    expect(toForm(id)).toMatchObject(form);
    const modified = Object.keys(toForm(id)).filter((key) => key.includes(':'));
    expect(modified).toEqual(Object.keys(form).filter((key) => key.includes(':')));
  });
});

const toAsked = (id: AnyPersonaId, type: string) =>
  room.sandbox
    .journal(id)
    .filter(({ path }) => path.includes(`/${type}`))
    .map(({ body, query }) => new URLSearchParams(query || body));

describe('the questions of a chart', () => {
  it.each([
    ['epic', true],
    ['athena', true],
    ['oracle', false],
  ] as const)('medication requests of %s with intent: %s', async (id, hasIntent) => {
    const section = await readSection(await open(id), cast.dialysis, 'MedicationRequest');
    expect(section.status).toBe('ok');
    const [seen] = toAsked(id, 'MedicationRequest');
    expect(seen?.get('intent')).toBe(hasIntent ? 'order,plan' : null);
  });

  it.each([
    ['epic-dstu2', undefined],
    ['athena', 'patient'],
    ['corolar', 'beneficiary'],
  ] as const)('coverage of %s by %s', async (id, param) => {
    const ehr = await open(id);
    const section = await readSection(ehr, cast.dialysis, 'Coverage');
    expect(section.status).toBe(param === undefined ? 'notOffered' : 'ok');
    const seen = toAsked(id, 'Coverage');
    expect(seen).toHaveLength(param === undefined ? 0 : 1);
    if (param !== undefined) expect(seen[0]?.get(param)).toContain(cast.dialysis);
  });
});

describe('a busy server', () => {
  it.each(['epic', 'google'] as const)(
    '%s says when to come back, and isn’t asked again before',
    async (id) => {
      const ehr = await open(id);
      room.sandbox.reset();
      room.sandbox.knobs(id).set({ at: ['fhir'], status: 429, retryAfter: 840 });
      const query = { name: 'Grace Okafor', ...born };
      for (let times = 0; times < 2; times++) {
        await expect(ehr.searchPatients(query)).rejects.toMatchObject({
          code: 'server_busy',
          parts: { retryAfterSeconds: expect.closeTo(840, -1) },
        });
      }
      expect(searches(id)).toHaveLength(1);
      expect(await readSection(ehr, cast.left, 'Condition')).toMatchObject({
        reason: 'server_busy',
        retryAfterSeconds: expect.closeTo(840, -1),
      });
    },
  );
});
