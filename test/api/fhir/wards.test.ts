// Who lies on a ward: everybody whose stay is in progress in the wide sense, asked for in the words that the release has.
import { expect, it } from 'vitest';
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
