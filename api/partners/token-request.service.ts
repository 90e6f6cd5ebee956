// One token request to a partner, by the kind of proof that it takes. Secrets and assertions go to the pinned endpoint alone.
import { KnownError } from '../errors/known-error';
import type { Outbound } from '../outbound/outbound.service';
import type { ClientKeys } from './client-keys';
import { toSecretRequest } from './client-secret.map';
import { askEntra, type EntraAuth, toCertificateProof } from './entra-request.service';
import { toGrantForm } from './jwt-bearer.map';
import type { Partner } from './partner.schema';
import { toAssertionForm } from './private-key-jwt.map';
import { toScope } from './routing.policy';
import { createSecretChoice, type Secrets } from './secret-choice.policy';
import type { TokenAnswer } from './token-answer.policy';

export interface TokenRequestDeps {
  readonly outbound: Pick<Outbound, 'post'>;
  readonly now: () => number;
  readonly clientKeys?: Pick<ClientKeys, 'find'> | undefined;
  /** The Entra tenant of a partner whose registration names none. */
  readonly getEntraTenant?: ((partner: Partner, tid: string) => Promise<string>) | undefined;
}

/** Throws token_refused, tenant_unknown_to_partner, token_endpoint_differs, server_*. */
export type AskForToken = (partner: Partner, tid: string) => Promise<TokenAnswer>;

export function createTokenRequest(deps: TokenRequestDeps): AskForToken {
  const { outbound } = deps;
  const askWithEither = createSecretChoice();

  async function post(
    { tokenEndpoint }: Partner,
    scope: string,
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    if (tokenEndpoint === undefined) throw notConfigured();
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form, ...(scope && { scope }) });
    return outbound.post(tokenEndpoint, body.toString(), {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  async function askByEntra(partner: Partner, auth: EntraAuth, tid: string): Promise<TokenAnswer> {
    const tenant = auth.tenant ?? (await deps.getEntraTenant?.(partner, tid));
    if (tenant === undefined) throw notConfigured();
    const { credential } = auth;
    if (credential.kind === 'certificate') {
      return askWithEither(toPems(credential), (pem) =>
        askEntra(outbound, auth, tenant, toCertificateProof(pem)),
      );
    }
    return askWithEither(credential, (clientSecret) => askEntra(outbound, auth, tenant, { clientSecret }));
  }

  return async (partner, tid) => {
    const { auth } = partner;
    if (auth.kind === 'entra') return askByEntra(partner, auth, tid);
    const scope = toScope(partner, tid);
    if (auth.kind === 'private_key_jwt') {
      const key = deps.clientKeys?.find(auth.alg);
      const audience = auth.audience ?? partner.tokenEndpoint;
      if (key === undefined || audience === undefined) throw notConfigured();
      const { clientId, seconds } = auth;
      return post(
        partner,
        scope,
        await toAssertionForm({ clientId, audience, key, seconds, now: deps.now() }),
      );
    }
    if (auth.kind === 'jwt_bearer') {
      const audience = auth.audience ?? partner.tokenEndpoint;
      if (audience === undefined) throw notConfigured();
      return post(partner, '', await toGrantForm({ auth, audience, scope, now: deps.now() }));
    }
    return askWithEither(auth, (secret) => {
      const { form, headers } = toSecretRequest(auth.kind, auth.clientId, secret);
      return post(partner, scope, form, headers);
    });
  };
}

type Certificate = Extract<EntraAuth['credential'], { kind: 'certificate' }>;
const pems = new WeakMap<Certificate, Secrets>();

/** Two certificates are chosen between as two secrets are; the same registration is the same pair, whose choice is remembered. */
function toPems(credential: Certificate): Secrets {
  const known = pems.get(credential);
  if (known !== undefined) return known;
  const made = { clientSecret: credential.pem, previousSecret: credential.previousPem };
  pems.set(credential, made);
  return made;
}

/** The register refuses such partners at start; a mistake of ours still sends nothing. */
function notConfigured(): KnownError {
  return new KnownError('token_refused', {
    status: 502,
    detail: 'This app has no way to sign in there yet. Ask your operator to complete the registration.',
  });
}
