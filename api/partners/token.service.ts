// Tokens for app to app calls: client credentials, one refresh for many callers, kept per partner and tenant in memory.
import type { Outbound } from '../outbound/outbound.service';
import type { Partner } from './partner.schema';
import { readTokenAnswer, type Token } from './token-answer.policy';

export interface Tokens {
  /** Undefined if a token must be asked for first. */
  peek(partner: Partner, tid: string): Token | undefined;
  /** Throws token_refused, token_answer_incomplete, tenant_unknown_to_partner, server_*. */
  getToken(partner: Partner, tid: string, signal?: AbortSignal): Promise<Token>;
  /** After a 401: forgets this token, unless a newer one is there already. */
  invalidate(partner: Partner, tid: string, refused: string): void;
}

export interface TokenDeps {
  readonly outbound: Pick<Outbound, 'post'>;
  readonly now?: () => number;
}

interface Kept {
  readonly token: Token;
  readonly until: number;
}

const kept = 5_000;

export function createTokenService({ outbound, now = Date.now }: TokenDeps): Tokens {
  const cache = new Map<string, Kept>();
  const flights = new Map<string, Promise<Token>>();
  const toKey = (partner: Partner, tid: string) => `${partner.id}\n${tid.toLowerCase()}`;

  function peek(partner: Partner, tid: string): Token | undefined {
    const found = cache.get(toKey(partner, tid));
    return found && found.until > now() ? found.token : undefined;
  }

  async function fetchToken(partner: Partner, tid: string): Promise<Token> {
    const answer = await outbound.post(partner.tokenEndpoint ?? '', toForm(partner, tid), {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...toBasic(partner) },
    });
    const token = readTokenAnswer(answer, tid);
    if (cache.size >= kept) cache.delete(cache.keys().next().value ?? '');
    cache.set(toKey(partner, tid), { token, until: now() + token.usableSeconds * 1000 });
    return token;
  }

  return {
    peek,
    async getToken(partner, tid, signal) {
      const ready = peek(partner, tid);
      if (ready) return ready;
      const key = toKey(partner, tid);
      let flight = flights.get(key);
      if (flight === undefined) {
        // Not bound to the caller's signal: others wait for the same answer.
        flight = fetchToken(partner, tid).finally(() => flights.delete(key));
        flights.set(key, flight);
      }
      return signal ? untilAborted(flight, signal) : flight;
    },
    invalidate(partner, tid, refused) {
      const key = toKey(partner, tid);
      if (cache.get(key)?.token.accessToken === refused) cache.delete(key);
    },
  };
}

function toForm(partner: Partner, tid: string): string {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (partner.auth.kind === 'client_secret_post') {
    form.set('client_id', partner.auth.clientId);
    form.set('client_secret', partner.auth.clientSecret);
  }
  const scope = partner.scope.replaceAll('{tid}', tid);
  if (scope !== '') form.set('scope', scope);
  return form.toString();
}

/** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
function toBasic(partner: Partner): Record<string, string> {
  if (partner.auth.kind !== 'client_secret_basic') return {};
  const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
  const pair = `${encode(partner.auth.clientId)}:${encode(partner.auth.clientSecret)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

async function untilAborted<T>(flight: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    flight.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
