// Headers that every answer carries: what the tab may load, and who may frame it (T16).
import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** The hosts of Teams; its move to *.cloud.microsoft is under way, so both. */
const teamsHosts = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
];
const nonces = new WeakMap<object, string>();

export function createSecurityHeaders(frameAncestors: readonly string[]): RequestHandler[] {
  const directives = {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    // Fluent's style elements are made by script and filled by CSSOM: the nonce lets those in and no other.
    styleSrc: ["'self'", (_request: unknown, response: object) => `'nonce-${nonces.get(response) ?? ''}'`],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'self'", ...teamsHosts, ...frameAncestors],
  };
  return [
    (_request, response, next) => {
      nonces.set(response, randomBytes(16).toString('base64'));
      next();
    },
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      // Teams frames us: frame-ancestors says who may, and this old header would forbid it.
      frameguard: false,
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
    }),
  ];
}

/** Of this answer's Content-Security-Policy. */
export function getNonce(response: Response): string {
  const nonce = nonces.get(response);
  if (nonce === undefined) throw new Error('security headers are mounted first');
  return nonce;
}
