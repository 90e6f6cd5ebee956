// A made-up cloud before its FHIR server: service accounts that sign in with an assertion of their own key, which is the grant
// (RFC 7523, 2.1), and opaque tokens. Client credentials are not a grant here.
import { type KeyObject, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { getRsaPair } from '../../support/rsa-pairs';
import { type Answer, readBody, send, toExchange, toJsonAnswer } from '../exchange';
import type { Authority, AuthorityOptions, Checked } from './authority';

/** What the cloud hands out when a key is made for an account; the private half is kept nowhere else. */
export interface ServiceAccount {
  keyId: string;
  pem: string;
  publicKey: KeyObject;
}

export async function createServiceAccount(owner: string): Promise<ServiceAccount> {
  const { privateKey, publicKey } = await getRsaPair(`service account of ${owner}`);
  return {
    keyId: randomBytes(20).toString('hex'),
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
  };
}

const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const longestSeconds = 3_600;
const leeway = 5;

function refuse(error: string, text: string): Answer {
  return toJsonAnswer(400, { error, error_description: text });
}

export function createServiceAccountAuthority(options: AuthorityOptions, account: ServiceAccount): Authority {
  const { auth, issuer, knobs } = options;
  const issued = new Map<string, number>();
  knobs.onRevoke(() => issued.clear());

  async function verify(assertion: string): Promise<JWTPayload | Answer> {
    try {
      const { payload } = await jwtVerify(assertion, account.publicKey, {
        algorithms: ['RS256'],
        issuer: auth.clientId,
        audience: `${issuer}/token`,
        requiredClaims: ['exp', 'iat'],
      });
      const { exp = 0, iat = 0 } = payload;
      if (exp - iat > longestSeconds || iat > Date.now() / 1000 + leeway) {
        return refuse('invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes).');
      }
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return refuse('invalid_grant', 'Invalid JWT Signature.');
      throw error;
    }
  }

  async function toAnswer(form: URLSearchParams): Promise<Answer> {
    if (form.get('grant_type') !== grant) {
      return refuse('unsupported_grant_type', 'Invalid grant_type');
    }
    const assertion = form.get('assertion') ?? '';
    if (knobs.now.grantDisabled) {
      return refuse('unauthorized_client', 'Client is unauthorized to retrieve access tokens.');
    }
    if (knobs.now.rejectSecret || findKeyId(assertion) !== account.keyId) {
      return refuse('invalid_grant', 'Invalid JWT: the key is not known.');
    }
    const read = await verify(assertion);
    if ('status' in read && 'body' in read) return read as Answer;
    const asked = 'scope' in read && typeof read.scope === 'string' ? read.scope.split(' ') : [];
    // The form's own scope counts for nothing here.
    if (asked.length === 0 || !asked.every((one) => auth.scopes?.includes(one) === true)) {
      return refuse('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
    }
    const seconds = knobs.now.tokenSeconds ?? auth.lifetimeSeconds;
    const token = `made-up.${randomBytes(48).toString('base64url')}`;
    issued.set(token, Date.now() + seconds * 1000);
    return toJsonAnswer(200, {
      access_token: token,
      token_type: 'Bearer',
      ...(knobs.now.noExpiresIn ? {} : { expires_in: seconds }),
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = toExchange(request, response);
    const body = (await readBody(exchange)).toString('utf8');
    const isToken = request.method === 'POST' && exchange.path.join('/') === 'token';
    send(
      exchange,
      isToken ? await toAnswer(new URLSearchParams(body)) : toJsonAnswer(404, { error: 'not_found' }),
    );
  }

  return {
    handle: (request, response) => void answer(request, response),
    async check(token): Promise<Checked> {
      const until = issued.get(token);
      if (until === undefined) return { refused: 'The token is not valid here.' };
      const now = Date.now() + knobs.now.clockAheadSeconds * 1000;
      return until > now ? { tid: auth.scopes?.join(' ') ?? '' } : { refused: 'The token has expired.' };
    },
  };
}

function findKeyId(assertion: string): string | undefined {
  try {
    return decodeProtectedHeader(assertion).kid;
  } catch {
    return undefined;
  }
}
