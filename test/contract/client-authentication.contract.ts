// How this app proves itself to every partner: with the right proof and no other, for the right hospital and no other. The
// same questions for all; which way of telling hospitals apart a partner has is read from its entry in the register.
import { afterEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../api/contract/error-codes';
import { createKeys, loopback, type PersonaRoom } from '../interop/personas';
import { readSections } from '../interop/subject';
import { createRoom, openSystem, type Room, type RoomOptions, type System } from '../interop/system';
import { cast } from '../sandbox/census/roles';
import { type AnyPersonaId, personas, tenantIds } from '../sandbox/persona';
import type { RegistryEntry } from '../sandbox/registry';
import { getRsaPem } from '../support/rsa-pairs';
import { findDeclared } from './declared';

const stranger = '99999999-9999-4999-8999-999999999999';
/** The same id is one person in each hospital. */
const ofHospital = { seaview: 'Penrose', hillcrest: 'Jonas' } as const;
type Hospital = keyof typeof ofHospital;

/** Contracts that demand `expires_in`; elsewhere five minutes are assumed. */
const contractual = ['contract', 'datica', 'cloverleaf', 'corolar'];

export function describeClientAuthentication(id: AnyPersonaId, getRoom: () => PersonaRoom): void {
  const persona = personas[id];
  const isRefused = findDeclared(id).connect !== undefined;
  const rooms: Room[] = [];

  const knobs = () => getRoom().sandbox.knobs(id);
  const getEntry = () => getRoom().sandbox.partnerRegistry.find((one) => one.id === id);
  const tokensAsked = () => journal().filter(({ path }) => path.includes('/auth/')).length;
  const journal = () => getRoom().sandbox.journal(id);

  /** A room of this partner alone, registered as it is or with changes. */
  function open(
    change: (entry: RegistryEntry) => object = (entry) => entry,
    more: Partial<RoomOptions> = {},
  ) {
    const { sandbox, clientKeys } = getRoom();
    const entry = getEntry();
    const partners = entry === undefined ? [] : [change(entry)];
    const room = createRoom({
      partners,
      openServers: sandbox.openServers,
      clientKeys,
      allow: loopback,
      ...more,
    });
    rooms.push(room);
    return room;
  }

  async function getToken(room: Room, tid: string = tenantIds.seaview) {
    const [partner] = room.partners.all;
    if (partner === undefined) throw new Error(`${id} is not registered`);
    return room.tokens.getToken(partner, tid);
  }

  async function connect(room: Room, hospital: Hospital = 'seaview', tid = tenantIds[hospital]) {
    return openSystem(room, getRoom().sandbox.linkTo(id, hospital), tid);
  }

  async function readFamily({ ehr }: System): Promise<string | undefined> {
    const chart = (await readSections(ehr, [cast.highAllergy])).get(cast.highAllergy);
    const section = chart?.Patient;
    const [patient] = section?.status === 'ok' ? section.resources : [];
    return patient?.resourceType === 'Patient' ? patient.name?.[0]?.family : undefined;
  }

  async function getSystem(room: Room, hospital: Hospital = 'seaview'): Promise<System> {
    const { system, refused } = await connect(room, hospital);
    if (system === undefined) throw new Error(`${id} refused: ${refused}`);
    return system;
  }

  const withSecret = (entry: RegistryEntry, secrets: object): object => {
    const { auth } = entry;
    if (auth.kind !== 'entra') return { ...entry, auth: { ...auth, ...secrets } };
    return { ...entry, auth: { ...auth, credential: { ...auth.credential, ...secrets } } };
  };
  const isKeyed = persona.auth?.method === 'private_key_jwt';
  const isAccount = persona.auth?.method === 'jwt_bearer';
  const withKey = (entry: RegistryEntry, pem: string): object => ({ ...entry, auth: { ...entry.auth, pem } });

  describe(`${persona.name} (${id})`, () => {
    afterEach(async () => {
      knobs().reset();
      await Promise.all(rooms.splice(0).map((room) => room.close()));
    });

    if (persona.auth === undefined) {
      it('an open server is asked for no token and sent none', async () => {
        const from = journal().length;
        expect(await readFamily(await getSystem(open()))).toBe(ofHospital.seaview);
        const asked = journal().slice(from);
        expect(asked.length).toBeGreaterThan(2);
        expect(asked.filter(({ hasBearer, hasSecret }) => hasBearer || hasSecret)).toEqual([]);
      });
      return;
    }
    const lifetime = persona.auth.lifetimeSeconds;

    it('the right proof brings a token, and only its address sees the proof', async () => {
      const from = journal().length;
      expect((await getToken(open())).expiresIn).toBe(lifetime);
      const asked = journal().slice(from);
      expect(asked.map(({ path }) => path.includes('/auth/'))).toContain(true);
      for (const { path, query, hasSecret } of asked) {
        expect(hasSecret).toBe(path.includes('/auth/'));
        expect(query).toBe('');
      }
    });

    it('T5: a wrong secret or key is refused, and that is what is said', async () => {
      const pem = await getRsaPem('another service account');
      const wrong = isKeyed
        ? open(undefined, { clientKeys: await createKeys('another app') })
        : open((entry) =>
            isAccount ? withKey(entry, pem) : withSecret(entry, { clientSecret: 'wrong-secret' }),
          );
      await expect(getToken(wrong)).rejects.toMatchObject({ code: 'token_refused' });
      if (isRefused) return;
      const { refused, checks } = await connect(wrong);
      expect([refused, checks.at(-1)]).toMatchObject([
        'token_refused',
        { id: 'token', status: 'failed', code: 'token_refused' },
      ]);
    });

    it('a grant that is not enabled is told like any refusal', async () => {
      if (persona.auth?.method === 'entra') knobs().set({ rejectSecret: true });
      else knobs().set({ grantDisabled: true });
      await expect(getToken(open())).rejects.toMatchObject({ code: 'token_refused' });
    });

    // A service account's next key is an entry of its own in the register: nothing is tried twice.
    if (!isAccount)
      it('while a secret or key is changed, the old and the new one do', async () => {
        if (isKeyed) {
          const next = open((entry) => ({ ...entry, auth: { ...entry.auth, alg: 'ES384' } }));
          expect((await getToken(next)).expiresIn).toBe(lifetime);
          return;
        }
        const previousSecret = persona.auth?.clientSecret ?? '';
        const rotating = (entry: RegistryEntry) =>
          withSecret(entry, { clientSecret: 'the-new-secret', previousSecret });
        let from = tokensAsked();
        expect((await getToken(open(rotating))).expiresIn).toBe(lifetime);
        expect(tokensAsked() - from).toBe(2);
        knobs().set({ extraSecrets: ['the-new-secret'] });
        from = tokensAsked();
        expect((await getToken(open(rotating))).expiresIn).toBe(lifetime);
        expect(tokensAsked() - from).toBe(1);
      });

    it('an answer without expires_in is refused by contract, elsewhere good for five minutes', async () => {
      knobs().set({ noExpiresIn: true });
      const token = getToken(open());
      const preset = getEntry()?.preset ?? 'contract';
      // MSAL reads Entra's answer by its own rules; ours never sees it.
      const wanted: ErrorCode = 'token_answer_incomplete';
      if (contractual.includes(preset)) await expect(token).rejects.toMatchObject({ code: wanted });
      else expect((await token).usableSeconds).toBeLessThanOrEqual(300);
    });

    it('a tenant whom the partner does not know gets no token, where the partner knows tenants at all', async () => {
      const room = open();
      const by = room.partners.all[0]?.routing.by;
      if (by === 'scope') {
        await expect(getToken(room, stranger)).rejects.toMatchObject({ code: 'tenant_unknown_to_partner' });
      } else if (by === 'path' || by === 'header') {
        const { refused } = await connect(room, 'seaview', stranger);
        expect(['tenant_unknown_to_partner', findDeclared(id).connect?.because]).toContain(refused);
      } else {
        // The link alone says which hospital: whoever may use this server's register sees the same one.
        expect((await getToken(room, stranger)).expiresIn).toBe(lifetime);
      }
    });

    if (isRefused) {
      it('is not read yet, as declared: no request with a token leaves', async () => {
        const from = journal().length;
        expect((await connect(open())).refused).toBe(findDeclared(id).connect?.because);
        expect(
          journal()
            .slice(from)
            .filter(({ hasBearer }) => hasBearer),
        ).toEqual([]);
      });
      return;
    }

    it('T6: one hospital’s token reads that hospital and no other, with the same ids', async () => {
      const room = open();
      const seaview = await getSystem(room);
      expect(await readFamily(seaview)).toBe(ofHospital.seaview);
      if (!persona.hospitals.includes('hillcrest')) {
        expect((await connect(room, 'hillcrest')).refused).toBe('tenant_unknown_to_partner');
        return;
      }
      const hillcrest = await getSystem(room, 'hillcrest');
      const both = await Promise.all([hillcrest, seaview, hillcrest, seaview].map(readFamily));
      expect(both).toEqual(['Jonas', 'Penrose', 'Jonas', 'Penrose']);
      const from = journal().length;
      await readFamily(hillcrest);
      const base = new URL(getRoom().sandbox.linkTo(id, 'hillcrest')).pathname;
      for (const { path } of journal().slice(from)) expect(path.startsWith(base)).toBe(true);
    });

    it('a token that was revoked or has run out is asked for anew, once', async () => {
      const system = await getSystem(open());
      await readFamily(system);
      let from = tokensAsked();
      knobs().revokeTokens();
      expect(await readFamily(system)).toBe(ofHospital.seaview);
      expect(tokensAsked() - from).toBe(1);
      from = tokensAsked();
      knobs().set({ clockAheadSeconds: lifetime + 10, tokenSeconds: lifetime * 3 });
      expect(await readFamily(system)).toBe(ofHospital.seaview);
      expect(tokensAsked() - from).toBe(1);
    });
  });
}
