// What a FHIR server says when it can't answer: an OperationOutcome with its HTTP status.
import type { Refusal } from '../quirks';
import type { JsonObject } from '../resource';

export interface Issue {
  severity: 'fatal' | 'error' | 'warning' | 'information';
  code: string;
  diagnostics: string;
  /** A server's own number for the matter. */
  detail?: { system: string; code: string };
}

export class FhirFault extends Error {
  readonly status: number;
  readonly issue: Issue;
  readonly headers: Readonly<Record<string, string>>;
  /** Said instead of the OperationOutcome. */
  readonly plain: string | undefined;

  constructor(
    status: number,
    issue: Omit<Issue, 'severity'> & { severity?: Issue['severity'] },
    headers: Record<string, string> = {},
    plain?: string,
  ) {
    super(issue.diagnostics);
    this.status = status;
    this.issue = { severity: 'error', ...issue };
    this.headers = headers;
    this.plain = plain;
  }
}

const ownNumbers = 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369';

/** A large EHR's own number beside the code of the standard. */
export function toNumbered(number: string | undefined): Pick<Issue, 'detail'> {
  return number === undefined ? {} : { detail: { system: ownNumbers, code: number } };
}

export function toFault(
  refusal: Refusal,
  diagnostics: string,
  headers: Record<string, string> = {},
): FhirFault {
  const { status, code, number, severity = 'error', plain } = refusal;
  return new FhirFault(status, { severity, code, diagnostics, ...toNumbered(number) }, headers, plain);
}

export function toOutcome(issues: readonly Issue[]): JsonObject {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ severity, code, diagnostics, detail }) => ({
      severity,
      code,
      ...(detail === undefined ? {} : { details: { coding: [{ ...detail }] } }),
      diagnostics,
    })),
  };
}
