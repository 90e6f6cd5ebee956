// Reads a server's metadata and keeps it for a while: opening a list must not wait for it. Without a token, but for servers
// that describe themselves to registered clients alone: those get the token of the partner that the link belongs to.
import { isDeepStrictEqual } from 'node:util';
import type { Answer, Outbound } from '../outbound/outbound.service';
import { type Capability, toCapability } from './capability.map';
import type { Bearer, FhirRelease } from './ehr';
import { fhirFault, toServerFault } from './fhir-faults';
import { acceptFhir, toRedirects } from './fhir-server.service';
import { toWaitSeconds } from './throttle.service';

/** How a matched partner's metadata may be read with its token. An open server has none of it. */
export interface MetadataAccess {
  readonly tid: string;
  readonly bearer: Bearer;
  /** Of the site, and those that tell the partner which hospital is meant. */
  readonly headers: Readonly<Record<string, string>>;
  /** `auto`: with the token once the server has refused to tell without. */
  readonly mode: 'auto' | 'bearer';
}

export interface MetadataAsk {
  readonly link: string;
  readonly pinned: FhirRelease | undefined;
  /** Origins to which it may be redirected. */
  readonly redirects?: readonly string[] | undefined;
  readonly access?: MetadataAccess | undefined;
}

export interface Capabilities {
  /** From memory if it is there; then without a round trip. Failures are never kept. */
  get(ask: MetadataAsk): Promise<Capability>;
  /** Asks the server now. Throws metadata_protected, server_*, token_*, address_not_allowed. */
  read(ask: MetadataAsk, signal?: AbortSignal): Promise<Capability>;
}

const keptMs = 3_600_000;
const mostKept = 1_000;

export function createCapabilities(deps: {
  outbound: Pick<Outbound, 'get'>;
  now: () => number;
}): Capabilities {
  const cache = new Map<string, { capability: Capability; until: number }>();
  const flights = new Map<string, Promise<Capability>>();
  /** Servers that have refused to describe themselves to strangers. */
  const guarded = new Set<string>();

  function call(
    { link, redirects = [] }: MetadataAsk,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ) {
    return deps.outbound.get(`${link}/metadata`, {
      headers: { ...headers, accept: acceptFhir },
      signal,
      server: link,
      isBusyAnAnswer: true,
      redirects: toRedirects(redirects, new URL(link)),
    });
  }

  async function callWithToken(
    question: MetadataAsk,
    access: MetadataAccess,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const { bearer, headers } = access;
    const send = (token: string) => call(question, { ...headers, authorization: `Bearer ${token}` }, signal);
    const token = bearer.peek() ?? (await bearer.get(signal));
    const answer = await send(token);
    if (answer.status !== 401) return answer;
    bearer.refuse(token);
    return send(await bearer.get(signal));
  }

  function isWithToken({ link, access }: MetadataAsk): boolean {
    return access !== undefined && (access.mode === 'bearer' || guarded.has(link));
  }

  async function ask(question: MetadataAsk, signal: AbortSignal | undefined): Promise<Answer> {
    const { link, access } = question;
    if (access === undefined) return call(question, {}, signal);
    if (!isWithToken(question)) {
      const answer = await call(question, {}, signal);
      if (!isRefused(answer)) return answer;
    }
    const answer = await callWithToken(question, access, signal);
    if (isRefused(answer)) throw fhirFault('access_denied_by_server');
    keepGuarded(link);
    return answer;
  }

  async function read(question: MetadataAsk, signal?: AbortSignal): Promise<Capability> {
    const { status, headers, json, isJson } = await ask(question, signal);
    if (status === 401 || status === 403) throw fhirFault('metadata_protected');
    if (status === 429 || status === 503)
      throw toServerFault(status, json, { retryAfterSeconds: toWaitSeconds(headers, deps.now()) });
    if (status !== 200 || !isJson) throw fhirFault('server_not_fhir');
    const said = toCapability(json, question.pinned);
    const key = toKey(question);
    const known = cache.get(key)?.capability;
    // What has not changed stays the same object: a server that was opened by it stays open, with the places that it knows.
    const capability = known !== undefined && isDeepStrictEqual(known, said) ? known : said;
    if (cache.size >= mostKept) cache.delete(cache.keys().next().value ?? '');
    cache.set(key, { capability, until: deps.now() + keptMs });
    return capability;
  }

  function keepGuarded(link: string): void {
    if (guarded.size >= mostKept) guarded.clear();
    guarded.add(link);
  }

  /** What only a token brought is kept for the tenant whose token it was. */
  function toKey(question: MetadataAsk): string {
    const { link, pinned, access } = question;
    return `${isWithToken(question) ? access?.tid : ''} ${pinned ?? ''} ${link}`;
  }

  function fly(question: MetadataAsk): Promise<Capability> {
    const key = toKey(question);
    const known = flights.get(key);
    if (known) return known;
    const flight = read(question).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  }

  return {
    read,
    async get(question) {
      const found = cache.get(toKey(question));
      if (found === undefined) return fly(question);
      // An old one serves while a new one is fetched; if that fails, the old one serves on.
      if (found.until <= deps.now()) fly(question).catch(() => undefined);
      return found.capability;
    },
  };
}

function isRefused({ status }: Answer): boolean {
  return status === 401 || status === 403;
}
