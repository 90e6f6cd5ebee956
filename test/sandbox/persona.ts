// The partner servers that the sandbox plays: who they are and in which ways they differ.
import type { HospitalId } from './census/hospital';
import { ehrs } from './personas/ehrs';
import { microsofts } from './personas/microsofts';
import { seedPartners } from './personas/seed-partners';
import { fhirServers } from './personas/servers';
import type { Quirks } from './quirks';
import type { Release } from './resource';

/** Entra tenants of the two made-up hospitals. */
export const tenantIds: Record<HospitalId, string> = {
  seaview: '11111111-aaaa-4aaa-8aaa-111111111111',
  hillcrest: '22222222-bbbb-4bbb-8bbb-222222222222',
};

/** Those that every sandbox plays. */
export const personaIds = ['meridian', 'harbor', 'cedar', 'open'] as const;
export type PersonaId = (typeof personaIds)[number];

export type AuthMethod =
  | 'client_secret_post'
  | 'client_secret_basic'
  | 'private_key_jwt'
  | 'jwt_bearer'
  | 'entra';

export interface PersonaAuth {
  method: AuthMethod;
  clientId: string;
  /** Unused by a client that has a key. */
  clientSecret: string;
  lifetimeSeconds: number;
  /** A second client that authenticates in another way: its id is `<clientId>-<method>`. */
  also?: 'client_secret_basic' | 'client_secret_post';
  /** What a token can be asked for; missing: the tenant's id, which decides about the hospital. */
  scopes?: readonly string[];
  /** The token endpoint is on another port, so on another origin. */
  isElsewhere?: boolean;
}

export interface Persona {
  id: string;
  name: string;
  about: string;
  release: Release;
  fhirVersion: string;
  /** Missing: an open server. */
  auth?: PersonaAuth;
  /** Which hospital's data a tenant sees; an open server has the first one's for everybody. */
  hospitals: readonly HospitalId[];
  /** Folders of the sample data. */
  folders: readonly string[];
  mrnSystem: string;
  isMrnSystemRegistered: boolean;
  /** 400 at an unknown search parameter; else it is ignored with a warning. */
  isStrict: boolean;
  /** A lenient server that refuses as well when `Prefer: handling=strict` asks for it. */
  honoursStrict: boolean;
  batchLimit: number;
  /** `estimate`: a guess until the last page. */
  total: 'always' | 'onDemand' | 'never' | 'estimate';
  page: { usual: number; most: number };
  /** Types that are answered oldest first and that `_sort` doesn't change. */
  oldestFirst: readonly string[];
  hasContains: boolean;
  hasPlaceText: boolean;
  /** Wants a birth date or an MRN beside a name, and refuses more than 100 hits. */
  isDemanding: boolean;
  /** The preset of the project that fits, see api/partners/presets.ts. */
  preset?: string;
  /** Where the FHIR server of a hospital is: `{hospital}` is told by the path, not by the token. */
  place?: string;
  quirks?: Quirks;
}

const demoPersonas: Record<PersonaId, Persona> = {
  meridian: {
    id: 'meridian',
    name: 'Meridian Bridge',
    about: 'STU3 behind a partner service: one address for two hospitals, told apart by the token',
    release: 'STU3',
    fhirVersion: '3.0.1',
    auth: {
      method: 'client_secret_post',
      clientId: 'patients-at-meridian',
      clientSecret: 'meridian-made-up-secret-0001',
      lifetimeSeconds: 156_678,
    },
    hospitals: ['seaview', 'hillcrest'],
    folders: ['stu3/synthea', 'stu3/smart'],
    mrnSystem: 'urn:oid:2.999.3.1',
    isMrnSystemRegistered: true,
    isStrict: true,
    honoursStrict: true,
    batchLimit: 500,
    total: 'always',
    page: { usual: 50, most: 200 },
    oldestFirst: [],
    hasContains: true,
    hasPlaceText: true,
    isDemanding: false,
  },
  harbor: {
    id: 'harbor',
    name: 'Harbor Connect',
    about: 'DSTU2 made from HL7 v2 messages: encounters oldest first, beds by reference only',
    release: 'DSTU2',
    fhirVersion: '1.0.2',
    auth: {
      method: 'client_secret_basic',
      // Characters that must be form-encoded before Base64 (RFC 6749, appendix B).
      clientId: 'patients+harbor@demo',
      clientSecret: 'h%rbor & made-up/secret+0002',
      lifetimeSeconds: 3_600,
    },
    hospitals: ['seaview'],
    folders: ['dstu2/synthea', 'dstu2/smart'],
    mrnSystem: 'urn:oid:2.999.2.1',
    isMrnSystemRegistered: true,
    isStrict: false,
    honoursStrict: true,
    batchLimit: 200,
    total: 'always',
    page: { usual: 10, most: 50 },
    oldestFirst: ['Encounter'],
    hasContains: true,
    hasPlaceText: false,
    isDemanding: false,
  },
  cedar: {
    id: 'cedar',
    name: 'Cedar Health R4',
    about: 'R4 of a large EHR: no batch, no sorting, wants a birth date or an MRN beside a name',
    release: 'R4',
    fhirVersion: '4.0.1',
    auth: {
      method: 'client_secret_post',
      clientId: 'patients-at-cedar',
      clientSecret: 'cedar-made-up-secret-0003',
      lifetimeSeconds: 300,
    },
    hospitals: ['seaview', 'hillcrest'],
    folders: ['r4/synthea', 'r4/smart-converted-from-stu3'],
    mrnSystem: 'urn:oid:2.999.4.1',
    isMrnSystemRegistered: false,
    isStrict: false,
    honoursStrict: false,
    batchLimit: 0,
    total: 'onDemand',
    page: { usual: 20, most: 100 },
    oldestFirst: ['Encounter', 'Observation'],
    hasContains: false,
    hasPlaceText: true,
    isDemanding: true,
  },
  open: {
    id: 'open',
    name: 'Open sandbox',
    about: 'R4 without a token, as public sandboxes are',
    release: 'R4',
    fhirVersion: '4.0.1',
    hospitals: ['seaview'],
    folders: ['r4/synthea', 'r4/smart-converted-from-stu3', 'r4/hl7-examples'],
    quirks: { rosters: ['List', 'Group', 'stayByPlace'] },
    mrnSystem: 'urn:oid:2.999.5.1',
    isMrnSystemRegistered: false,
    isStrict: true,
    honoursStrict: true,
    batchLimit: 500,
    total: 'always',
    page: { usual: 50, most: 200 },
    oldestFirst: [],
    hasContains: true,
    hasPlaceText: true,
    isDemanding: false,
  },
};

const furtherPersonas = { ...ehrs, ...seedPartners, ...microsofts, ...fhirServers };
/** Those that a test asks for by name. */
export type FurtherId = keyof typeof furtherPersonas;
export type AnyPersonaId = PersonaId | FurtherId;
export const personas: Record<AnyPersonaId, Persona> = { ...demoPersonas, ...furtherPersonas };
// The keys of a record of this file, whose type says what they are.
export const furtherIds = Object.keys(furtherPersonas) as FurtherId[];

/** The path of a hospital's FHIR server behind the persona's own. */
export function toPlace({ place = 'fhir' }: Persona, hospital: string): string {
  return place.replace('{hospital}', hospital);
}

export function toFhirBase(baseUrl: string, persona: Persona, hospital?: string): string {
  return `${baseUrl}/${persona.id}/${toPlace(persona, hospital ?? persona.hospitals[0] ?? '')}`;
}

export function toTokenEndpoint(baseUrl: string, { id }: Persona): string {
  return `${baseUrl}/${id}/auth/token`;
}
