// FHIR servers that stand at hospitals or in the cloud: HSPC and HAPI in three releases, Medplum, Google, HealthLake, Firely.
import type { Persona } from '../persona';
import type { Release } from '../resource';
import { toClient, toUsual } from './usual';

/** As real ones of each release answered: `npm run interop` and raw questions to HAPI 8.8, November 2026. */
const hapiSearch = {
  unknownPrefix: 'HAPI-0524: ',
  modifierRefusal: { status: 405, prefix: 'HAPI-1258: ' },
  isModifierIgnored: true,
  // It counts what it has fetched ahead: thirteen rows at first.
  totalUpTo: 13,
  takesOldSort: true,
  isOtherBodyUnheard: true,
  paging: 'base',
  cursor: '_getpages',
  pageSuffix: '&_getpagesoffset=20&_count=20&_pretty=true&_bundletype=searchset',
  pageGone: { status: 410, code: 'processing' },
} as const;
const hapiAbout = {
  software: 'HAPI FHIR Server',
  version: '8.8.0',
  publisher: 'Not provided',
  description: 'HAPI FHIR',
};
const hapiWays = {
  issueCode: 'processing',
  batch: { saidAs: 'transaction', issueCode: 'exception', keptAt: 'Bundle/kept-{n}' },
  discovery: { smart: 'none' },
} as const;
const noOpen = { status: 400, code: 'forbidden' } as const;

function toHapi<Id extends string>(id: Id, release: Release, name: string, hasContains = true) {
  return {
    ...toUsual(id, release, name, 'Refuses what it does not know; sorts, batches and counts'),
    preset: 'hapi',
    isStrict: true,
    hasContains,
    batchLimit: 5_000,
    quirks: { about: hapiAbout, search: hapiSearch, ...hapiWays, rosters: ['List', 'Group', 'stayByPlace'] },
  } as const satisfies Persona;
}

function toHspc<Id extends string>(id: Id, release: Release, mode: 'open' | 'data') {
  return {
    ...toHapi(id, release, `HSPC sandbox (${release}, ${mode})`),
    preset: 'hspc',
    batchLimit: 500,
    place: `{hospital}/${mode}`,
    ...(mode === 'data' ? { auth: toClient(id, 'client_secret_post', { lifetimeSeconds: 3_600 }) } : {}),
    page: { usual: 50, most: 200 },
    quirks: {
      about: { ...hapiAbout, version: '4.2.0', publisher: 'HSPC', description: 'HSPC sandbox' },
      discovery: { isOldMethodsName: true },
      search: { unknownPrefix: hapiSearch.unknownPrefix, modifierRefusal: hapiSearch.modifierRefusal },
      ...(mode === 'open' ? { closedPlace: { name: 'closed', refusal: noOpen } } : {}),
    },
  } as const satisfies Persona;
}

export const fhirServers = {
  'hspc-open': toHspc('hspc-open', 'R4', 'open'),
  'hspc-open-stu3': toHspc('hspc-open-stu3', 'STU3', 'open'),
  'hspc-open-dstu2': toHspc('hspc-open-dstu2', 'DSTU2', 'open'),
  'hspc-data': toHspc('hspc-data', 'R4', 'data'),
  'hspc-data-stu3': toHspc('hspc-data-stu3', 'STU3', 'data'),
  'hspc-data-dstu2': toHspc('hspc-data-dstu2', 'DSTU2', 'data'),
  hapi: toHapi('hapi', 'R4', 'HAPI FHIR'),
  'hapi-stu3': toHapi('hapi-stu3', 'STU3', 'HAPI FHIR (STU3)'),
  'hapi-dstu2': toHapi('hapi-dstu2', 'DSTU2', 'HAPI FHIR (DSTU2)', false),
  medplum: {
    ...toUsual('medplum', 'R4', 'Medplum', 'A budget of requests; totals only on request; pages by offset'),
    preset: 'medplum',
    auth: toClient('medplum', 'client_secret_post', { lifetimeSeconds: 3_600 }),
    total: 'onDemand',
    quirks: {
      search: { paging: 'offset' },
      headers: { ratelimit: '"fhirInteractions";r=49980;t=60' },
      throttle: 'rateLimit',
    },
  },
  google: {
    ...toUsual(
      'google',
      'R4',
      'Google Cloud Healthcare',
      'A service account signs in; the query of a POST is read, not its form; totals are guesses',
    ),
    preset: 'google',
    place: 'v1/{hospital}/fhirStores/main/fhir',
    auth: toClient('google', 'jwt_bearer', {
      clientId: 'patients@made-up-project.iam.example',
      lifetimeSeconds: 3_599,
      scopes: ['https://www.googleapis.com/auth/cloud-healthcare'],
    }),
    total: 'estimate',
    quirks: {
      discovery: { smart: 'none', oauthUris: 'none', isMetadataGuarded: true },
      search: { post: 'query' },
      isGenericError: true,
    },
  },
  healthlake: {
    ...toUsual('healthlake', 'R4', 'AWS HealthLake', 'Behind the identity provider of the customer'),
    preset: 'healthlake',
    place: 'datastore/{hospital}/r4',
    auth: toClient('healthlake', 'private_key_jwt', { isElsewhere: true }),
    total: 'never',
    quirks: { discovery: { oauthUris: 'none' } },
  },
  firely: {
    ...toUsual('firely', 'R4', 'Firely Server', 'Small pages whose links end after a while; no totals'),
    preset: 'firely',
    auth: toClient('firely', 'client_secret_post'),
    total: 'onDemand',
    page: { usual: 10, most: 50 },
    quirks: { search: { refusesEstimate: true } },
  },
  /** See hostile.ts for what it can be told to do. */
  hostile: {
    ...toUsual('hostile', 'R4', 'A server that means harm', 'Well until a trick is played'),
    preset: 'hapi',
    auth: toClient('hostile', 'client_secret_post'),
  },
} as const satisfies Record<string, Persona>;
