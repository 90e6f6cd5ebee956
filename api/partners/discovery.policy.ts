// What servers say about token endpoints, and whether it is what the operator registered. Pure: it reads and compares, and
// nothing that it is told is ever used to send anything to.
import { KnownError } from '../errors/known-error';
import { isSameAddress } from './base-match.policy';
import type { Partner } from './partner.schema';

type Raw = Readonly<Record<string, unknown>>;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

/** The token endpoint of a smart-configuration or of authorization server metadata (RFC 8414), as a list of none or one. */
export function toNamedEndpoints(document: unknown): readonly string[] {
  return isRaw(document) && typeof document.token_endpoint === 'string' ? [document.token_endpoint] : [];
}

/** Those in the oauth-uris of a CapabilityStatement or Conformance: every rest, every such extension. */
export function toOauthUris(statement: unknown): readonly string[] {
  if (!isRaw(statement)) return [];
  return toRaws(statement.rest)
    .flatMap(({ security }) => toRaws(isRaw(security) ? security.extension : undefined))
    .filter(({ url }) => url === oauthUris)
    .flatMap(({ extension }) => toRaws(extension))
    .filter(({ url }) => url === 'token')
    .flatMap(({ valueUri, valueUrl }) => [valueUri ?? valueUrl])
    .filter((uri) => typeof uri === 'string');
}

/** Whether nothing is advertised or one of it is the registered endpoint. */
export function isAsRegistered(partner: Partner, advertised: readonly string[], link: URL): boolean {
  const isSame = partner.auth.kind === 'entra' ? isEntraTenant : isRegistered;
  return advertised.length === 0 || advertised.some((text) => isSame(partner, text, link));
}

/** Throws token_endpoint_differs unless it is. */
export function compareTokenEndpoint(partner: Partner, advertised: readonly string[], link: URL): void {
  if (isAsRegistered(partner, advertised, link)) return;
  throw tokenEndpointDiffers(
    "The server names another token address than the one your operator registered. No credentials were sent. Ask your operator to check the partner's registration.",
  );
}

/** Who a smart-configuration or authorization server metadata says that it is. */
export function findIssuer(document: unknown): string | undefined {
  return isRaw(document) && typeof document.issuer === 'string' && document.issuer !== ''
    ? document.issuer
    : undefined;
}

/** Major and minor number of the FHIR version: what decides how a server is read. */
export function toReleaseNumber(fhirVersion: string): string | undefined {
  return /^\d{1,3}\.\d{1,3}(?=\.|-|$)/.exec(fhirVersion)?.[0];
}

/** The tenant in an advertised token endpoint, if its host is the one of the authority that was registered. */
export function findEntraTenant(partner: Partner, advertised: readonly string[]): string | undefined {
  const { auth } = partner;
  if (auth.kind !== 'entra') return undefined;
  const authority = new URL(auth.authority);
  const before = `${authority.pathname.replace(/\/+$/, '')}/`;
  for (const text of advertised) {
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    if (url.origin !== authority.origin || url.username || url.password) continue;
    const [tenant = ''] = url.pathname.startsWith(before) ? url.pathname.slice(before.length).split('/') : [];
    if (guid.test(tenant)) return tenant.toLowerCase();
  }
  return undefined;
}

export function tokenEndpointDiffers(detail: string): KnownError {
  return new KnownError('token_endpoint_differs', { status: 502, detail });
}

function isRegistered({ tokenEndpoint }: Partner, advertised: string, link: URL): boolean {
  // Relative addresses are relative to the base of the FHIR server, which is a folder.
  const base = `${link.origin}${link.pathname.replace(/\/*$/, '/')}`;
  if (tokenEndpoint === undefined || advertised === '' || !URL.canParse(advertised, base)) return false;
  return isSameAddress(new URL(advertised, base), new URL(tokenEndpoint));
}

/** Only host and tenant count: metadata names v1 endpoints, which are not the ones that are used. */
function isEntraTenant(partner: Partner, advertised: string, link: URL): boolean {
  const { auth } = partner;
  if (auth.kind !== 'entra') return false;
  const tenant = findEntraTenant(partner, [advertised]);
  if (auth.tenant === undefined) return tenant !== undefined;
  // Microsoft's open-source server names its own proxy to Entra, as it is shipped. It gets nothing from us.
  const isProxy =
    URL.canParse(advertised, link) &&
    new URL(advertised, link).href === `${link.origin}/AadSmartOnFhirProxy/token`;
  return isProxy || tenant === auth.tenant.toLowerCase();
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toRaws(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.filter(isRaw) : [];
}
