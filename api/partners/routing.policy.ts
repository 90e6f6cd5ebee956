// How a tenant becomes one hospital of a partner: in the scope of its token, in the path of its bases or in a header. A tenant
// that the operator has not entered is nobody there: it gets an error, never another hospital.
import { KnownError } from '../errors/known-error';
import type { Partner } from './partner.schema';

export const tenantPlaceholder = '{partnerTenant}';

/** The partner's own name for the hospital of this tenant; undefined if the operator has entered none. */
export function findPartnerTenant({ routing }: Partner, tid: string): string | undefined {
  const key = tid.toLowerCase();
  return Object.hasOwn(routing.tenants, key) ? routing.tenants[key] : undefined;
}

/** Throws tenant_unknown_to_partner. */
export function getPartnerTenant(partner: Partner, tid: string): string {
  const found = findPartnerTenant(partner, tid);
  if (found === undefined) throw toTenantUnknown();
  return found;
}

/** The scope of a token request; empty: none is sent. Throws tenant_unknown_to_partner. */
export function toScope(partner: Partner, tid: string): string {
  const filled = partner.scope.includes(tenantPlaceholder)
    ? partner.scope.replaceAll(tenantPlaceholder, getPartnerTenant(partner, tid))
    : partner.scope;
  return filled.replaceAll('{tid}', tid);
}

/** To be sent with every FHIR request of this tenant. Throws tenant_unknown_to_partner. */
export function toRoutingHeaders(partner: Partner, tid: string): Readonly<Record<string, string>> {
  const { by, header } = partner.routing;
  if (by !== 'header' || header === undefined) return {};
  return { [header]: getPartnerTenant(partner, tid) };
}

/** The bases as this tenant sees them. Throws tenant_unknown_to_partner. */
export function toBases(partner: Partner, tid: string): readonly string[] {
  if (partner.routing.by !== 'path') return partner.bases;
  const hospital = getPartnerTenant(partner, tid);
  return partner.bases.map((base) => base.replaceAll(tenantPlaceholder, hospital));
}

export function toTenantUnknown(): KnownError {
  return new KnownError('tenant_unknown_to_partner', {
    status: 502,
    detail:
      'The partner does not know your organisation. Ask the partner to enter your Microsoft 365 tenant id.',
  });
}
