// From any error to what the reader may know: a problem document or an OperationOutcome. An unknown error tells nothing.
import type { Coding, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4';
import { ZodError } from 'zod';
import type { Problem } from '../contract/error-codes';
import { isKnownError, KnownError } from './known-error';
import { invalidInput } from './known-errors';

/** Errors of zod become invalid_input, strangers become internal. */
export function toKnownError(error: unknown): KnownError {
  if (isKnownError(error)) return error;
  if (error instanceof ZodError) return invalidInput(toFields(error));
  return new KnownError('internal', {
    status: 500,
    detail: 'Something went wrong on our side. Nothing was changed. Tell your administrator the request id.',
    cause: error,
  });
}

export function toFields(error: ZodError): NonNullable<Problem['fields']> {
  return error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.') || unknownKeys(issue),
    message: issue.code === 'unrecognized_keys' ? 'This is not expected here.' : issue.message,
  }));
}

function unknownKeys(issue: ZodError['issues'][number]): string {
  return issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 5).join(', ').slice(0, 200) : '';
}

export function toProblem(error: KnownError, requestId: string): Problem {
  const { status, detail, fields, current, why, needs, max, retryAfterSeconds } = error.parts;
  return {
    type: `urn:patients:error:${error.code}`,
    title: error.code.replaceAll('_', ' '),
    status,
    code: error.code,
    detail,
    requestId,
    ...(fields && { fields }),
    ...(current !== undefined && { current }),
    ...(why && { why }),
    ...(needs && { needs }),
    ...(max !== undefined && { max }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

const issueCodes: Readonly<Record<number, OperationOutcomeIssue['code']>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-long',
  415: 'not-supported',
  429: 'throttled',
  500: 'exception',
  503: 'transient',
  504: 'timeout',
};

/** For FHIR clients; the stable code of ours, and what a search still needs or is bound by, are told in `details`. */
export function toOperationOutcome(error: KnownError, requestId: string): OperationOutcome {
  const { needs = [], max, retryAfterSeconds } = error.parts;
  const told = [
    ...needs.map((need) => ({ system: 'urn:patients:needs', code: need })),
    ...toNumber('max', max),
    ...toNumber('retry-after', retryAfterSeconds),
  ];
  return {
    resourceType: 'OperationOutcome',
    id: requestId,
    issue: [
      {
        severity: error.parts.status >= 500 ? 'fatal' : 'error',
        code: issueCodes[error.parts.status] ?? 'processing',
        details: {
          coding: [{ system: 'urn:patients:error', code: error.code }, ...told],
          text: error.parts.detail,
        },
      },
    ],
  };
}

function toNumber(name: string, value: number | undefined): Coding[] {
  return value === undefined ? [] : [{ system: `urn:patients:${name}`, code: String(value) }];
}
