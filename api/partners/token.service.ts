// Tokens for app to app calls: client credentials, one refresh for many callers, kept per partner and tenant in memory.
import { isKnownError } from '../errors/known-error';
import type { Partner } from './partner.schema';
import { findPartnerTenant } from './routing.policy';
import { readTokenAnswer, type Token, type TokenExpectation } from './token-answer.policy';
import { createTokenRequest, type TokenRequestDeps } from './token-request.service';

export interface Tokens {
  /** Undefined if a token must be asked for first. */
  peek(partner: Partner, tid: string): Token | undefined;
  /** Throws token_refused, token_answer_incomplete, tenant_unknown_to_partner, token_endpoint_differs, server_*. */
  getToken(partner: Partner, tid: string, signal?: AbortSignal): Promise<Token>;
  /** After a 401: forgets this token, unless a newer one is there already. */
  invalidate(partner: Partner, tid: string, refused: string): void;
}

export type TokenDeps = Omit<TokenRequestDeps, 'now'> & {
  readonly now?: () => number;
  /** The partner as the register has it at this moment: a secret may have been changed since it was last looked at. */
  readonly findFresh?: (partner: Partner) => Promise<Partner | undefined>;
};

/** By whose registration: another one, with other secrets or none, is another partner. */
interface OfPartner {
  readonly partner: Partner;
}

interface Kept extends OfPartner {
  readonly token: Token;
  readonly until: number;
}

const kept = 5_000;

export function createTokenService({ now = Date.now, findFresh, ...deps }: TokenDeps): Tokens {
  const askForToken = createTokenRequest({ ...deps, now });
  const cache = new Map<string, Kept>();
  const flights = new Map<string, OfPartner & { readonly token: Promise<Token> }>();
  const toKey = (partner: Partner, tid: string) => `${partner.id}\n${tid.toLowerCase()}`;

  function peek(partner: Partner, tid: string): Token | undefined {
    const found = cache.get(toKey(partner, tid));
    return found?.partner === partner && found.until > now() ? found.token : undefined;
  }

  async function fetchToken(partner: Partner, tid: string): Promise<Token> {
    try {
      return await ask(partner, tid);
    } catch (error) {
      const isRefused = isKnownError(error) && error.code === 'token_refused';
      const fresh = isRefused ? await findFresh?.(partner) : undefined;
      if (fresh === undefined || fresh === partner) throw error;
      return ask(fresh, tid);
    }
  }

  async function ask(partner: Partner, tid: string): Promise<Token> {
    const token = readTokenAnswer(await askForToken(partner, tid), toExpectation(partner, tid));
    if (cache.size >= kept) cache.delete(cache.keys().next().value ?? '');
    cache.set(toKey(partner, tid), { partner, token, until: now() + token.usableSeconds * 1000 });
    return token;
  }

  return {
    peek,
    async getToken(partner, tid, signal) {
      const ready = peek(partner, tid);
      if (ready) return ready;
      const key = toKey(partner, tid);
      let flight = flights.get(key);
      if (flight?.partner !== partner) {
        // Not bound to the caller's signal: others wait for the same answer.
        const token = fetchToken(partner, tid).finally(() => {
          if (flights.get(key)?.token === token) flights.delete(key);
        });
        // Who asked may have gone before anybody listens: a failure that nobody hears would end the process.
        token.catch(() => undefined);
        flight = { partner, token };
        flights.set(key, flight);
      }
      return signal ? untilAborted(flight.token, signal) : flight.token;
    },
    invalidate(partner, tid, refused) {
      const key = toKey(partner, tid);
      if (cache.get(key)?.token.accessToken === refused) cache.delete(key);
    },
  };
}

/** The contract demands `expires_in`; elsewhere the standard only recommends it, and SMART's five minutes are assumed. */
const contractual: ReadonlySet<Partner['preset']> = new Set(['contract', 'datica', 'cloverleaf', 'corolar']);
const secondsIfUnsaid = 300;

function toExpectation(partner: Partner, tid: string): TokenExpectation {
  const isEntra = partner.auth.kind === 'entra';
  const ownName = findPartnerTenant(partner, tid);
  return {
    tenants: isEntra ? [] : [tid, ...(ownName === undefined ? [] : [ownName])],
    isTenantAsked: !isEntra && /\{(tid|partnerTenant)\}/.test(partner.scope),
    secondsIfUnsaid: contractual.has(partner.preset) ? undefined : secondsIfUnsaid,
  };
}

async function untilAborted<T>(flight: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    flight.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
