// One FHIR server as one tenant sees it: adds the token, refreshes it once after a 401, judges every answer.
import type { Answer, Outbound } from '../outbound/outbound.service';
import type { PartnerRules } from '../partners/partner.schema';
import { isRaw, type Raw } from './any-release/element';
import type { Bearer, FhirRelease } from './ehr';
import { fhirFault, isGrave, toIssues, toRetryAfter, toServerFault } from './fhir-faults';

export interface FhirServer {
  readonly base: URL;
  /** The base as it stands in absolute references, without a slash at its end. */
  readonly baseText: string;
  /** `path` is below the base, or a whole URL that searchset.map has checked. Throws server_*, search_*, token_*, … */
  get(path: string, signal?: AbortSignal): Promise<Raw>;
  /** A search in the way that the server wants it: a form, the query of a POST, or a GET. */
  search(type: string, form: URLSearchParams, way: SearchWay, signal?: AbortSignal): Promise<Raw>;
  postBatch(paths: readonly string[], signal?: AbortSignal): Promise<Raw>;
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
}

export type ServerRules = Pick<PartnerRules, 'headers' | 'batchHeaders' | 'isStrictAsked' | 'errors'>;

export const acceptFhir = 'application/fhir+json, application/json+fhir;q=0.9, application/json;q=0.8';

export function createFhirServer(parts: FhirServerParts): FhirServer {
  const { outbound, bearer, rules, routingHeaders } = parts;
  const base = new URL(parts.link);
  const baseText = base.href.replace(/\/+$/, '');
  const mediaType = parts.release === 'DSTU2' ? 'application/json+fhir' : 'application/fhir+json';
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

  async function send(
    call: (headers: Record<string, string>) => Promise<Answer>,
    contentType: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Raw> {
    if (bearer === undefined) return toBody(await call(toHeaders(undefined, contentType)), rules.errors);
    const token = bearer.peek() ?? (await bearer.get(signal));
    const answer = await call(toHeaders(token, contentType));
    if (answer.status !== 401) return toBody(answer, rules.errors);
    bearer.refuse(token);
    return toBody(await call(toHeaders(await bearer.get(signal), contentType)), rules.errors);
  }

  return {
    base,
    baseText,
    get(path, signal) {
      return send(
        (headers) => outbound.get(toUrl(path), { headers, signal, server: baseText }),
        undefined,
        signal,
      );
    },
    search(type, form, way, signal) {
      if (way === 'get') return this.get(`${type}?${form}`, signal);
      const url = toUrl(`${type}/_search${way === 'postQuery' ? `?${form}` : ''}`);
      const body = way === 'postQuery' ? '' : form.toString();
      return send(
        (headers) => outbound.post(url, body, { headers, signal, server: baseText }),
        'application/x-www-form-urlencoded',
        signal,
      );
    },
    postBatch(paths, signal) {
      const body = toBatch(paths);
      return send(
        (headers) =>
          outbound.post(baseText, body, {
            headers: { ...headers, ...rules.batchHeaders },
            signal,
            server: baseText,
            isShallowReader: true,
          }),
        mediaType,
        signal,
      );
    },
  };
}

function toBatch(paths: readonly string[]): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'batch',
    entry: paths.map((url) => ({ request: { method: 'GET', url } })),
  });
}

function toBody(answer: Answer, meanings: ServerRules['errors']): Raw {
  const { status, json } = answer;
  if (status >= 200 && status < 300) {
    if (!answer.isJson) throw fhirFault('server_not_fhir');
    if (!isRaw(json) || typeof json.resourceType !== 'string') throw fhirFault('server_not_fhir');
    // A grave outcome under status 200 is a failure all the same.
    if (json.resourceType === 'OperationOutcome' && toIssues(json).some(isGrave))
      throw toServerFault(status, json, { meanings });
    return json;
  }
  const retryAfterSeconds = toRetryAfter(answer.headers['retry-after']);
  throw toServerFault(status, json, { retryAfterSeconds, meanings });
}
