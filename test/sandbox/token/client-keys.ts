// The keys of the client that comes to the personas: made in memory at start, or the client's own, by value or by address.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { getRsaPair } from '../../support/rsa-pairs';

/** What a portal is given: the set itself, or where it is. With an address, the keys can be changed without the portal. */
export interface RegisteredKeys {
  jwks?: { keys: readonly JWK[] };
  jwksUri?: string;
}

/** The keys that a test signs with where it brings none. */
export interface ClientKeys {
  jwks: { keys: JWK[] };
  /** A client assertion (RFC 7523); claims can be changed to see it refused. */
  sign(clientId: string, audience: string, options?: SignOptions): Promise<string>;
}
export interface SignOptions {
  alg?: ClientAlg;
  claims?: Readonly<Record<string, unknown>>;
  seconds?: number;
}
const algs = ['RS384', 'ES384'] as const;
export type ClientAlg = (typeof algs)[number];

export async function createClientKeys(): Promise<ClientKeys> {
  const made = await Promise.all(
    algs.map(async (alg) => {
      const { privateKey, publicKey } = await (alg === 'RS384'
        ? getRsaPair('client of the sandbox')
        : generateKeyPair(alg, { extractable: true }));
      const jwk: JWK = { ...(await exportJWK(publicKey)), alg, use: 'sig', kid: `made-up-${alg}` };
      return { alg, privateKey, jwk };
    }),
  );
  return {
    jwks: { keys: made.map(({ jwk }) => jwk) },
    async sign(clientId, audience, { alg = 'RS384', claims = {}, seconds = 300 } = {}) {
      const key = made.find((one) => one.alg === alg);
      if (key === undefined) throw new Error(`No key for ${alg}`);
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now };
      return new SignJWT({ ...usual, exp: now + seconds, ...claims })
        .setProtectedHeader({ alg, typ: 'JWT', kid: `made-up-${alg}` })
        .sign(key.privateKey);
    },
  };
}
