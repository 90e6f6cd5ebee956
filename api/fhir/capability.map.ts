// What a server's metadata says it can do. Read tolerantly; what it says about token endpoints is only ever compared.
import { type InterfaceType, interfaceTypes } from '../contract/columns';
import type { PartnerRules } from '../partners/partner.schema';
import { isRaw, type Raw, toList, toText } from './any-release/element';
import type { FhirRelease } from './ehr';
import { fhirFault } from './fhir-faults';
import { type ServerSigns, toSigns } from './signs.map';

export interface TypeCapability {
  /** Empty: the server doesn't say. */
  readonly params: ReadonlySet<string>;
  /** `family:contains` and the like, where the metadata lists modifiers (DSTU2) or spells them so. */
  readonly modified: ReadonlySet<string>;
}

export interface Capability {
  readonly fhirVersion: string;
  readonly release: FhirRelease;
  readonly types: ReadonlyMap<string, TypeCapability>;
  readonly hasBatch: boolean;
  /** As advertised in oauth-uris. Nothing is ever sent there because of it. */
  readonly tokenEndpoints: readonly string[];
  /** What it says of its own make. */
  readonly signs: ServerSigns;
}

/** Throws server_not_fhir, server_release_unsupported. */
export function toCapability(body: unknown, pinned?: FhirRelease): Capability {
  if (!isRaw(body) || (body.resourceType !== 'Conformance' && body.resourceType !== 'CapabilityStatement')) {
    throw fhirFault('server_not_fhir');
  }
  const fhirVersion = toText(body.fhirVersion) ?? '';
  const release = pinned ?? toRelease(fhirVersion);
  if (release === undefined) throw fhirFault('server_release_unsupported');
  const rests = toList(body.rest, (one) => (isRaw(one) ? one : undefined)) ?? [];
  const rest = rests.find((one) => one.mode === 'server') ?? rests[0] ?? {};
  return {
    fhirVersion,
    release,
    types: toTypes(rest),
    hasBatch: findBatch(rest),
    tokenEndpoints: rests.flatMap(findTokenEndpoints),
    signs: toSigns(body, rest),
  };
}

/** 4.3 (R4B) has the same shapes as R4 in all that is read here. */
export function toRelease(fhirVersion: string): FhirRelease | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)(?:\.|-|$)/.exec(fhirVersion) ?? [];
  if (major === '1' && minor === '0') return 'DSTU2';
  if (major === '3' && minor === '0') return 'STU3';
  return major === '4' && ['0', '1', '3'].includes(minor ?? '') ? 'R4' : undefined;
}

function toTypes(rest: Raw): ReadonlyMap<string, TypeCapability> {
  const common = toParams(rest.searchParam);
  const types = new Map<string, TypeCapability>();
  for (const one of toList(rest.resource, (item) => (isRaw(item) ? item : undefined)) ?? []) {
    const type = toText(one.type);
    if (type === undefined || !canBeRead(one)) continue;
    const own = toParams(one.searchParam);
    types.set(type, {
      params: own.params.size === 0 ? own.params : new Set([...own.params, ...common.params]),
      modified: own.modified,
    });
  }
  return types;
}

/** A type that can only be written is of no use; one without a word about interactions is given a try. */
function canBeRead(resource: Raw): boolean {
  const codes = toList(resource.interaction, (one) => (isRaw(one) ? toText(one.code) : undefined));
  return codes === undefined || codes.includes('search-type') || codes.includes('read');
}

function toParams(value: unknown): TypeCapability {
  const params = new Set<string>();
  const modified = new Set<string>();
  for (const one of toList(value, (item) => (isRaw(item) ? item : undefined)) ?? []) {
    const name = toText(one.name);
    if (name === undefined) continue;
    (name.includes(':') ? modified : params).add(name);
    for (const modifier of toList(one.modifier, toText) ?? []) modified.add(`${name}:${modifier}`);
  }
  return { params, modified };
}

/**
 * DSTU2 has no code for batch: it says transaction, and in transactionMode which of the two. HAPI says transaction in every
 * release and takes batches all the same: who is wrong there is refused once, and asked one by one from then on.
 */
function findBatch(rest: Raw): boolean {
  if (rest.transactionMode === 'not-supported' || rest.transactionMode === 'transaction') return false;
  if (rest.transactionMode === 'batch' || rest.transactionMode === 'both') return true;
  const codes = toList(rest.interaction, (one) => (isRaw(one) ? toText(one.code) : undefined)) ?? [];
  return codes.includes('batch') || codes.includes('transaction');
}

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

function findTokenEndpoints(rest: Raw): string[] {
  const security: Raw = isRaw(rest.security) ? rest.security : {};
  const found: string[] = [];
  for (const outer of toList(security.extension, (one) => (isRaw(one) ? one : undefined)) ?? []) {
    if (outer.url !== oauthUris) continue;
    for (const inner of toList(outer.extension, (one) => (isRaw(one) ? one : undefined)) ?? []) {
      const uri = toText(inner.valueUri) ?? toText(inner.valueUrl);
      if (inner.url === 'token' && uri !== undefined) found.push(uri);
    }
  }
  return found;
}

/** What a site may say about its coverage, whatever the metadata says. */
export type CoverageRule = Pick<PartnerRules, 'coverageBy'>;

export const medicationTypes = ['MedicationRequest', 'MedicationOrder', 'MedicationStatement'] as const;

/** The type to ask for in place of R4's; undefined where the server has none that can be asked for by person. */
export function findServedType(
  capability: Capability,
  type: InterfaceType,
  rules?: CoverageRule,
): string | undefined {
  if (type === 'MedicationRequest') return medicationTypes.find((one) => capability.types.has(one));
  if (!capability.types.has(type)) return undefined;
  if (type === 'Patient' || type === 'Location') return type;
  return findPersonParam(capability, type, rules) === undefined ? undefined : type;
}

/** The search parameter that leads from a person to the resources of a type. */
export function findPersonParam(
  capability: Capability,
  servedType: string,
  { coverageBy }: CoverageRule = { coverageBy: 'declared' },
): string | undefined {
  const params = capability.types.get(servedType)?.params ?? new Set();
  if (servedType === 'Coverage') {
    if (coverageBy === 'none') return undefined;
    if (coverageBy !== 'declared') return coverageBy;
    // In DSTU2 nothing leads from a person to their coverage; an ignored parameter would answer with everybody's.
    if (capability.release === 'DSTU2') return undefined;
    if (params.size === 0) return capability.release === 'STU3' ? 'beneficiary' : 'patient';
    return ['patient', 'beneficiary'].find((one) => params.has(one));
  }
  return params.size === 0 ? 'patient' : ['patient', 'subject'].find((one) => params.has(one));
}

export function toOffered(capability: Capability, rules?: CoverageRule): ReadonlySet<InterfaceType> {
  return new Set(interfaceTypes.filter((type) => findServedType(capability, type, rules) !== undefined));
}
