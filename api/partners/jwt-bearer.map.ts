// The grant of a service account (RFC 7523, section 2.1, as Google has it): an assertion signed by the account's own key that
// names the scope. Made out to the pinned token endpoint or to what the operator wrote.
import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { PartnerAuth } from './partner.schema';

export type JwtBearerAuth = Extract<PartnerAuth, { kind: 'jwt_bearer' }>;

export interface GrantParts {
  readonly auth: JwtBearerAuth;
  readonly audience: string;
  readonly scope: string;
  /** Milliseconds. */
  readonly now: number;
}

/** The whole form of the token request. */
export async function toGrantForm(parts: GrantParts): Promise<Record<string, string>> {
  const { auth, audience, scope, now } = parts;
  const issuedAt = Math.floor(now / 1000);
  const assertion = await new SignJWT({ ...(scope && { scope }), ...(auth.subject && { sub: auth.subject }) })
    .setProtectedHeader({ alg: 'RS256', kid: auth.keyId, typ: 'JWT' })
    .setIssuer(auth.clientId)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + auth.seconds)
    .setJti(randomUUID())
    .sign(createPrivateKey(auth.pem));
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
}
