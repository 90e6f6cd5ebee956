// The only door to other servers: address guard, limits, one deadline, no redirects but to listed origins. Knows neither FHIR nor
// partners.
import { Agent, request } from 'undici';
import { outboundLimits } from '../contract/limits';
import { createAddressPolicy } from './address.policy';
import { decode, isJson, parseJson } from './answer.map';
import { isBrokenConnection, outboundFault, toOutboundFault } from './faults';
import { createGuardedConnect, isReachable, type Resolve, resolveBySystem } from './guarded-connect';
import { checkLink, toHostname } from './link.policy';
import { type Hop, type Redirects, toNextHop } from './redirect.policy';
import { createServerGuard } from './server-guard';

export interface OutboundConfig {
  readonly allow: readonly string[];
  readonly isHttpAllowed: boolean;
  readonly limits?: Partial<Record<keyof typeof outboundLimits, number>>;
  /** The system's DNS; only tests bring another. */
  readonly resolve?: Resolve;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Whose calls are counted together; the origin if not given. */
  readonly server?: string;
  /** The caller reads the elements that it knows and never recurses into an answer. */
  readonly isShallowReader?: boolean;
  /** A POST that changes nothing and proves nothing that is good only once: it is made again when its connection breaks, like a GET. */
  readonly isRead?: boolean;
  /** Of a read: where a redirect may lead. Nowhere if not given. */
  readonly redirects?: Redirects | undefined;
  /** A 503 is an answer to this caller, who reads when to come back. */
  readonly isBusyAnAnswer?: boolean;
  /** Less than the usual deadline, where a part of it is used up. */
  readonly withinMs?: number | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** undefined if the answer is not JSON; that is for the caller to judge. */
  readonly json: unknown;
  readonly isJson: boolean;
}

export interface Outbound {
  /** What the link must look like. Throws link_* and address_not_allowed. */
  checkLink(text: string): URL;
  /** Asks DNS and checks every address. Throws address_not_allowed, server_unreachable. */
  checkAddress(url: URL): Promise<void>;
  /** A status of 2xx, 4xx or 501 is an answer; else it throws one of the server_* errors. */
  get(url: string | URL, options?: CallOptions): Promise<Answer>;
  post(url: string | URL, body: string, options?: CallOptions): Promise<Answer>;
  /** The few things that are neither. */
  send(method: 'PUT' | 'DELETE', url: string | URL, body?: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export function createOutbound(config: OutboundConfig): Outbound {
  const limits = { ...outboundLimits, ...config.limits };
  const addresses = createAddressPolicy({ allow: config.allow });
  const resolve = config.resolve ?? resolveBySystem;
  const guard = createServerGuard(limits);
  const agent = new Agent({
    connect: createGuardedConnect({ addresses, resolve, connectMs: limits.connectMs }),
    // The same for every server of one origin; the guard counts each server's calls.
    connections: limits.inFlightPerServer * 2,
    pipelining: 1,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 60_000,
    maxResponseSize: limits.answerBytes,
  });

  async function exchange(
    { url, ...init }: Hop,
    signal: AbortSignal,
    options: CallOptions,
    hops = 0,
  ): Promise<Answer> {
    const { isShallowReader = false, isBusyAnAnswer = false, redirects } = options;
    const answer = await request(url, { ...init, dispatcher: agent, signal });
    const length = Number(answer.headers['content-length'] ?? 0);
    if (length > limits.answerBytes) {
      answer.body.on('error', () => undefined).destroy();
      throw outboundFault('server_answer_too_large');
    }
    const wire = await answer.body.bytes();
    const { statusCode: status, headers } = answer;
    if (status >= 300 && status < 400) {
      const location = toText(headers.location);
      const next =
        redirects && hops < limits.redirects
          ? toNextHop({ status, location }, { url, ...init }, redirects)
          : undefined;
      if (next === undefined) throw outboundFault('server_redirects');
      return exchange({ ...next, url: toUrl(next.url) }, signal, options, hops + 1);
    }
    // 501 says "I don't do this", which is an answer.
    const isAnswer = status === 501 || (status === 503 && isBusyAnAnswer);
    if (status >= 500 && !isAnswer) throw outboundFault(status === 503 ? 'server_busy' : 'server_error');
    if (!isJson(toText(headers['content-type']))) return { status, headers, json: undefined, isJson: false };
    const bytes = await decode(wire, toText(headers['content-encoding']), limits);
    return { status, headers, json: parseJson(bytes, limits, isShallowReader), isJson: true };
  }

  async function call(hop: Hop, options: CallOptions): Promise<Answer> {
    const deadline = new AbortController();
    const timer = setTimeout(
      () => deadline.abort(outboundFault('server_timeout')),
      Math.min(options.withinMs ?? limits.totalMs, limits.totalMs),
    );
    const onAbort = () => deadline.abort(options.signal?.reason);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    if (options.signal?.aborted) onAbort();
    const { signal } = deadline;
    const { server = hop.url.origin, isRead = hop.method === 'GET' } = options;
    const mayRepeat = (error: unknown) =>
      isRead && isBrokenConnection(error) && !signal.aborted && guard.mayRetry(server);
    try {
      return await guard.run(
        server,
        async () => {
          try {
            return await exchange(hop, signal, options).catch((error: unknown) => {
              // A kept connection may be closed by the server just as we use it.
              if (!mayRepeat(error)) throw error;
              return exchange(hop, signal, options);
            });
          } catch (error) {
            throw signal.aborted ? signal.reason : toOutboundFault(error);
          }
        },
        signal,
      );
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    }
  }

  /** A mistake of ours may not become a request either: the scheme is looked at on every call. */
  function toUrl(url: string | URL): URL {
    const parsed = typeof url === 'string' ? new URL(url) : url;
    if (parsed.protocol === 'https:' || (parsed.protocol === 'http:' && config.isHttpAllowed)) return parsed;
    throw outboundFault('link_not_https');
  }

  const common = { accept: 'application/json', 'accept-encoding': 'gzip, deflate, br' };
  return {
    checkLink: (text) => checkLink(text, { isHttpAllowed: config.isHttpAllowed, addresses }),
    checkAddress: (url) =>
      checkAddress(url, (address) => isReachable(addresses, address, url.protocol !== 'https:'), resolve),
    async get(url, options = {}) {
      return call({ url: toUrl(url), method: 'GET', headers: { ...common, ...options.headers } }, options);
    },
    async post(url, body, options = {}) {
      return call(
        { url: toUrl(url), method: 'POST', headers: { ...common, ...options.headers }, body },
        options,
      );
    },
    async send(method, url, body = '', options = {}) {
      return call({ url: toUrl(url), method, headers: { ...common, ...options.headers }, body }, options);
    },
    close: () => agent.destroy(),
  };
}

async function checkAddress(
  url: URL,
  isAllowed: (address: string) => boolean,
  resolve: Resolve,
): Promise<void> {
  const host = toHostname(url);
  const found = await new Promise<readonly { address: string }[]>((done, fail) => {
    resolve(host, (error, list) =>
      error ? fail(outboundFault('server_unreachable', { cause: error })) : done(list),
    );
  });
  if (found.length === 0 || !found.every((one) => isAllowed(one.address)))
    throw outboundFault('address_not_allowed');
}

function toText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}
