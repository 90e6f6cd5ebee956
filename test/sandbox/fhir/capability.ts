// What a persona's server says about itself: Conformance or CapabilityStatement, and smart-configuration.
import type { Knobs } from '../control/knobs';
import type { Persona } from '../persona';
import type { JsonObject } from '../resource';
import type { SearchParam, TypeParams } from './search-params';

export interface CapabilityOptions {
  persona: Persona;
  base: string;
  tokenEndpoint: string;
  types: ReadonlyMap<string, TypeParams>;
  knobs: Readonly<Knobs>;
}

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';
const securitySystem = {
  DSTU2: 'http://hl7.org/fhir/restful-security-service',
  STU3: 'http://hl7.org/fhir/restful-security-service',
  R4: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
};

function toSecurity({ persona, tokenEndpoint, knobs }: CapabilityOptions): JsonObject {
  if (persona.auth === undefined) return {};
  const token = knobs.tokenEndpointAdvertised ?? tokenEndpoint;
  return {
    security: {
      cors: true,
      service: [{ coding: [{ system: securitySystem[persona.release], code: 'OAuth' }], text: 'OAuth' }],
      extension: [
        {
          url: oauthUris,
          extension: [
            { url: 'token', valueUri: token },
            { url: 'authorize', valueUri: tokenEndpoint.replace(/token$/, 'auth') },
          ],
        },
      ],
    },
  };
}

function toParam([name, { kind }]: [string, SearchParam]): JsonObject {
  return { name, type: kind };
}

function toRest(options: CapabilityOptions): JsonObject {
  const { persona, types, knobs } = options;
  const hasBatch = persona.batchLimit > 0 && !knobs.noBatch;
  const isOld = persona.release === 'DSTU2';
  return {
    mode: 'server',
    ...toSecurity(options),
    resource: [...types.entries()].map(([type, params]) => ({
      type,
      interaction: [{ code: 'read' }, { code: 'search-type' }],
      ...(isOld ? {} : { versioning: 'no-version' }),
      searchParam: [...params.entries()].map(toParam),
    })),
    // DSTU2 has no code for batch: it says transaction, and which of the two in transactionMode.
    ...(hasBatch ? { interaction: [{ code: isOld ? 'transaction' : 'batch' }] } : {}),
    ...(isOld ? { transactionMode: hasBatch ? 'batch' : 'not-supported' } : {}),
  };
}

export function toCapability(options: CapabilityOptions): JsonObject {
  const { persona, base, knobs } = options;
  const isOld = persona.release === 'DSTU2';
  return {
    resourceType: isOld ? 'Conformance' : 'CapabilityStatement',
    status: 'active',
    date: '2026-01-15',
    publisher: persona.name,
    kind: 'instance',
    software: { name: persona.name, version: '1.0' },
    implementation: { description: `${persona.about}. Made-up people only.`, url: base },
    fhirVersion: knobs.wrongRelease ?? persona.fhirVersion,
    ...(isOld ? { acceptUnknown: 'no' } : {}),
    format: [isOld ? 'application/json+fhir' : 'application/fhir+json', 'json'],
    rest: [toRest(options)],
  };
}

/** Open servers serve one too, as a public sandbox did: that it is there doesn't mean that a token is needed. */
export function toSmartConfiguration({ persona, tokenEndpoint, knobs }: CapabilityOptions): JsonObject {
  const token = knobs.tokenEndpointAdvertised ?? tokenEndpoint;
  if (persona.auth === undefined) {
    return { token_endpoint: token, token_endpoint_auth_methods: ['client_secret_basic'], capabilities: [] };
  }
  return {
    token_endpoint: token,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: [persona.auth.method],
    capabilities: ['client-confidential-symmetric'],
  };
}
