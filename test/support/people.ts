// The made-up hospitals, teams and people that the sandbox plays and the tests name.
export const seaview = '11111111-aaaa-4aaa-8aaa-111111111111';
export const hillcrest = '22222222-bbbb-4bbb-8bbb-222222222222';
export const clientId = 'c11e4700-0000-4000-8000-00000000c11e';
/** Teams on the web, as a client of Entra. */
export const teamsWeb = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export interface TestPerson {
  readonly tid: string;
  readonly oid: string;
  readonly name: string;
}

const inSeaview = (digit: number, name: string): TestPerson => ({
  tid: seaview,
  oid: `0a000000-0000-4000-8000-00000000000${digit}`,
  name,
});

export const people = {
  olivia: inSeaview(1, 'Olivia Hart'),
  chen: inSeaview(2, 'Chen Wei'),
  priya: inSeaview(3, 'Priya Nair'),
  gus: inSeaview(4, 'Gus Meyer'),
  nadia: inSeaview(5, 'Nadia Novak'),
  bruno: { tid: hillcrest, oid: '0b000000-0000-4000-8000-000000000001', name: 'Bruno Costa' },
} as const satisfies Record<string, TestPerson>;

export const places = {
  ward5: { teamId: 'aaaaaaaa-0005-4000-8000-000000000005', channelId: '19:general-a@thread.tacv2' },
  ward5Night: { teamId: 'aaaaaaaa-0005-4000-8000-000000000005', channelId: '19:night-a@thread.tacv2' },
  ward5Palliative: {
    teamId: 'aaaaaaaa-0005-4000-8000-000000000005',
    channelId: '19:palliative-a@thread.tacv2',
  },
  ward6: { teamId: 'aaaaaaaa-0006-4000-8000-000000000006', channelId: '19:general-a6@thread.tacv2' },
  cardiology: { teamId: 'bbbbbbbb-0007-4000-8000-000000000007', channelId: '19:general-b@thread.tacv2' },
} as const;
