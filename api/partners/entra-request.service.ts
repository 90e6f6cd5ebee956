// A token request to Entra, written by MSAL and sent through our own door to the one address that the registration allows.
import { X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import type { Outbound } from '../outbound/outbound.service';
import type { PartnerAuth } from './partner.schema';
import type { TokenAnswer } from './token-answer.policy';

export type EntraAuth = Extract<PartnerAuth, { kind: 'entra' }>;
export type EntraProof =
  | { readonly clientSecret: string }
  | { readonly clientCertificate: { thumbprintSha256: string; privateKey: string; x5c: string } };

/** From a PEM text with private key and certificate. Throws if it is none. */
export function toCertificateProof(pem: string): EntraProof {
  const thumbprintSha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
  return { clientCertificate: { thumbprintSha256, privateKey: pem, x5c: pem } };
}

/**
 * What Entra answered, whatever MSAL makes of it: our own rules judge it. A client is made for each request, so that MSAL
 * keeps no token of its own beside ours. Throws server_*.
 */
export async function askEntra(
  outbound: Pick<Outbound, 'post'>,
  auth: EntraAuth,
  tenant: string,
  proof: EntraProof,
): Promise<TokenAnswer> {
  const authority = `${auth.authority.replace(/\/+$/, '')}/${tenant}`;
  const door = createDoor(outbound, `${authority}/oauth2/v2.0/token`);
  const client = new ConfidentialClientApplication({
    auth: { clientId: auth.clientId, ...toPinnedAuthority(authority), ...proof },
    system: { networkClient: door.networkClient, disableInternalRetries: true },
  });
  const scopes = [`${auth.audience}/.default`];
  try {
    await client.acquireTokenByClientCredential({ scopes, skipCache: true });
  } catch (error) {
    if (door.said.answer === undefined) throw door.said.fault ?? error;
  }
  if (door.said.answer === undefined) throw new Error('MSAL asked nobody');
  return door.said.answer;
}

/** All that MSAL would otherwise look up, so that nothing but the token request leaves. It wants https, even of the demo. */
function toPinnedAuthority(address: string) {
  const authority = address.replace(/^http:/, 'https:');
  const authorityMetadata = JSON.stringify({
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    issuer: `${authority}/v2.0`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  });
  return { authority, authorityMetadata, knownAuthorities: [new URL(authority).host] };
}

function createDoor(outbound: Pick<Outbound, 'post'>, endpoint: string) {
  const said: { answer?: TokenAnswer; fault?: unknown } = {};
  const pinned = new URL(endpoint);
  const networkClient: INetworkModule = {
    sendGetRequestAsync: async () => {
      throw new Error('there is nothing to look up');
    },
    sendPostRequestAsync: async <T>(
      url: string,
      options?: { headers?: Record<string, string>; body?: string },
    ) => {
      const asked = new URL(url);
      if (asked.host !== pinned.host || asked.pathname !== pinned.pathname) {
        throw new Error('MSAL names another address');
      }
      try {
        const answer = await outbound.post(endpoint, options?.body ?? '', {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
        said.answer = answer;
        // What MSAL makes of a body that is none of its own does not matter: see askEntra.
        return { headers: {}, body: answer.json as T, status: answer.status };
      } catch (error) {
        said.fault = error;
        throw error;
      }
    },
  };
  return { said, networkClient };
}
