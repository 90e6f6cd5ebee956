// Reads the API's own FHIR facade with fhirclient, loaded when first asked for. The token goes to our own origin only:
// addresses are always built here, never taken from an answer.
import type { OperationOutcome } from 'fhir/r4';
import type { fhirclient } from 'fhirclient/lib/types';
import { paths, type TeamAddress } from '../../api/contract/paths';
import { type AnyCode, ApiProblem, isAbort, toTabProblem } from './problem';
import { withVisibleTexts } from './visible-text';

export interface FhirRequest {
  /** Below the facade: `Patient/_search`, `Patient/{id}/$chart`. */
  readonly path: string;
  /** Sent as a form by POST, so that no name stands in an address. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type FhirReader = <T>(request: FhirRequest) => Promise<T>;

export interface FhirReaderDeps {
  readonly address: TeamAddress;
  readonly origin: string;
  /** Asked for each request: a token lives an hour. */
  readonly getToken: () => Promise<string>;
  readonly isOnline: () => boolean;
}

export function createFhirReader({ address, origin, getToken, isOnline }: FhirReaderDeps): FhirReader {
  const serverUrl = `${origin}${paths.fhir(address)}`;
  return async <T>({ path, form, signal }: FhirRequest): Promise<T> => {
    const [{ default: fhir }, token] = await Promise.all([
      import(/* webpackChunkName: "fhir" */ 'fhirclient').catch(() => {
        throw toTabProblem(isOnline() ? 'unreachable' : 'offline');
      }),
      getToken(),
    ]);
    const client = fhir.client({ serverUrl, tokenResponse: { access_token: token } });
    const options: fhirclient.RequestOptions = { url: path, headers: { accept: 'application/fhir+json' } };
    if (signal) options.signal = signal;
    if (form) {
      options.method = 'POST';
      options.body = new URLSearchParams(form).toString();
      options.headers = { ...options.headers, 'content-type': 'application/x-www-form-urlencoded' };
    }
    try {
      // Checked by the API, which answers in R4.
      return withVisibleTexts(await client.request(options)) as T;
    } catch (error) {
      throw toFhirProblem(error, isOnline(), signal);
    }
  };
}

/** fhirclient has read the body already and keeps it in its message. */
function toFhirProblem(error: unknown, isOnline: boolean, signal: AbortSignal | undefined): unknown {
  if (isAbort(error) || signal?.aborted) return new DOMException('Aborted', 'AbortError');
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  if (status === 0) return toTabProblem(isOnline ? 'unreachable' : 'offline');
  if (status === 401) return toTabProblem('sign_in_failed');
  return toOutcomeProblem(error instanceof Error ? error.message : '', status);
}

function toOutcomeProblem(message: string, status: number): ApiProblem {
  const start = message.indexOf('{');
  const end = message.lastIndexOf('}');
  if (start < 0 || end < start) return toTabProblem('unreadable');
  try {
    const issue = findIssue(JSON.parse(message.slice(start, end + 1)));
    if (issue)
      return new ApiProblem({ type: 'about:blank', title: issue.code, status, detail: issue.text, ...issue });
  } catch {
    // Not an OperationOutcome of ours: a proxy's page, perhaps.
  }
  return toTabProblem('unreadable');
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
