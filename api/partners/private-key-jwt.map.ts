// The assertion of private_key_jwt (RFC 7523, SMART asymmetric): made out to the pinned token endpoint or to what the operator
// wrote, good for at most five minutes and for one request.
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { ClientKey } from './client-keys';

export interface AssertionParts {
  readonly clientId: string;
  readonly audience: string;
  readonly key: ClientKey;
  readonly seconds: number;
  /** Milliseconds. */
  readonly now: number;
}

/** What goes into the form of the token request. */
export async function toAssertionForm(parts: AssertionParts): Promise<Record<string, string>> {
  const { clientId, audience, key, seconds } = parts;
  const issuedAt = Math.floor(parts.now / 1000);
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .setJti(randomUUID())
    .sign(key.privateKey);
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
}
