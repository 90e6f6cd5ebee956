// The operator's registry for the personas, in the project's own form: the one place of the sandbox that knows it.
import type { PartnerInput } from '../../api/partners/partner.schema';
import type { PresetId } from '../../api/partners/preset-ids';
import {
  type AuthMethod,
  type Persona,
  type PersonaAuth,
  tenantIds,
  toFhirBase,
  toTokenEndpoint,
} from './persona';
import { toAudience, trustedTenant } from './personas/microsofts';
import { toClientId } from './token/clients';
import type { ServiceAccount } from './token/service-account';

/** An entry of the operator's partner registry. */
export type RegistryEntry = PartnerInput;
/** A partner that knows this client by a secret. */
export interface SecretEntry extends RegistryEntry {
  tokenEndpoint: string;
  auth: { kind: 'client_secret_post' | 'client_secret_basic'; clientId: string; clientSecret: string };
}
export interface RegistryPlace {
  baseUrl: string;
  elsewhereUrl: string;
  /** Of a cloud whose clients are service accounts. */
  account?: ServiceAccount | undefined;
  /** Another way of authenticating than the persona's first. */
  method?: AuthMethod;
  /** Where Entra is. */
  entraAuthority?: string;
}

function toSecret(auth: PersonaAuth, kind: SecretEntry['auth']['kind']): SecretEntry['auth'] {
  return { kind, clientId: toClientId(auth, kind), clientSecret: auth.clientSecret };
}

/** One of the personas that are always there. */
export function toSecretEntries(baseUrl: string, persona: Persona): SecretEntry[] {
  const { id, name, auth, mrnSystem, isMrnSystemRegistered } = persona;
  if (auth?.method !== 'client_secret_post' && auth?.method !== 'client_secret_basic') return [];
  return [
    {
      id,
      name,
      bases: [toFhirBase(baseUrl, persona)],
      tokenEndpoint: toTokenEndpoint(baseUrl, persona),
      auth: toSecret(auth, auth.method),
      scope: '{tid}',
      ...(isMrnSystemRegistered ? { mrnSystem } : {}),
    },
  ];
}

function toAuth(persona: Persona, auth: PersonaAuth, place: RegistryPlace): RegistryEntry['auth'] {
  const { method = auth.method, baseUrl } = place;
  if (method === 'private_key_jwt') return { kind: method, clientId: auth.clientId };
  if (method === 'jwt_bearer') {
    const { keyId = '', pem = '' } = place.account ?? {};
    return { kind: method, clientId: auth.clientId, keyId, pem };
  }
  if (method !== 'entra') return toSecret(auth, method);
  return {
    kind: 'entra',
    clientId: auth.clientId,
    authority: place.entraAuthority ?? `${baseUrl}/${persona.id}/auth`,
    tenant: trustedTenant,
    audience: toAudience(persona.id),
    credential: { kind: 'secret', clientSecret: auth.clientSecret },
  };
}

/** Where the hospitals are: a placeholder where the project fills in the partner's name for one. */
function toPlaces(baseUrl: string, persona: Persona): Pick<RegistryEntry, 'bases' | 'routing'> {
  if (persona.preset === 'redox') {
    const tenants = Object.fromEntries(persona.hospitals.map((hospital) => [tenantIds[hospital], hospital]));
    return { bases: [toFhirBase(baseUrl, persona, '{partnerTenant}')], routing: { by: 'path', tenants } };
  }
  const isByPath = persona.place?.includes('{hospital}') === true;
  return {
    bases: (isByPath ? persona.hospitals : [undefined]).map((one) => toFhirBase(baseUrl, persona, one)),
  };
}

/** One of those that are asked for, with the preset of its system; open servers have none. */
export function toFurtherEntries(persona: Persona, place: RegistryPlace): RegistryEntry[] {
  const { id, name, auth, preset, mrnSystem, isMrnSystemRegistered } = persona;
  if (auth === undefined) return [];
  const host = auth.isElsewhere === true ? place.elsewhereUrl : place.baseUrl;
  return [
    {
      id,
      name,
      // The tables of personas name presets that there are: a test of the registry holds them to it.
      preset: preset as PresetId,
      environment: 'sandbox',
      ...toPlaces(place.baseUrl, persona),
      ...(auth.method === 'entra' ? {} : { tokenEndpoint: toTokenEndpoint(host, persona) }),
      auth: toAuth(persona, auth, place),
      ...(isMrnSystemRegistered ? { mrnSystem } : {}),
    },
  ];
}
