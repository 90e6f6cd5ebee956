// The personas of the sandbox as systems to be interviewed: who they are asked about, with which keys, and their matrix.
import { generateKeyPairSync } from 'node:crypto';
import { type ClientKeys, createClientKeys } from '../../api/partners/client-keys';
import { type AnyPersonaId, furtherIds, personaIds, personas, tenantIds } from '../sandbox/persona';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { getRsaPem } from '../support/rsa-pairs';
import { type Interview, interview } from './interview';
import { toRow } from './row';
import { createRoom, type Room } from './system';

/** Everybody but the one that means harm: she has a suite of her own. */
export const interviewed: readonly AnyPersonaId[] = [...personaIds, ...furtherIds].filter(
  (id) => id !== 'hostile',
);

/** A made-up patient of whom every persona knows something of each kind. */
export const alma = { family: 'Penrose', given: 'Alma', birthdate: '1987-11-20' };

export interface PersonaRoom {
  readonly sandbox: Sandbox;
  readonly room: Room;
  readonly clientKeys: ClientKeys;
  ask(id: AnyPersonaId): Promise<Interview>;
  close(): Promise<void>;
}

/** The two keys that an app brings; this one if nothing is said. */
export async function createKeys(owner = 'this app'): Promise<ClientKeys> {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const pem = ec.export({ type: 'pkcs8', format: 'pem' });
  return createClientKeys(`${await getRsaPem(owner)}\n${pem}`);
}

export const loopback = ['127.0.0.0/8', '::1/128'];

export async function openPersonas(ids = interviewed): Promise<PersonaRoom> {
  const clientKeys = await createKeys();
  const { keys } = clientKeys.publicSet;
  const asked = furtherIds.filter((id) => ids.includes(id));
  const sandbox = await startSandbox({ personas: asked, registeredKeys: { jwks: { keys } } });
  const { partnerRegistry: partners, openServers } = sandbox;
  const room = createRoom({ partners, openServers, clientKeys, allow: loopback });
  return {
    sandbox,
    room,
    clientKeys,
    ask: (id) => interview(room, { link: sandbox.linkTo(id, 'seaview'), tid: tenantIds.seaview, hint: alma }),
    close: async () => {
      await room.close();
      await sandbox.close();
    },
  };
}

export function toPersonaRow(id: AnyPersonaId, { findings }: Interview): string {
  const { name, release } = personas[id];
  return toRow({ name, release, findings });
}

/** The rows of the matrix, in the order in which the personas stand in their tables. */
export async function interviewPersonas(): Promise<string[]> {
  const personaRoom = await openPersonas();
  try {
    const rows: string[] = [];
    for (const id of interviewed) rows.push(toPersonaRow(id, await personaRoom.ask(id)));
    return rows;
  } finally {
    await personaRoom.close();
  }
}
