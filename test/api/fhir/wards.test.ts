// Who lies on a ward: everybody whose stay is in progress in the wide sense, asked for in the words that the release has.
import type { Encounter } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { isLyingIn } from '../../../api/fhir/ward.map';
import { outcome, searchset, stage } from './scripted-server';

const inR4 = ['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled'];
const known = {
  DSTU2: inR4.filter((status) => status !== 'triaged'),
  STU3: [...inR4, 'entered-in-error', 'unknown'],
  R4: [...inR4, 'entered-in-error', 'unknown'],
} as const;
const releases = Object.keys(known) as (keyof typeof known)[];

const ward = {
  resourceType: 'Location',
  id: 'w',
  name: '5 West',
  physicalType: { coding: [{ code: 'wa' }] },
};
const toStay = (status: string) => ({
  resourceType: 'Encounter',
  id: `e-${status}`,
  status,
  patient: { reference: `Patient/${status}` },
  subject: { reference: `Patient/${status}` },
  location: [{ location: { reference: 'Location/w' } }],
});

it.each(releases)(
  '%s: also who has arrived, is on leave or, where there is a word for it, in triage',
  async (release) => {
    const { ehr } = await stage(
      ({ url }) => {
        const { pathname, searchParams } = new URL(url, 'http://x');
        if (pathname.endsWith('/Location')) return { json: searchset([ward]) };
        const asked = searchParams.get('status')?.split(',') ?? [];
        if (asked.some((status) => !known[release].includes(status)))
          return { status: 400, json: outcome('code-invalid') };
        const isHere = searchParams.get('location')?.includes('Location/w') === true;
        return { json: searchset(isHere ? asked.map(toStay) : []) };
      },
      { release, hasBatch: false, params: ['patient', 'location', 'status'] },
    );
    expect((await ehr.many.readWards()).wards.map(({ id }) => id)).toEqual(['w']);
    const { patientIds } = await ehr.many.readMembers({ kind: 'ward', id: 'w' });
    const wanted = ['arrived', 'triaged', 'in-progress', 'onleave'];
    expect([...patientIds].sort()).toEqual(wanted.filter((status) => known[release].includes(status)).sort());
  },
);

it('a server that answers with other stays as well adds nobody', async () => {
  const { ehr } = await stage(
    ({ url }) => {
      if (url.includes('/Location')) return { json: searchset([ward]) };
      const isHere = decodeURIComponent(url).includes('Location/w&');
      return { json: searchset(isHere ? known.R4.map(toStay) : []) };
    },
    { hasBatch: false, params: ['patient', 'location', 'status'] },
  );
  const { patientIds } = await ehr.many.readMembers({ kind: 'ward', id: 'w' });
  expect([...patientIds].sort()).toEqual(['arrived', 'in-progress', 'onleave', 'triaged']);
});

describe('a server that takes one status at a time', () => {
  const wanted = ['arrived', 'in-progress', 'onleave', 'triaged'];
  const stageWith = (isRefused: (status: string) => boolean) =>
    stage(
      ({ url }) => {
        if (url.includes('/Location')) return { json: searchset([ward]) };
        const { searchParams } = new URL(url, 'http://x');
        const status = searchParams.get('status') ?? '';
        if (isRefused(status)) return { status: 400, json: outcome('invalid') };
        return { json: searchset(searchParams.get('location') === 'Location/w' ? [toStay(status)] : []) };
      },
      { hasBatch: false, params: ['patient', 'location', 'status'] },
    );
  const isSeveral = (status: string) => status.includes(',');

  it('is asked for each, once it has shown that it knows them', async () => {
    const { ehr, seen } = await stageWith(isSeveral);
    expect(await ehr.many.findSources()).toMatchObject({ wards: true });
    const { length } = seen;
    const { patientIds } = await ehr.many.readMembers({ kind: 'ward', id: 'w' });
    expect([...patientIds].sort()).toEqual(wanted);
    expect(seen.slice(length).filter(({ url }) => url.includes('/Encounter'))).toHaveLength(wanted.length);
  });

  it('and refuses one of them has no wards: somebody would be missing', async () => {
    const { ehr } = await stageWith((status) => isSeveral(status) || status === 'onleave');
    expect(await ehr.many.findSources()).toMatchObject({ wards: false });
    expect((await ehr.many.readWards()).wards).toEqual([]);
    await expect(ehr.many.readMembers({ kind: 'ward', id: 'w' })).rejects.toMatchObject({
      code: 'patient_not_found',
    });
  });
});

it('a stay still to come brings nobody who lies elsewhere until then, as in the row', async () => {
  const toPersonStay = (
    id: string,
    patient: string,
    place: string,
    start: string,
    status = 'in-progress',
  ) => ({
    ...toStay(status),
    id,
    subject: { reference: patient },
    period: { start },
    location: [{ location: { reference: 'Location/w' }, status: place === 'w' ? 'active' : 'completed' }],
  });
  const { ehr } = await stage(
    ({ url }) => {
      if (url.includes('/Location')) return { json: searchset([ward]) };
      const isHere = decodeURIComponent(url).includes('Location/w&');
      const stays = [
        toPersonStay('a1', 'Patient/elsewhere', 'x', '2020-11-01'),
        toPersonStay('a2', 'Patient/elsewhere', 'w', '2999-12-01'),
        toPersonStay('b1', 'Patient/here', 'w', '2020-11-01'),
        toPersonStay('b2', 'Patient/here', 'w', '2999-12-01'),
        toPersonStay('c1', 'Patient/to-come', 'w', '2999-12-01'),
        toPersonStay('d1', 'Patient/was-here', 'w', '2020-11-01', 'finished'),
        toPersonStay('d2', 'Patient/was-here', 'w', '2999-12-01'),
      ];
      return { json: searchset(isHere ? stays : []) };
    },
    { hasBatch: false, params: ['patient', 'location', 'status'] },
  );
  const { patientIds } = await ehr.many.readMembers({ kind: 'ward', id: 'w' });
  expect([...patientIds].sort()).toEqual(['here', 'to-come', 'was-here']);
});

const zone = 'America/New_York';
/** A stay in progress with these entries: the place, its status, from when and until when. */
const toEntries = (
  ...entries: readonly (readonly [place: string, status?: string | undefined, start?: string, end?: string])[]
) => ({
  ...toStay('in-progress'),
  location: entries.map(([place, status, start, end]) => ({
    location: { reference: `Location/${place}` },
    status,
    period: { start, end },
  })),
});
const isOnWard = (entries: ReturnType<typeof toEntries>, now: string) =>
  isLyingIn(toEncounter(entries), new Set(['w']), 'https://ehr.example/fhir', { now: new Date(now), zone });
const toEncounter = (stay: object) => ({ class: {}, ...stay }) as Encounter;

it('a place without a clock is left at the end of its last day, by the days of the hospital', () => {
  const stay = toEntries(['w', 'active', '2026-11-20', '2026-11-22']);
  expect(isOnWard(stay, '2026-11-22T23:00:00Z')).toBe(true);
  expect(isOnWard(stay, '2026-11-23T04:00:00Z')).toBe(true);
  expect(isOnWard(stay, '2026-11-23T06:00:00Z')).toBe(false);
});

it('a place to come is nobody’s place of today, unless the server says so and knows no other', () => {
  const now = '2026-11-22T12:00:00Z';
  expect(isOnWard(toEntries(['other', 'active', '2026-11-20'], ['w', 'active', '2026-11-24']), now)).toBe(
    false,
  );
  expect(isOnWard(toEntries(['w', 'active', '2026-11-20'], ['other', 'active', '2026-11-24']), now)).toBe(
    true,
  );
  expect(isOnWard(toEntries(['w', 'active', '2026-11-24']), now)).toBe(true);
  expect(isOnWard(toEntries(['w', undefined, '2026-11-24']), now)).toBe(false);
  expect(isOnWard(toEntries(['w', 'planned', '2026-11-20']), now)).toBe(false);
  expect(isOnWard(toEntries(['w', undefined, '2026-11-20', '2026-11-24']), now)).toBe(true);
});
