// What a FHIR server says when it can't answer: an OperationOutcome with its HTTP status.
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

  constructor(status: number, issue: Omit<Issue, 'severity'>, headers: Record<string, string> = {}) {
    super(issue.diagnostics);
    this.status = status;
    this.issue = { severity: 'error', ...issue };
    this.headers = headers;
  }
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
