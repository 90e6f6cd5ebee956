// What the further personas have in common, so that each line of their tables says only how one differs.
import type { Persona, PersonaAuth } from '../persona';
import type { Release } from '../resource';

const releases: Record<Release, Pick<Persona, 'release' | 'fhirVersion' | 'folders' | 'mrnSystem'>> = {
  DSTU2: {
    release: 'DSTU2',
    fhirVersion: '1.0.2',
    folders: ['dstu2/synthea', 'dstu2/smart'],
    mrnSystem: 'urn:oid:2.999.2.1',
  },
  STU3: {
    release: 'STU3',
    fhirVersion: '3.0.2',
    folders: ['stu3/synthea', 'stu3/smart'],
    mrnSystem: 'urn:oid:2.999.3.1',
  },
  R4: {
    release: 'R4',
    fhirVersion: '4.0.1',
    folders: ['r4/synthea', 'r4/smart-converted-from-stu3'],
    mrnSystem: 'urn:oid:2.999.4.1',
  },
};

/** A plain server of a release with two hospitals, told apart by the path: everything works, nothing is asked twice. */
export function toUsual<Id extends string>(id: Id, release: Release, name: string, about: string) {
  return {
    id,
    name,
    about,
    ...releases[release],
    hospitals: ['seaview', 'hillcrest'],
    isMrnSystemRegistered: true,
    isStrict: false,
    honoursStrict: true,
    batchLimit: 500,
    total: 'always',
    page: { usual: 20, most: 1000 },
    oldestFirst: [],
    hasContains: true,
    hasPlaceText: true,
    isDemanding: false,
    place: '{hospital}/fhir',
  } satisfies Persona;
}

/** A made-up client of a partner that keeps to the contract: the scope is the tenant. */
export function toContractClient(
  id: string,
  method: PersonaAuth['method'],
  lifetimeSeconds: number,
): PersonaAuth {
  return { method, clientId: `patients-at-${id}`, clientSecret: `${id}-made-up-secret`, lifetimeSeconds };
}

/** A made-up client of a SMART Backend Services server. */
export function toClient(
  id: string,
  method: PersonaAuth['method'],
  more: Partial<PersonaAuth> = {},
): PersonaAuth {
  return { ...toContractClient(id, method, 300), scopes: ['system/*.read', 'system/*.rs'], ...more };
}
