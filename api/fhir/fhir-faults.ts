// The known errors that only a FHIR server can cause, and how a status with its OperationOutcome becomes one of them.
import type { ErrorCode } from '../contract/error-codes';
import { KnownError, type KnownErrorParts } from '../errors/known-error';
import type { ErrorMeaning } from '../partners/partner.schema';
import { isRaw, type Raw, toList, toText } from './any-release/element';

const faults = {
  access_denied_by_server: {
    status: 502,
    detail: 'The server does not let this app read that. Ask its administrator for the rights.',
  },
  metadata_protected: {
    status: 502,
    detail: 'The server describes itself to registered partners alone. Ask your operator to register it.',
  },
  record_protected: {
    status: 403,
    detail:
      'The server protects this record (break the glass). Open it in the EHR itself, where your reason is kept.',
  },
  cursor_invalid: {
    status: 400,
    detail: 'The server has forgotten this search. Search again from the start.',
  },
  patient_not_found: { status: 404, detail: 'The server has no such patient.' },
  search_refused: {
    status: 400,
    detail: 'The server does not understand this search. Search for something else.',
  },
  search_too_many: { status: 400, detail: 'Too many patients match. Add a birth date, or search by MRN.' },
  search_needs_more: { status: 400, detail: 'The server wants more to search by: see `needs`.' },
  server_busy: { status: 503, detail: 'The server has too much to do. Try again in a moment.' },
  server_error: {
    status: 502,
    detail: 'The server answered with an error. Try again, or tell its administrator.',
  },
  server_not_fhir: { status: 502, detail: 'What answers there is not a FHIR server.' },
  server_answer_broken: { status: 502, detail: 'The server sent an answer that cannot be read.' },
  server_release_unsupported: {
    status: 502,
    detail: 'The server speaks another release of FHIR. DSTU2, STU3 and R4 are understood.',
  },
  patient_not_offered: {
    status: 502,
    detail: 'The server does not offer patients, so there is nothing to show.',
  },
} as const satisfies Partial<Record<ErrorCode, { status: number; detail: string }>>;
export type FhirFault = keyof typeof faults;

export function fhirFault(
  code: FhirFault,
  more: Pick<KnownErrorParts, 'needs' | 'max' | 'retryAfterSeconds'> = {},
): KnownError {
  return new KnownError(code, { ...faults[code], ...more });
}

/** What a server says in an issue, as far as it matters here. Its words never go into an error: they may name a patient. */
export interface Issue {
  readonly severity: string;
  readonly code: string;
  readonly numbers: readonly string[];
  readonly words: string;
}

export function toIssues(outcome: unknown): readonly Issue[] {
  if (!isRaw(outcome) || outcome.resourceType !== 'OperationOutcome') return [];
  return toList(outcome.issue, (one) => (isRaw(one) ? toIssue(one) : undefined)) ?? [];
}

function toIssue(raw: Raw): Issue {
  const details: Raw = isRaw(raw.details) ? raw.details : {};
  const texts = [raw.diagnostics, details.text, ...toTexts(raw.expression), ...toTexts(raw.location)];
  return {
    severity: toText(raw.severity) ?? 'error',
    code: toText(raw.code) ?? '',
    numbers: toList(details.coding, (coding) => (isRaw(coding) ? toText(coding.code) : undefined)) ?? [],
    words: texts.filter((text) => typeof text === 'string').join(' '),
  };
}

function toTexts(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isGrave({ severity }: Issue): boolean {
  return severity === 'error' || severity === 'fatal';
}

/** Numbers of large EHRs beside the codes of the standard. */
const tooMany = new Set(['too-costly', '4127']);
const needsMore = new Set(['required', '4110', '4111', '59108', '59133']);
const unknownParameter = new Set(['not-supported', 'invalid', '4122', '59100']);
const noRights = new Set(['forbidden', 'security', 'login', 'suppressed', '4118']);
const protectedRecord = new Set(['4130', '4131', '4134']);
const noSuch = new Set(['not-found', 'deleted']);
const busy = new Set(['throttled', '4135']);

const searchFields = ['identifier', 'birthdate', 'family', 'given', 'gender', 'name'] as const;

/** What the partner's profile says that its own numbers mean. */
export type ErrorMeanings = Readonly<Record<string, ErrorMeaning>>;

const ofMeaning: Readonly<Record<Exclude<ErrorMeaning, 'needsMore' | 'busy'>, FhirFault>> = {
  tooMany: 'search_too_many',
  breakTheGlass: 'record_protected',
  unknownParameter: 'search_refused',
  pageExpired: 'cursor_invalid',
  internal: 'server_error',
};

function findMeaning(issues: readonly Issue[], meanings: ErrorMeanings): ErrorMeaning | undefined {
  for (const { numbers } of issues) {
    for (const number of numbers) if (Object.hasOwn(meanings, number)) return meanings[number];
  }
  return undefined;
}

export interface FaultHints {
  readonly retryAfterSeconds?: number | undefined;
  readonly meanings?: ErrorMeanings;
}

/** The error of a 4xx answer, or of an outcome that came instead of a result. */
export function toServerFault(
  status: number,
  outcome: unknown,
  { retryAfterSeconds, meanings = {} }: FaultHints = {},
): KnownError {
  const issues = toIssues(outcome);
  const meaning = findMeaning(issues, meanings);
  if (meaning === 'needsMore') return fhirFault('search_needs_more', { needs: toNeeds(issues) });
  if (meaning !== undefined && meaning !== 'busy') return fhirFault(ofMeaning[meaning]);
  const has = (codes: ReadonlySet<string>) =>
    issues.some((issue) => codes.has(issue.code) || issue.numbers.some((number) => codes.has(number)));
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (status === 429 || status === 503 || meaning === 'busy' || has(busy))
    return fhirFault('server_busy', retry);
  if (has(protectedRecord)) return fhirFault('record_protected');
  if (status === 401 || status === 403 || has(noRights)) return fhirFault('access_denied_by_server');
  if (has(tooMany)) return fhirFault('search_too_many');
  if (has(needsMore)) return fhirFault('search_needs_more', { needs: toNeeds(issues) });
  if (status === 404 || status === 410 || has(noSuch)) return fhirFault('patient_not_found');
  if (has(unknownParameter) || [400, 405, 415, 422, 501].includes(status)) return fhirFault('search_refused');
  return fhirFault('server_error');
}

/** Which of our search fields the server's words name; a birth date and an MRN are what helps most often. */
function toNeeds(issues: readonly Issue[]): readonly string[] {
  const words = issues.map((issue) => issue.words.toLowerCase()).join(' ');
  const named = searchFields.filter((field) => new RegExp(`\\b${field}\\b`).test(words));
  return named.length > 0 ? named : ['birthdate', 'identifier'];
}

/** Warnings of a lenient server that left one of our filters out: its rows are then those of another question. */
export function hasIgnoredFilter(issues: readonly Issue[], filters: readonly string[]): boolean {
  return issues.some(
    (issue) =>
      (unknownParameter.has(issue.code) || issue.numbers.some((number) => unknownParameter.has(number))) &&
      filters.some((filter) => issue.words.includes(filter)),
  );
}
