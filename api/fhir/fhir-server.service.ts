// One FHIR server as one tenant sees it: adds the token, refreshes it once after a 401, judges every answer.
import { outboundLimits } from '../contract/limits';
import type { Answer, Outbound } from '../outbound/outbound.service';
import type { Redirects } from '../outbound/redirect.policy';
import type { PartnerRules } from '../partners/partner.schema';
import { isRaw, type Raw } from './any-release/element';
import type { Bearer, FhirRelease } from './ehr';
import { fhirFault, isGrave, toIssues, toServerFault } from './fhir-faults';
import { toInnerUrl } from './searchset.map';
import { type Throttle, toWaitMs, toWaitSeconds } from './throttle.service';

export interface FhirServer {
  readonly base: URL;
  /** The base as it stands in absolute references, without a slash at its end. */
  readonly baseText: string;
  /** `path` is below the base, or a whole URL that searchset.map has checked. Throws server_*, search_*, token_*, … */
  get(path: string, signal?: AbortSignal): Promise<Raw>;
  /** A search in the way that the server wants it: a form, the query of a POST, or a GET. */
  search(type: string, form: URLSearchParams, way: SearchWay, signal?: AbortSignal): Promise<Raw>;
  postBatch(paths: readonly string[], signal?: AbortSignal): Promise<Raw>;
  /** After entries of a batch were throttled: the server is left alone for a moment. Whether they may be asked for again. */
  mayAskEntriesAgain(): boolean;
}

export type SearchWay = PartnerRules['patientSearch'];

export interface FhirServerParts {
  readonly outbound: Pick<Outbound, 'get' | 'post'>;
  readonly link: string;
  readonly release: FhirRelease;
  /** undefined: an open server, which never gets a token. */
  readonly bearer: Bearer | undefined;
  readonly rules: ServerRules;
  /** Tells the partner which hospital is meant, where it goes by header. */
  readonly routingHeaders: Readonly<Record<string, string>>;
  readonly throttle: Throttle;
  readonly now: () => number;
}

export type ServerRules = Pick<
  PartnerRules,
  'headers' | 'batchHeaders' | 'isStrictAsked' | 'errors' | 'redirects'
>;

export const acceptFhir = 'application/fhir+json, application/json+fhir;q=0.9, application/json;q=0.8';

export function createFhirServer(parts: FhirServerParts): FhirServer {
  const { outbound, bearer, rules, routingHeaders, throttle, now } = parts;
  const base = new URL(parts.link);
  const baseText = base.href.replace(/\/+$/, '');
  const mediaType = parts.release === 'DSTU2' ? 'application/json+fhir' : 'application/fhir+json';
  const redirects = toRedirects(rules.redirects, base);
  const toUrl = (path: string) =>
    path.startsWith('https://') || path.startsWith('http://') ? path : `${baseText}/${path}`;

  function toHeaders(
    accessToken: string | undefined,
    contentType: string | undefined,
  ): Record<string, string> {
    return {
      ...rules.headers,
      ...routingHeaders,
      accept: acceptFhir,
      // Without it many servers ignore a parameter that they don't know, and answer with other patients.
      ...(rules.isStrictAsked && { prefer: 'handling=strict' }),
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    };
  }

  const toCall = (headers: Record<string, string>, withinMs: number | undefined) => ({
    headers,
    withinMs,
    server: baseText,
    isBusyAnAnswer: true,
    isRead: true,
    redirects,
  });

  async function sendWithToken(
    call: Call,
    contentType: string | undefined,
    signal: AbortSignal | undefined,
    withinMs?: number,
  ): Promise<Answer> {
    if (bearer === undefined) return call(toHeaders(undefined, contentType), withinMs);
    const token = bearer.peek() ?? (await bearer.get(signal));
    const answer = await call(toHeaders(token, contentType), withinMs);
    if (answer.status !== 401) return answer;
    bearer.refuse(token);
    return call(toHeaders(await bearer.get(signal), contentType), withinMs);
  }

  /** A throttled call is made again once, when the server wants it and before this call's own deadline. */
  async function send(
    call: Call,
    contentType: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Raw> {
    const deadline = now() + outboundLimits.totalMs;
    throttle.count(baseText);
    const isHeld = throttle.isHeld(baseText);
    if (isHeld) await throttle.wait(baseText, deadline, signal);
    const left = isHeld ? deadline - now() : undefined;
    const answer = await sendWithToken(call, contentType, signal, left);
    if (!isThrottled(answer)) return toBody(answer, rules.errors, now);
    if (throttle.mayAskAgain(baseText, toWaitMs(answer.headers, now()), deadline)) {
      await throttle.wait(baseText, deadline, signal);
      const second = await sendWithToken(call, contentType, signal, deadline - now());
      if (isThrottled(second)) throttle.mayAskAgain(baseText, toWaitMs(second.headers, now()), now());
      return toBody(second, rules.errors, now);
    }
    return toBody(answer, rules.errors, now);
  }

  return {
    base,
    baseText,
    get(path, signal) {
      return send(
        (headers, withinMs) => outbound.get(toUrl(path), { ...toCall(headers, withinMs), signal }),
        undefined,
        signal,
      );
    },
    search(type, form, way, signal) {
      if (way === 'get') return this.get(`${type}?${form}`, signal);
      const url = toUrl(`${type}/_search${way === 'postQuery' ? `?${form}` : ''}`);
      const body = way === 'postQuery' ? '' : form.toString();
      return send(
        (headers, withinMs) => outbound.post(url, body, { ...toCall(headers, withinMs), signal }),
        'application/x-www-form-urlencoded',
        signal,
      );
    },
    postBatch(paths, signal) {
      const body = toBatch(paths);
      return send(
        (headers, withinMs) =>
          outbound.post(baseText, body, {
            ...toCall({ ...headers, ...rules.batchHeaders }, withinMs),
            signal,
            isShallowReader: true,
          }),
        mediaType,
        signal,
      );
    },
    mayAskEntriesAgain: () => throttle.mayAskAgain(baseText, entriesWaitMs, now() + outboundLimits.totalMs),
  };
}

/** A token is for the base and what is below it, wherever a redirect leads. */
export function toRedirects(origins: readonly string[], base: URL): Redirects | undefined {
  if (origins.length === 0) return undefined;
  return { origins, isInside: (url) => toInnerUrl(url, base) !== undefined };
}

type Call = (headers: Record<string, string>, withinMs: number | undefined) => Promise<Answer>;
/** A throttled entry names no time. */
const entriesWaitMs = 500;

function isThrottled({ status }: Answer): boolean {
  return status === 429 || status === 503;
}

function toBatch(paths: readonly string[]): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'batch',
    entry: paths.map((url) => ({ request: { method: 'GET', url } })),
  });
}

function toBody(answer: Answer, meanings: ServerRules['errors'], now: () => number): Raw {
  const { status, json } = answer;
  if (status >= 200 && status < 300) {
    if (!answer.isJson) throw fhirFault('server_not_fhir');
    if (!isRaw(json) || typeof json.resourceType !== 'string') throw fhirFault('server_not_fhir');
    // A grave outcome under status 200 is a failure all the same.
    if (json.resourceType === 'OperationOutcome' && toIssues(json).some(isGrave))
      throw toServerFault(status, json, { meanings });
    return json;
  }
  const retryAfterSeconds = isThrottled(answer) ? toWaitSeconds(answer.headers, now()) : undefined;
  throw toServerFault(status, json, { retryAfterSeconds, meanings });
}
