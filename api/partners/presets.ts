// What is known of each system, as far as it differs from the standard; everything can be overridden per site. The facts and
// their sources: partners.md of the founding material, November 2026.
import type { PartnerInput } from './partner.schema';
import type { PresetId } from './preset-ids';

export interface Preset {
  /** As it is named to a team owner. */
  readonly system: string;
  /** What an operator should know, in one sentence. */
  readonly about: string;
  /** How the client usually proves itself there. */
  readonly auth: 'client_secret_post' | 'client_secret_basic' | 'private_key_jwt' | 'jwt_bearer' | 'entra';
  readonly defaults: Partial<Pick<PartnerInput, 'scope' | 'routing' | 'discovery' | 'rules'>>;
}

const systemRead = 'system/*.read';
const orders = { MedicationRequest: { intent: 'order,plan' } };
const microsoft: Pick<Preset, 'auth' | 'defaults'> = {
  auth: 'entra',
  defaults: {
    scope: '',
    routing: { by: 'none' },
    discovery: { order: ['capability'] },
    rules: {
      total: 'accurateParam',
      batchEntries: 500,
      batchHeaders: { 'x-bundle-processing-logic': 'parallel' },
    },
  },
};

export const presets: Readonly<Record<PresetId, Preset>> = {
  contract: {
    system: 'Partner service',
    about:
      'The contract of the retired Patients app: one address for all customers, the tenant in the scope.',
    auth: 'client_secret_post',
    defaults: {},
  },
  datica: {
    system: 'Datica CMI',
    about: 'As the contract; nothing else is published.',
    auth: 'client_secret_post',
    defaults: {},
  },
  cloverleaf: {
    system: 'Infor Cloverleaf (FHIR Bridge)',
    about: 'As the contract; data made from HL7 v2 messages is sparse, and differs from site to site.',
    auth: 'client_secret_basic',
    defaults: { rules: { family: 'declared' } },
  },
  corolar: {
    system: 'Dapasoft Corolar on FHIR',
    about: 'As the contract; nothing else is published.',
    auth: 'client_secret_post',
    defaults: {},
  },
  redox: {
    system: 'Redox R^FHIR',
    about: 'The hospital stands in the path; searches only by POST; tokens for five minutes.',
    auth: 'private_key_jwt',
    defaults: {
      scope: '',
      routing: { by: 'path' },
      discovery: { order: ['rfc8414', 'static'] },
      rules: {
        release: 'R4',
        batch: 'never',
        sort: 'never',
        total: 'none',
        otherSearch: 'postForm',
        params: orders,
      },
    },
  },
  'ms-oss': {
    ...microsoft,
    system: "Microsoft's open-source FHIR server",
    about: 'Sign-in by Entra; totals only on request; batches of 500.',
  },
  ahds: {
    ...microsoft,
    system: 'Azure Health Data Services',
    about: 'Sign-in by Entra with the role FHIR Data Reader; totals only on request; batches of 500.',
  },
  hspc: {
    system: 'HSPC / Logica sandbox',
    about: 'A sandbox server; pages of 50, at most 200.',
    auth: 'client_secret_post',
    defaults: {
      scope: systemRead,
      routing: { by: 'none' },
      discovery: { order: ['smart', 'capability'] },
      rules: { pageSize: 200 },
    },
  },
  epic: {
    system: 'Epic',
    about:
      'Patients are matched, not searched: an MRN, or family, given name and birth date. No batches, no sorting.',
    auth: 'private_key_jwt',
    defaults: {
      scope: '',
      routing: { by: 'none' },
      discovery: { order: ['smart', 'capability'] },
      rules: {
        batch: 'never',
        sort: 'never',
        total: 'none',
        isFuzzy: true,
        resultCap: 100,
        requires: [
          ['_id'],
          ['identifier'],
          ['family', 'given', 'birthdate'],
          ['family', 'given', 'gender', 'phone'],
        ],
        identifier: 'type',
        identifierType: 'MRN',
        params: orders,
        errors: {
          '4110': 'needsMore',
          '4111': 'needsMore',
          '4113': 'pageExpired',
          '4116': 'pageExpired',
          '4122': 'unknownParameter',
          '4127': 'tooMany',
          '4130': 'breakTheGlass',
          '4131': 'breakTheGlass',
          '4134': 'breakTheGlass',
          '4135': 'busy',
          '59100': 'unknownParameter',
          '59108': 'needsMore',
          '59133': 'needsMore',
          '59177': 'internal',
        },
      },
    },
  },
  oracle: {
    system: 'Oracle Health (Millennium)',
    about: 'Encounters come oldest first and cannot be sorted; the token address is on another host.',
    auth: 'private_key_jwt',
    defaults: {
      scope: systemRead,
      routing: { by: 'none' },
      discovery: { order: ['smart', 'capability'] },
      rules: {
        release: 'R4',
        sort: 'never',
        total: 'none',
        patientSearch: 'get',
        requires: [
          ['_id'],
          ['identifier'],
          ['birthdate'],
          ['name'],
          ['given'],
          ['family'],
          ['phone'],
          ['email'],
        ],
        resultCap: 1000,
        pageSize: 200,
        params: { MedicationRequest: {} },
      },
    },
  },
  meditech: {
    system: 'MEDITECH Expanse',
    about: 'A name is one text, "Last,First"; client credentials are approved per customer.',
    auth: 'client_secret_post',
    defaults: {
      scope: systemRead,
      routing: { by: 'none' },
      discovery: { order: ['smart', 'capability'], smartAt: 'origin' },
      rules: {
        release: 'R4',
        batch: 'never',
        sort: 'never',
        total: 'none',
        name: 'lastFirst',
        patientSearch: 'get',
        params: orders,
      },
    },
  },
  athena: {
    system: 'athenahealth',
    about: 'A name needs a birth date or a sex beside it; no batches, no sorting.',
    auth: 'client_secret_basic',
    defaults: {
      scope: systemRead,
      routing: { by: 'none' },
      discovery: { order: ['smart', 'capability'] },
      rules: {
        release: 'R4',
        batch: 'never',
        sort: 'never',
        total: 'none',
        requires: [
          ['_id'],
          ['identifier'],
          ['name'],
          ['family', 'birthdate'],
          ['family', 'gender'],
          ['family', 'given'],
        ],
        params: orders,
      },
    },
  },
  hapi: {
    system: 'HAPI FHIR',
    about: 'Refuses what it does not know; sorts, batches and counts.',
    auth: 'client_secret_post',
    defaults: {
      scope: systemRead,
      routing: { by: 'none' },
      discovery: { order: ['smart', 'capability', 'static'] },
      // Of many hits it counts no more than it has fetched ahead, unless it is asked to: in every release.
      rules: { total: 'accurateParam' },
    },
  },
  medplum: {
    system: 'Medplum',
    about: 'Totals only on request; a budget of requests per minute.',
    auth: 'client_secret_post',
    defaults: {
      scope: '',
      routing: { by: 'none' },
      discovery: { order: ['smart', 'static'] },
      rules: { release: 'R4', total: 'accurateParam', inFlight: 8 },
    },
  },
  google: {
    system: 'Google Cloud Healthcare',
    about:
      'Signs in with the key of a service account; metadata needs the token, totals are estimates, and the query of a POST is read, not its form.',
    auth: 'jwt_bearer',
    defaults: {
      scope: 'https://www.googleapis.com/auth/cloud-healthcare',
      routing: { by: 'none' },
      discovery: { order: ['static'], metadataAuth: 'bearer' },
      rules: { patientSearch: 'postQuery', total: 'estimate' },
    },
  },
  healthlake: {
    system: 'AWS HealthLake',
    about: 'Behind the identity provider of the customer; R4.',
    auth: 'private_key_jwt',
    defaults: {
      scope: systemRead,
      routing: { by: 'none' },
      discovery: { order: ['smart'] },
      rules: { release: 'R4', total: 'none' },
    },
  },
  firely: {
    system: 'Firely Server',
    about: 'Pages of 50 whose links end after ten minutes; no totals.',
    auth: 'client_secret_post',
    defaults: {
      scope: systemRead,
      routing: { by: 'none' },
      discovery: { order: ['smart', 'capability'] },
      rules: { total: 'none', pageSize: 50 },
    },
  },
};

type Plain = Readonly<Record<string, unknown>>;

/** What was written for this site, over what its preset says; lists are taken whole. Anything odd is left for the schema to name. */
export function withPreset(entry: unknown): unknown {
  if (!isPlain(entry)) return entry;
  const { preset = 'contract' } = entry;
  const isKnown = typeof preset === 'string' && Object.hasOwn(presets, preset);
  // Checked one line above; what is unknown is left for the schema to name.
  return isKnown ? mergeOver(presets[preset as PresetId].defaults, entry) : entry;
}

function mergeOver(base: Plain, over: Plain): Plain {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isPlain(below) && isPlain(value) ? mergeOver(below, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
