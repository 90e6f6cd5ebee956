// Reads the API's own FHIR facade with fhirclient, loaded when first asked for. The token goes to our own origin only:
// addresses are always built here, never taken from an answer.
import type { OperationOutcome } from 'fhir/r4';
import type { fhirclient } from 'fhirclient/lib/types';
import { paths, type TeamAddress } from '../../api/contract/paths';
import { type AnyCode, ApiProblem, toPageProblem, toRequestError, toTabProblem } from './problem';
import { askToken, type TokenDeps } from './token';
import { withVisibleTexts } from './visible-text';

export interface FhirRequest {
  /** Below the facade: `Patient/_search`, `Patient/{id}/$chart`. */
  readonly path: string;
  /** Sent as a form by POST, so that no name stands in an address. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type FhirReader = <T>(request: FhirRequest) => Promise<T>;

export interface FhirReaderDeps extends TokenDeps {
  readonly address: TeamAddress;
  readonly origin: string;
}

/** A read throws ApiProblem, or an AbortError. */
export function createFhirReader(deps: FhirReaderDeps): FhirReader {
  const serverUrl = `${deps.origin}${paths.fhir(deps.address)}`;
  const once = async (request: FhirRequest): Promise<unknown> => {
    const [{ default: fhir }, token] = await Promise.all([loadClient(), askToken(deps)]);
    return fhir.client({ serverUrl, tokenResponse: { access_token: token } }).request(toOptions(request));
  };
  return async <T>(request: FhirRequest): Promise<T> => {
    try {
      const answer = await once(request).catch((error: unknown) => {
        // As all of the tab's requests: a token that has just ended is asked for anew, once.
        if (toStatus(error) === 401) return once(request);
        throw error;
      });
      // Checked by the API, which answers in R4; what comes in between may answer a page.
      if (!isResource(answer)) throw toTabProblem('unreadable');
      return withVisibleTexts(answer) as T;
    } catch (error) {
      throw toFhirProblem(error, deps.isOnline(), request.signal);
    }
  };
}

const loadClient = () => import(/* webpackChunkName: "fhir" */ 'fhirclient');

function toOptions({ path, form, signal }: FhirRequest): fhirclient.RequestOptions {
  const accept = { accept: 'application/fhir+json' };
  return {
    url: path,
    headers: accept,
    ...(signal && { signal }),
    ...(form && {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' },
    }),
  };
}

const isResource = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'resourceType' in answer;

/** Of an answer that was a refusal; 0: there was none. */
const toStatus = (error: unknown) => (error instanceof Error && 'status' in error ? Number(error.status) : 0);

/** fhirclient has read the body already and keeps it in its message. */
function toFhirProblem(error: unknown, isOnline: boolean, signal: AbortSignal | undefined): unknown {
  const status = toStatus(error);
  if (status === 0 || signal?.aborted) return toRequestError(error, isOnline, signal);
  if (status === 401) return toTabProblem('sign_in_failed');
  return toOutcomeProblem(error instanceof Error ? error.message : '', status);
}

function toOutcomeProblem(message: string, status: number): ApiProblem {
  const start = message.indexOf('{');
  const end = message.lastIndexOf('}');
  if (start < 0 || end < start) return toPageProblem(status);
  try {
    const issue = findIssue(JSON.parse(message.slice(start, end + 1)));
    if (issue)
      return new ApiProblem({ type: 'about:blank', title: issue.code, status, detail: issue.text, ...issue });
  } catch {
    // Not an OperationOutcome of ours: a proxy's page, perhaps.
  }
  return toPageProblem(status);
}

interface Issue {
  readonly code: AnyCode;
  readonly text: string;
  readonly needs?: readonly string[];
  readonly max?: number;
  readonly retryAfterSeconds?: number;
}

function findIssue(outcome: unknown): Issue | undefined {
  const { issue } = outcome as Pick<OperationOutcome, 'issue'>;
  const details = issue[0]?.details;
  const codes = (system: string) =>
    (details?.coding ?? []).flatMap((coding) => (coding.system === system ? (coding.code ?? []) : []));
  const [code] = codes('urn:patients:error');
  if (!code) return undefined;
  const needs = codes('urn:patients:needs');
  const [max] = codes('urn:patients:max');
  const [wait] = codes('urn:patients:retry-after');
  return {
    // A code that this tab doesn't know has the words of "internal".
    code: code as AnyCode,
    text: details?.text ?? '',
    ...(needs.length > 0 && { needs }),
    ...(max !== undefined && { max: Number(max) }),
    ...(wait !== undefined && { retryAfterSeconds: Number(wait) }),
  };
}
