// The made-up people of the demo and the teams that they are in.
import { tenantIds } from '../persona';

export interface DemoPerson {
  key: string;
  oid: string;
  tid: string;
  name: string;
  email: string;
  about: string;
}
export interface DemoMember {
  oid: string;
  role: 'owner' | 'member' | 'guest';
}
export interface DemoChannel {
  id: string;
  name: string;
  kind: 'standard' | 'private' | 'shared';
  /** Of a private or shared channel; a standard one has its team's. */
  members?: DemoMember[];
}
export interface DemoTeam {
  id: string;
  tid: string;
  name: string;
  members: DemoMember[];
  channels: DemoChannel[];
  isArchived?: boolean;
}

const { seaview, hillcrest } = tenantIds;

function toPerson(key: string, oid: string, tid: string, name: string, about: string): DemoPerson {
  const domain = tid === seaview ? 'seaview.example' : 'hillcrest.example';
  return { key, oid, tid, name, about, email: `${key}@${domain}` };
}

export const people = {
  olivia: toPerson(
    'olivia',
    '0a000000-0000-4000-8000-000000000001',
    seaview,
    'Olivia Hart',
    'Owner of Ward 5 West',
  ),
  chen: toPerson('chen', '0a000000-0000-4000-8000-000000000002', seaview, 'Chen Wei', 'Doctor, member'),
  priya: toPerson('priya', '0a000000-0000-4000-8000-000000000003', seaview, 'Priya Nair', 'Nurse, member'),
  gus: toPerson('gus', '0a000000-0000-4000-8000-000000000004', seaview, 'Gus Meyer', 'Guest'),
  nadia: toPerson('nadia', '0a000000-0000-4000-8000-000000000005', seaview, 'Nadia Novak', 'In no team'),
  bruno: toPerson(
    'bruno',
    '0b000000-0000-4000-8000-000000000001',
    hillcrest,
    'Bruno Costa',
    'Owner at another hospital',
  ),
} as const;
export type PersonKey = keyof typeof people;

const owner: DemoMember = { oid: people.olivia.oid, role: 'owner' };
const chen: DemoMember = { oid: people.chen.oid, role: 'member' };

export const ids = {
  ward5West: 'aaaaaaaa-0005-4000-8000-000000000005',
  ward6East: 'aaaaaaaa-0006-4000-8000-000000000006',
  cardiology: 'bbbbbbbb-0007-4000-8000-000000000007',
  generalA: '19:general-a@thread.tacv2',
  nightA: '19:night-a@thread.tacv2',
  palliativeA: '19:palliative-a@thread.tacv2',
  generalA6: '19:general-a6@thread.tacv2',
  generalB: '19:general-b@thread.tacv2',
} as const;

/** A fresh copy: tests add and remove members. */
export function toDemoTeams(): DemoTeam[] {
  return [
    {
      id: ids.ward5West,
      tid: seaview,
      name: 'Ward 5 West',
      members: [
        { ...owner },
        { ...chen },
        { oid: people.priya.oid, role: 'member' },
        { oid: people.gus.oid, role: 'guest' },
      ],
      channels: [
        { id: ids.generalA, name: 'General', kind: 'standard' },
        { id: ids.nightA, name: 'Night handover', kind: 'standard' },
        { id: ids.palliativeA, name: 'Palliative', kind: 'private', members: [{ ...owner }, { ...chen }] },
      ],
    },
    {
      id: ids.ward6East,
      tid: seaview,
      name: 'Ward 6 East',
      members: [{ ...owner }],
      channels: [{ id: ids.generalA6, name: 'General', kind: 'standard' }],
    },
    {
      id: ids.cardiology,
      tid: hillcrest,
      name: 'Cardiology',
      members: [{ oid: people.bruno.oid, role: 'owner' }],
      channels: [{ id: ids.generalB, name: 'General', kind: 'standard' }],
    },
  ];
}
