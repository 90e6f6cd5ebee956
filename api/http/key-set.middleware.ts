// Serves this app's public keys without sign-in, so that partners can check what it signs (RFC 7517, SMART asymmetric).
import { type RequestHandler, Router } from 'express';

export const keySetPath = '/.well-known/jwks.json';

export interface PublicKeySet {
  readonly keys: readonly Readonly<Record<string, string>>[];
}

/** Partners may keep the set for a quarter of an hour: a next key stands in it long before it signs. */
export function createKeySetPage(set: PublicKeySet): Router {
  const serve: RequestHandler = (_request, response) => {
    response
      .set({
        'Cache-Control': 'public, max-age=900',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      })
      .json(set);
  };
  const router = Router({ caseSensitive: true, strict: true });
  router.get(keySetPath, serve);
  return router;
}
