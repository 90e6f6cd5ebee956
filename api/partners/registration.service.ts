// Dynamic registration of this app at a partner (RFC 7591) and its management (RFC 7592). What a partner hands out for that is a
// secret as well; whatever an answer brings anew takes the place of the old at once.
import { z } from 'zod';
import type { Answer, Outbound } from '../outbound/outbound.service';
import type { ClientKeys } from './client-keys';
import type { PartnerAuth } from './partner.schema';
import { RegistryFaults } from './registry.service';

export interface RegistrationDeps {
  readonly outbound: Pick<Outbound, 'get' | 'post' | 'send'>;
  readonly clientKeys: Pick<ClientKeys, 'publicSet'>;
}

export interface Registered {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** Where it is managed, and the token for that; undefined where the partner has no RFC 7592. */
  readonly management: { readonly uri: string; readonly accessToken: string } | undefined;
}

/** What we say of ourselves beside our name and keys. */
export interface ClientSaid {
  readonly kind: PartnerAuth['kind'];
  /** As it will be asked for; empty or with a placeholder for a hospital: the partner decides. */
  readonly scope: string;
}

export interface Registration {
  /** `initialToken`: what some partners want for the first step. Throws RegistryFaults, server_*. */
  create(endpoint: URL, client: ClientSaid, initialToken?: string): Promise<Registered>;
  /** Says again what we are, with our keys of today; the partner may hand out new secrets. */
  renew(
    standing: Registered & { management: NonNullable<Registered['management']> },
    client: ClientSaid,
  ): Promise<Registered>;
  remove(management: NonNullable<Registered['management']>): Promise<void>;
  /** What the smart-configuration beside this address advertises. */
  findEndpoint(place: string): Promise<string | undefined>;
}

const answer = z.object({
  client_id: z.string().min(1).max(500),
  client_secret: z.string().min(1).max(4096).optional(),
  registration_access_token: z.string().min(1).max(4096).optional(),
  registration_client_uri: z.url().optional(),
});

export function createRegistration({ outbound, clientKeys }: RegistrationDeps): Registration {
  const toBody = ({ kind, scope }: ClientSaid, more: Readonly<Record<string, unknown>> = {}) =>
    JSON.stringify({
      client_name: 'Patients',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: kind,
      ...(scope !== '' && !scope.includes('{') && { scope }),
      ...(kind === 'private_key_jwt' && { jwks: clientKeys.publicSet }),
      ...more,
    });

  return {
    async create(endpoint, client, initialToken) {
      const said = await outbound.post(endpoint, toBody(client), { headers: toHeaders(initialToken) });
      return toRegistered(said, endpoint);
    },
    async renew({ clientId, clientSecret, management }, client) {
      const known = {
        client_id: clientId,
        ...(clientSecret !== undefined && { client_secret: clientSecret }),
      };
      const headers = toHeaders(management.accessToken);
      const said = await outbound.send('PUT', management.uri, toBody(client, known), { headers });
      const renewed = toRegistered(said, new URL(management.uri), management.uri);
      // Another address would get the token that this one gave out.
      return { ...renewed, management: renewed.management ?? management };
    },
    async remove({ uri, accessToken }) {
      const { status } = await outbound.send('DELETE', uri, undefined, { headers: toHeaders(accessToken) });
      if (status !== 204 && status !== 404 && status !== 401) throw refused(status);
    },
    async findEndpoint(place) {
      const { status, json } = await outbound.get(`${place}/.well-known/smart-configuration`);
      const found = z.object({ registration_endpoint: z.url() }).safeParse(json);
      return status === 200 && found.success ? found.data.registration_endpoint : undefined;
    },
  };
}

function toHeaders(token: string | undefined): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

/** `known`: where it is managed already, if the answer does not say so again. */
function toRegistered({ status, json }: Answer, endpoint: URL, known?: string): Registered {
  if (status !== 200 && status !== 201) throw refused(status);
  const parsed = answer.safeParse(json);
  if (!parsed.success)
    throw new RegistryFaults(['The partner answered without a client_id: register by its portal instead.']);
  const { client_id: clientId, client_secret: clientSecret } = parsed.data;
  const { registration_client_uri: uri = known, registration_access_token: accessToken } = parsed.data;
  const isManaged = uri !== undefined && accessToken !== undefined && new URL(uri).origin === endpoint.origin;
  return { clientId, clientSecret, management: isManaged ? { uri, accessToken } : undefined };
}

function refused(status: number): RegistryFaults {
  return new RegistryFaults([
    `The partner refused (${status}): ask it whether it takes registrations, and whether it wants a token for the first one (--initial-token-file).`,
  ]);
}
