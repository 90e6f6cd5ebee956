// Tokens that run out too early, against the sandbox's partners: renewed once, for all who wait, and unseen by who reads.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ehr } from '../../../api/fhir/ehr';
import { cast } from '../../sandbox/census/roles';
import { type PersonaId, personas } from '../../sandbox/persona';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, type FhirRoom, readSection, tidA, toConnection } from '../fhir/fhir-room';

let sandbox: Sandbox;
let room: FhirRoom;
beforeAll(async () => {
  sandbox = await startSandbox();
}, 60_000);
afterAll(() => sandbox.close());
beforeEach(() => {
  room = createFhirRoom({ partners: sandbox.partnerRegistry });
});
afterEach(async () => {
  await room.close();
  sandbox.reset();
});

const open = (persona: PersonaId): Promise<Ehr> => room.fhir.open(toConnection(sandbox, persona), tidA);
const lifetimeOf = (persona: PersonaId): number => personas[persona].auth?.lifetimeSeconds ?? 0;
const countTokens = (persona: PersonaId): number =>
  sandbox.journal(persona).filter(({ path }) => path.endsWith('/token')).length;
const countRefused = (persona: PersonaId): number =>
  sandbox.journal(persona).filter(({ path, status }) => path.includes('/fhir') && status === 401).length;

describe.each(['meridian', 'harbor', 'cedar'] as const)('a token of %s', (persona) => {
  it('that is refused as expired is renewed once, for all who wait, and nobody is told', async () => {
    const ehr = await open(persona);
    expect((await readSection(ehr, cast.left, 'Condition')).status).toBe('ok');
    expect(countTokens(persona)).toBe(1);
    const lifetime = lifetimeOf(persona);
    sandbox.knobs(persona).set({ clockAheadSeconds: lifetime, tokenSeconds: 2 * lifetime });
    const types = ['Condition', 'Encounter', 'AllergyIntolerance', 'Observation'] as const;
    const sections = await Promise.all(types.map((type) => readSection(ehr, cast.left, type)));
    expect(sections.map(({ status }) => status)).toEqual(types.map(() => 'ok'));
    expect(countRefused(persona)).toBeGreaterThan(0);
    expect(countTokens(persona)).toBe(2);
    const refused = countRefused(persona);
    expect((await readSection(ehr, cast.transferred, 'Condition')).status).toBe('ok');
    expect([countTokens(persona), countRefused(persona)]).toEqual([2, refused]);
  });

  it('that is expired as soon as it is made is asked for once more and then told as refused', async () => {
    const ehr = await open(persona);
    sandbox.knobs(persona).set({ clockAheadSeconds: lifetimeOf(persona) });
    const section = await readSection(ehr, cast.left, 'Condition');
    expect(section).toMatchObject({ status: 'failed', reason: 'access_denied_by_server' });
    expect(countTokens(persona)).toBe(2);
  });

  it('that lives shorter than our margin is never used twice, and never too late', async () => {
    sandbox.knobs(persona).set({ tokenSeconds: 20 });
    const ehr = await open(persona);
    for (const id of [cast.left, cast.transferred]) {
      expect((await readSection(ehr, id, 'Condition')).status).toBe('ok');
    }
    expect(countTokens(persona)).toBeGreaterThanOrEqual(2);
    expect(countRefused(persona)).toBe(0);
  });
});
