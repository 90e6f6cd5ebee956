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

const bogusUris = 'http://DSTU2/fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';
const requiredAny = 'http://sandbox.example/StructureDefinition/ah-search-parameter-metadata';
const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';
const securitySystem = {
  DSTU2: 'http://hl7.org/fhir/restful-security-service',
  STU3: 'http://hl7.org/fhir/restful-security-service',
  R4: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
};

function toAdvertised({ tokenEndpoint, knobs }: CapabilityOptions): string {
  return knobs.tokenEndpointAdvertised ?? tokenEndpoint;
}

function toUris(url: string, token: string, authorize: string): JsonObject {
  const extension = [
    { url: 'token', valueUri: token },
    { url: 'authorize', valueUri: authorize },
  ];
  return { url, extension };
}

function toSecurity(options: CapabilityOptions): JsonObject {
  const { persona, tokenEndpoint } = options;
  const { oauthUris: uris = 'once' } = persona.quirks?.discovery ?? {};
  if (persona.auth === undefined) return {};
  const authorize = tokenEndpoint.replace(/token$/, 'auth');
  const real = toUris(oauthUris, toAdvertised(options), authorize);
  const bogus = uris === 'twice' ? [toUris(bogusUris, toAdvertised(options), authorize)] : [];
  return {
    security: {
      cors: true,
      service: [{ coding: [{ system: securitySystem[persona.release], code: 'OAuth' }], text: 'OAuth' }],
      ...(uris === 'none' ? {} : { extension: [...bogus, real] }),
    },
  };
}

/** Only DSTU2 has a place for the modifiers that a server knows. */
function toParam([name, { kind }]: [string, SearchParam], { release, hasContains }: Persona): JsonObject {
  const modifier = hasContains ? ['exact', 'contains'] : ['exact'];
  return { name, type: kind, ...(release === 'DSTU2' && kind === 'string' && { modifier }) };
}

/** athenahealth: the sets of parameters of which a search needs one. */
function toRequired({ quirks = {} }: Persona, type: string): JsonObject {
  const sets = quirks.gateway === undefined ? undefined : quirks.search?.requires?.[type];
  if (sets === undefined) return {};
  return { extension: sets.map((set) => ({ url: requiredAny, valueString: set.join(',') })) };
}

function toRest(options: CapabilityOptions): JsonObject {
  const { persona, types, knobs } = options;
  const hasBatch = persona.batchLimit > 0 && !knobs.noBatch;
  const { saidAs } = persona.quirks?.batch ?? {};
  const isOld = persona.release === 'DSTU2';
  return {
    mode: 'server',
    ...toSecurity(options),
    resource: [...types.entries()].map(([type, params]) => ({
      type,
      ...toRequired(persona, type),
      interaction: [{ code: 'read' }, { code: 'search-type' }],
      ...(isOld ? {} : { versioning: 'no-version' }),
      searchParam: [...params.entries()].map((param) => toParam(param, persona)),
    })),
    // DSTU2 has no code for batch: it says transaction, and which of the two in transactionMode.
    ...(hasBatch ? { interaction: [{ code: isOld ? 'transaction' : (saidAs ?? 'batch') }] } : {}),
    ...(isOld && saidAs === undefined ? { transactionMode: hasBatch ? 'batch' : 'not-supported' } : {}),
  };
}

export function toCapability(options: CapabilityOptions): JsonObject {
  const { persona, base, knobs } = options;
  const { about = {} } = persona.quirks ?? {};
  const { version = '1.0', publisher = persona.name } = about;
  const software = knobs.softwareSaid ?? about.software ?? persona.name;
  const { description = `${persona.about}. Made-up people only.` } = about;
  const isOld = persona.release === 'DSTU2';
  return {
    resourceType: isOld ? 'Conformance' : 'CapabilityStatement',
    status: 'active',
    date: '2026-01-15',
    publisher,
    kind: 'instance',
    ...(software === '' ? {} : { software: { name: software, version } }),
    implementation: { description, url: base },
    fhirVersion: knobs.wrongRelease ?? persona.fhirVersion,
    ...(isOld ? { acceptUnknown: 'no' } : {}),
    format: [isOld ? 'application/json+fhir' : 'application/fhir+json', 'json'],
    rest: [toRest(options)],
  };
}

/** Open servers serve one too, as a public sandbox did: that it is there doesn't mean that a token is needed. */
export function toSmartConfiguration(options: CapabilityOptions): JsonObject {
  const { auth, quirks = {} } = options.persona;
  const token = toAdvertised(options);
  if (auth === undefined) {
    return { token_endpoint: token, token_endpoint_auth_methods: ['client_secret_basic'], capabilities: [] };
  }
  const methods = [auth.method, ...(auth.also === undefined ? [] : [auth.also])];
  const hasKey = auth.method === 'private_key_jwt';
  return {
    token_endpoint: token,
    grant_types_supported: ['client_credentials'],
    ...(quirks.discovery?.isOldMethodsName === true
      ? { token_endpoint_auth_methods: methods }
      : { token_endpoint_auth_methods_supported: methods }),
    ...(hasKey ? { token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'] } : {}),
    ...(auth.scopes === undefined ? {} : { scopes_supported: [...auth.scopes] }),
    ...(quirks.discovery?.hasRegistration === true
      ? { registration_endpoint: token.replace(/token$/, 'register') }
      : {}),
    capabilities: [hasKey ? 'client-confidential-asymmetric' : 'client-confidential-symmetric'],
  };
}

/** RFC 8414, at the root of the host. */
export function toServerMetadata(options: CapabilityOptions): JsonObject {
  const token = toAdvertised(options);
  return {
    issuer: new URL(token).origin,
    token_endpoint: token,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  };
}
