// Anybody can call himself Epic. What a server says of its name decides how it is searched where nobody registered it, and
// nothing else: no credentials, no other address, no rule of a partner.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultRules, type PartnerRules } from '../../../api/partners/partner.schema';
import { presets } from '../../../api/partners/presets';
import { openPersonas, type PersonaRoom } from '../../interop/personas';
import { openSystem } from '../../interop/system';
import { toTricks } from '../../sandbox/hostile';
import { type AnyPersonaId, tenantIds } from '../../sandbox/persona';

let room: PersonaRoom;
beforeAll(async () => {
  room = await openPersonas(['hostile', 'epic']);
}, 60_000);
beforeEach(() => room.sandbox.reset());
afterAll(() => room.close());

const open = (id: AnyPersonaId) =>
  openSystem(room.room, room.sandbox.linkTo(id, 'seaview'), tenantIds.seaview);
const findSystem = ({ checks }: Awaited<ReturnType<typeof open>>) =>
  checks.find(({ id }) => id === 'system')?.facts;
const findOthers = (rules: PartnerRules) =>
  (Object.keys(defaultRules) as (keyof PartnerRules)[]).filter(
    (name) => JSON.stringify(rules[name]) !== JSON.stringify(defaultRules[name]),
  );
const hasSecret = (id: AnyPersonaId | 'elsewhere') =>
  room.sandbox.journal(id).some((asked) => asked.hasSecret || asked.hasBearer);

describe('T4: a server that calls itself Epic', () => {
  it('and that nobody registered is searched as Epic is, without a token, and Epic hears nothing of it', async () => {
    room.sandbox.knobs('open').set({ softwareSaid: 'Epic' });
    const opened = await open('open');
    expect(findSystem(opened)).toMatchObject({ system: 'epic', by: 'metadata' });
    const { source, bearer } = opened.system ?? {};
    expect([bearer, source?.connection.partnerId, source?.routingHeaders]).toEqual([undefined, null, {}]);
    const { requires } = presets.epic.defaults.rules ?? {};
    expect(source?.rules.requires).toEqual(requires);
    const ofSearch = ['isFuzzy', 'requires', 'identifier', 'identifierType', 'total', 'sort', 'params'];
    expect(findOthers(source?.rules ?? defaultRules).filter((one) => !ofSearch.includes(one))).toEqual([]);
    await opened.system?.ehr.searchPatients({ identifier: '1' });
    for (const id of ['open', 'epic', 'elsewhere'] as const) expect(hasSecret(id)).toBe(false);
    expect(room.sandbox.journal('epic')).toEqual([]);
  });

  it.each(['hostile', 'meridian'] as const)(
    'and is registered as another (%s) keeps the rules, the credentials and the addresses of its registration',
    async (id) => {
      const before = await open(id);
      room.sandbox.reset();
      room.sandbox.knobs(id).set({ softwareSaid: 'Epic' });
      const opened = await open(id);
      expect(opened.refused).toBeUndefined();
      expect(opened.system?.source.rules).toEqual(before.system?.source.rules);
      expect(opened.system?.source.connection.partnerId).toBe(before.system?.source.connection.partnerId);
      expect(JSON.stringify(findSystem(opened))).toContain('epic');
      expect(room.sandbox.journal('epic')).toEqual([]);
      expect(hasSecret('elsewhere')).toBe(false);
    },
  );

  it('and names other addresses for tokens as well gets no secret there, whatever it is called', async () => {
    const tricks = toTricks(room.sandbox.elsewhereUrl).filter(({ name }) => name.startsWith('token address'));
    expect(tricks.length).toBeGreaterThan(3);
    for (const { knobs } of tricks) {
      room.sandbox.reset();
      room.sandbox.knobs('hostile').set({ ...knobs, softwareSaid: 'Epic' });
      expect((await open('hostile')).refused).toBeDefined();
      for (const id of ['hostile', 'epic', 'elsewhere'] as const) expect(hasSecret(id)).toBe(false);
    }
  });
});
