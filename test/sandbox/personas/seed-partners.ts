// The partner services that the founding documents name: Datica, Cloverleaf and Corolar by the contract, Redox as it is today.
import type { Persona } from '../persona';
import { toMessageRecord } from './records';
import { toClient, toContractClient, toUsual } from './usual';

/** One address for all customers, the tenant in the scope. */
const contract = { place: 'fhir' };

export const seedPartners = {
  datica: {
    ...toUsual('datica', 'STU3', 'Datica CMI', 'The contract of the founding documents, to the letter'),
    ...contract,
    preset: 'datica',
    fhirVersion: '3.0.1',
    auth: toContractClient('datica', 'client_secret_post', 156_678),
    isStrict: true,
  },
  cloverleaf: {
    ...toUsual(
      'cloverleaf',
      'DSTU2',
      'Infor Cloverleaf',
      'Made from HL7 v2 messages: sparse, with dates that are none',
    ),
    ...contract,
    preset: 'cloverleaf',
    auth: toContractClient('cloverleaf', 'client_secret_basic', 3_600),
    isStrict: true,
    oldestFirst: ['Encounter'],
    hasPlaceText: false,
    quirks: { record: toMessageRecord },
  },
  corolar: {
    ...toUsual('corolar', 'STU3', 'Corolar on FHIR', "The contract before a server of Microsoft's kind"),
    ...contract,
    preset: 'corolar',
    auth: toContractClient('corolar', 'client_secret_post', 3_600),
    total: 'onDemand',
    page: { usual: 10, most: 1000 },
    quirks: { search: { sortKeys: 1, refusesEstimate: true }, throttle: 'microsoft' },
  },
  redox: {
    ...toUsual(
      'redox',
      'R4',
      'Redox',
      'The hospital stands in the path; searches only by a posted form; no batch',
    ),
    preset: 'redox',
    place: 'fhir/R4/{hospital}/Development',
    auth: toClient('redox', 'private_key_jwt'),
    isStrict: true,
    batchLimit: 0,
    total: 'never',
    oldestFirst: ['Encounter', 'Observation'],
    hasContains: false,
    quirks: {
      discovery: { smart: 'none', oauthUris: 'none', isRfc8414: true, isMetadataGuarded: true },
      search: {
        isGetRefused: true,
        post: 'body',
        modifierRefusal: { status: 400, prefix: 'unknown search parameter: ' },
      },
      batch: { refusedWith: 404 },
      hasLegacyKeys: true,
      unknownPlace: { status: 403, code: 'forbidden' },
    },
  },
} as const satisfies Record<string, Persona>;
