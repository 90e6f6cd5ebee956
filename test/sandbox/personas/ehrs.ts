// The EHRs that a hospital would paste a link of, each with what is known to be odd about it: partners.md, section 3.
import { cast } from '../census/roles';
import type { Persona } from '../persona';
import { withAbsentClass, withContainedPlaces } from './records';
import { toClient, toUsual } from './usual';

const epicSearch = {
  isMatched: true,
  mrnCode: 'MRN',
  requires: {
    Patient: [
      ['_id'],
      ['identifier'],
      ['family', 'given', 'birthdate'],
      ['family', 'given', 'gender', 'phone'],
      ['family', 'given', 'gender', 'email'],
    ],
  },
  tooLittle: { status: 400, code: 'required', number: '59133', severity: 'fatal' },
  most: { hits: 100, refusal: { status: 400, code: 'too-costly', number: '4127', severity: 'fatal' } },
  nothingNumber: '4101',
  unknownNumber: '59100',
  post: 'body',
  pageGone: { status: 400, code: 'expired', number: '4113' },
} as const;

const epic = {
  ...toUsual('epic', 'R4', 'Epic', 'Patients are matched by score; no batch, no sorting; glass to be broken'),
  preset: 'epic',
  place: '{hospital}/api/FHIR/R4',
  auth: toClient('epic', 'private_key_jwt', { lifetimeSeconds: 3_600 }),
  isMrnSystemRegistered: false,
  honoursStrict: false,
  batchLimit: 0,
  total: 'never',
  oldestFirst: ['Encounter', 'Observation'],
  hasContains: false,
  quirks: {
    about: { software: 'Epic', version: 'August 2026', publisher: 'Not provided', description: 'A hospital' },
    search: epicSearch,
    rosters: ['List', 'Group'],
    guarded: { [cast.masked]: '4130', [cast.onHold]: '4131', [cast.emergency]: '4134' },
    mergedNumber: '4107',
    isRefusalSilent: true,
    batch: { refusedWith: 404 },
  },
} as const satisfies Persona;

const oracleFilters = ['_id', 'identifier', 'birthdate', 'name', 'given', 'family', 'phone', 'email'];
const noParameters = 'no supported search parameters provided';

export const ehrs = {
  epic,
  'epic-dstu2': {
    ...epic,
    ...toUsual(
      'epic-dstu2',
      'DSTU2',
      'Epic (DSTU2)',
      'The old interface: no encounters, no coverage, no places',
    ),
    place: '{hospital}/api/FHIR/DSTU2',
    auth: toClient('epic-dstu2', 'private_key_jwt', { lifetimeSeconds: 3_600 }),
    isMrnSystemRegistered: false,
    honoursStrict: false,
    batchLimit: 0,
    total: 'never',
    hasContains: false,
    oldestFirst: ['Observation'],
    quirks: {
      ...epic.quirks,
      withoutTypes: ['Encounter', 'Coverage', 'Location', 'List', 'Group'],
      withoutParams: { Patient: ['name'] },
    },
  },
  oracle: {
    ...toUsual(
      'oracle',
      'R4',
      'Oracle Health',
      'Encounters oldest first, places inside them, plain-text refusals',
    ),
    preset: 'oracle',
    place: 'r4/{hospital}',
    auth: toClient('oracle', 'private_key_jwt', {
      also: 'client_secret_basic',
      lifetimeSeconds: 570,
      isElsewhere: true,
    }),
    honoursStrict: false,
    total: 'never',
    page: { usual: 20, most: 200 },
    oldestFirst: ['Encounter'],
    hasContains: false,
    quirks: {
      about: {
        software: '',
        publisher: 'Cerner',
        description: 'Cerner implementation of FHIR on top of Millennium',
      },
      discovery: { mediaType: 'application/json+fhir; charset=utf-8' },
      search: {
        requires: {
          Patient: oracleFilters.map((name) => [name]),
          Encounter: [['_id'], ['patient']],
          Observation: [['_id'], ['patient']],
          Condition: [['_id'], ['patient']],
        },
        tooLittle: { status: 400, code: 'required', plain: noParameters },
        most: { hits: 1000, refusal: { status: 422, code: 'too-costly' } },
        isPageShuffled: true,
        repeatsOverPages: true,
        cursor: 'pageContext',
      },
      record: (resource) => withAbsentClass(withContainedPlaces(resource)),
      isAcceptChecked: true,
      unknownPlace: { status: 403, code: 'forbidden', plain: 'Tenant not valid or accessible' },
    },
  },
  meditech: {
    ...toUsual(
      'meditech',
      'R4',
      'MEDITECH Expanse',
      'A name is "Last,First"; its smart-configuration is at the root',
    ),
    preset: 'meditech',
    place: '{hospital}/v2/uscore/STU6',
    auth: toClient('meditech', 'client_secret_post'),
    honoursStrict: false,
    batchLimit: 0,
    total: 'never',
    oldestFirst: ['Encounter', 'Observation'],
    hasContains: false,
    quirks: {
      discovery: { smart: 'origin', oauthUris: 'none', hasRegistration: true },
      search: { isLastFirst: true, cursor: 'continue' },
      withoutParams: { Patient: ['given', 'family'] },
      headers: { 'mtrestapi-requestid': 'made-up-{n}' },
    },
  },
  athena: {
    ...toUsual(
      'athena',
      'R4',
      'athenahealth',
      'Says which parameters a search needs; two addresses in its metadata',
    ),
    preset: 'athena',
    place: 'fhir/r4/{hospital}',
    auth: toClient('athena', 'client_secret_basic', { lifetimeSeconds: 3_600 }),
    batchLimit: 0,
    total: 'never',
    oldestFirst: ['Encounter', 'Observation'],
    hasContains: false,
    quirks: {
      about: { software: 'FHIR API', publisher: 'Not provided', description: 'R4' },
      discovery: { oauthUris: 'twice' },
      search: {
        requires: {
          Patient: [
            ['_id'],
            ['identifier'],
            ['name'],
            ...['birthdate', 'gender', 'given'].map((one) => ['family', one]),
          ],
          MedicationRequest: [['patient', 'intent'], ['_id']],
          Coverage: [['patient']],
          Location: [['_id']],
        },
        tooLittle: { status: 403, code: 'required' },
        cursor: 'cursor',
      },
      gateway: { status: 404, code: 'not-found', plain: 'Service not registered with API gateway.' },
    },
  },
} as const satisfies Record<string, Persona>;
