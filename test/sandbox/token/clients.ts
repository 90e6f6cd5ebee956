// The clients of a persona's token server, and what it refuses though oidc-provider would take it.
import { type ClientMetadata, errors } from 'oidc-provider';
import type { PersonaAuth } from '../persona';
import type { RegisteredKeys } from './client-keys';

const longestSeconds = 300;
/** Clocks differ a little. */
const leeway = 5;

const plain = {
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  id_token_signed_response_alg: 'ES256' as const,
};

function toKeys({ jwks, jwksUri }: RegisteredKeys) {
  // If both are given only the address counts, as at Redox.
  return jwksUri === undefined ? { jwks: { keys: [...(jwks?.keys ?? [])] } } : { jwks_uri: jwksUri };
}

/** The id of the client that authenticates by `method`. */
export function toClientId({ method, clientId }: PersonaAuth, as: PersonaAuth['method']): string {
  return as === method ? clientId : `${clientId}-${as}`;
}

export function toClients(auth: PersonaAuth, keys: RegisteredKeys): ClientMetadata[] {
  return [auth.method, ...(auth.also === undefined ? [] : [auth.also])]
    .filter((method) => method !== 'entra' && method !== 'jwt_bearer')
    .map((method) => ({
      ...plain,
      client_id: toClientId(auth, method),
      token_endpoint_auth_method: method,
      ...(method === 'private_key_jwt' ? toKeys(keys) : { client_secret: auth.clientSecret }),
    }));
}

export function refuseLongAssertion({ exp }: { exp?: unknown }): void {
  const left = typeof exp === 'number' ? exp - Date.now() / 1000 : 0;
  if (left > longestSeconds + leeway) {
    throw new errors.InvalidClientAuth(`an assertion may live for ${longestSeconds} seconds at the most`);
  }
}

/** oidc-provider takes a secret from either place; these partners take it where it was agreed. */
export function refuseMisplacedSecret(agreed: string | undefined, authorization: string | undefined): void {
  const isBasic = /^basic /i.test(authorization ?? '');
  if ((agreed === 'client_secret_basic' && !isBasic) || (agreed === 'client_secret_post' && isBasic)) {
    throw new errors.InvalidClientAuth(`this client authenticates with ${agreed}`);
  }
}
