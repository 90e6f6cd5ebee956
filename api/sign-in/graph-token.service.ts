// The app's own token for Microsoft Graph, by client credentials. Entra through MSAL; the demo by a plain call of the same shape.
import { X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import { z } from 'zod';
import type { Secret } from '../config/secret';
import type { FetchJson } from './fetch-json';
import { entraBase, type Issuer } from './issuer';

const graphScope = 'https://graph.microsoft.com/.default';

/** A bearer token for Graph in that tenant. */
export type GetGraphToken = (tid: string) => Promise<string>;

export type GraphCredential =
  | { readonly kind: 'secret'; readonly secret: Secret }
  | { readonly kind: 'certificate'; readonly pem: Secret };

export function createEntraGraphToken(deps: {
  clientId: string;
  credential: GraphCredential;
  fetchJson: FetchJson;
}): GetGraphToken {
  const clients = new Map<string, ConfidentialClientApplication>();
  return async (tid) => {
    const client = clients.get(tid) ?? createClient(tid, deps);
    clients.set(tid, client);
    const result = await client.acquireTokenByClientCredential({ scopes: [graphScope] });
    if (!result) throw new Error('Entra gave no token');
    return result.accessToken;
  };
}

function createClient(
  tid: string,
  deps: { clientId: string; credential: GraphCredential; fetchJson: FetchJson },
): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: deps.clientId,
      authority: `${entraBase}/${tid}`,
      ...toMsalCredential(deps.credential),
    },
    system: { networkClient: toNetworkClient(deps.fetchJson) },
  });
}

function toMsalCredential(credential: GraphCredential) {
  if (credential.kind === 'secret') return { clientSecret: credential.secret.reveal() };
  const pem = credential.pem.reveal();
  const thumbprintSha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
  return { clientCertificate: { thumbprintSha256, privateKey: pem, x5c: pem } };
}

/** MSAL's calls go through our one door as well. */
function toNetworkClient(fetchJson: FetchJson): INetworkModule {
  return {
    sendGetRequestAsync: async <T>(url: string, options?: { headers?: Record<string, string> }) => {
      const answer = await fetchJson(url, { headers: options?.headers ?? {} });
      return { headers: { ...answer.headers }, body: answer.body as T, status: answer.status };
    },
    sendPostRequestAsync: async <T>(
      url: string,
      options?: { headers?: Record<string, string>; body?: string },
    ) => {
      const form = Object.fromEntries(new URLSearchParams(options?.body ?? ''));
      const answer = await fetchJson(url, { headers: options?.headers ?? {}, form });
      return { headers: { ...answer.headers }, body: answer.body as T, status: answer.status };
    },
  };
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });

export function createDemoGraphToken(deps: {
  issuer: Issuer;
  clientId: string;
  secret: Secret;
  fetchJson: FetchJson;
  now: () => number;
}): GetGraphToken {
  const kept = new Map<string, { token: string; until: number }>();
  return async (tid) => {
    const known = kept.get(tid);
    if (known && known.until > deps.now()) return known.token;
    const form = {
      grant_type: 'client_credentials',
      client_id: deps.clientId,
      client_secret: deps.secret.reveal(),
      scope: graphScope,
    };
    const answer = await deps.fetchJson(deps.issuer.tokenEndpointOf(tid), { form });
    const { access_token: token, expires_in: seconds } = tokenAnswer.parse(answer.body);
    kept.set(tid, { token, until: deps.now() + Math.max(0, seconds - 60) * 1000 });
    return token;
  };
}
