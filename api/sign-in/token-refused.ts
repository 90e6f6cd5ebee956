// Why a bearer token was refused, and whose it was where that is known for certain. Never holds the token.
import type { ErrorCode } from '../contract/error-codes';
import { KnownError, type KnownErrorParts } from '../errors/known-error';

/** Of a token that our tenant's issuer did sign, but that is expired, for another app, app-only … */
export interface KnownBearer {
  readonly tid: string;
  readonly oid?: string;
  readonly azp?: string;
  readonly uti?: string;
  readonly username?: string;
}

export class TokenRefused extends KnownError {
  /** undefined: forged, unreadable, or of a tenant that isn't ours; nothing in such a token may be believed. */
  readonly bearer: KnownBearer | undefined;

  constructor(code: ErrorCode, parts: KnownErrorParts, bearer?: KnownBearer) {
    super(code, parts);
    this.bearer = bearer;
  }
}
